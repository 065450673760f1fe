#include "services/verification/clients/catalogue_client.h"

#include <utility>

#include "services/verification/clients/mapping.h"

namespace attest::verification::clients {

using catalogue::v1::BatchGetUnitsRequest;
using catalogue::v1::BatchGetUnitsResponse;
using catalogue::v1::EvaluateSelectionRequest;
using catalogue::v1::EvaluateSelectionResponse;
using catalogue::v1::GetQualificationRequest;
using catalogue::v1::ListUnitsRequest;
using catalogue::v1::ListUnitsResponse;
using catalogue::v1::Qualification;
using catalogue::v1::Unit;

CatalogueClient::CatalogueClient(Link link)
    : link_(std::move(link)),
      stub_(catalogue::v1::CatalogueService::NewStub(link_.channel)) {}

absl::StatusOr<std::optional<Qualification>> CatalogueClient::FindQualification(
    const rpc::Call& call, const std::string& name) const {
  GetQualificationRequest request;
  request.set_name(name);
  return AsFound(
      Invoke<Qualification>(call, link_, [&](auto* context, auto* response) {
        return stub_->GetQualification(context, request, response);
      }));
}

absl::StatusOr<std::vector<Unit>> CatalogueClient::Units(
    const rpc::Call& call, const std::string& syllabus,
    const std::vector<std::string>& numbers) const {
  if (numbers.empty()) return std::vector<Unit>();
  BatchGetUnitsRequest request;
  request.set_parent(syllabus);
  *request.mutable_units() = {numbers.begin(), numbers.end()};
  ATTEST_ASSIGN_OR_RETURN(const BatchGetUnitsResponse response,
                          Invoke<BatchGetUnitsResponse>(
                              call, link_, [&](auto* context, auto* answer) {
                                return stub_->BatchGetUnits(context, request,
                                                            answer);
                              }));
  return std::vector<Unit>(response.units().begin(), response.units().end());
}

absl::StatusOr<std::vector<Unit>> CatalogueClient::AllUnits(
    const rpc::Call& call, const std::string& syllabus) const {
  ListUnitsRequest request;
  request.set_parent(syllabus);
  ATTEST_ASSIGN_OR_RETURN(
      const ListUnitsResponse response,
      Invoke<ListUnitsResponse>(call, link_, [&](auto* context, auto* answer) {
        return stub_->ListUnits(context, request, answer);
      }));
  return std::vector<Unit>(response.units().begin(), response.units().end());
}

absl::StatusOr<EvaluateSelectionResponse> CatalogueClient::Evaluate(
    const rpc::Call& call, const std::string& syllabus,
    const std::vector<std::string>& numbers) const {
  EvaluateSelectionRequest request;
  request.set_syllabus(syllabus);
  *request.mutable_units() = {numbers.begin(), numbers.end()};
  return Invoke<EvaluateSelectionResponse>(
      call, link_, [&](auto* context, auto* response) {
        return stub_->EvaluateSelection(context, request, response);
      });
}

}  // namespace attest::verification::clients
