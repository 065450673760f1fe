#include "services/verification/clients/assessment_client.h"

#include <utility>

#include "services/verification/clients/mapping.h"

namespace attest::verification::clients {

using assessment::v1::AssessmentPlan;
using assessment::v1::Decision;
using assessment::v1::SignOff;
using Stub = assessment::v1::AssessmentService::Stub;

template <class Response, class Request, class Method>
absl::StatusOr<Response> AssessmentClient::Ask(const rpc::Call& call,
                                               const Request& request,
                                               Method method) const {
  return Invoke<Response>(call, link_, [&](auto* context, auto* response) {
    return (stub_.get()->*method)(context, request, response);
  });
}

AssessmentClient::AssessmentClient(Link link)
    : link_(std::move(link)),
      stub_(assessment::v1::AssessmentService::NewStub(link_.channel)) {}

absl::StatusOr<std::optional<SignOff>> AssessmentClient::FindSignOff(
    const rpc::Call& call, const std::string& unit_name) const {
  assessment::v1::GetSignOffRequest request;
  request.set_name(unit_name);
  return AsFound(Ask<SignOff>(call, request, &Stub::GetSignOff));
}

absl::StatusOr<std::vector<SignOff>> AssessmentClient::SignOffs(
    const rpc::Call& call, const std::string& parent) const {
  std::vector<SignOff> sign_offs;
  assessment::v1::ListSignOffsRequest request;
  request.set_parent(parent);
  request.set_page_size(kPageRows);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto page,
                            Ask<assessment::v1::ListSignOffsResponse>(
                                call, request, &Stub::ListSignOffs));
    sign_offs.insert(sign_offs.end(), page.sign_offs().begin(),
                     page.sign_offs().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return sign_offs;
}

absl::StatusOr<std::vector<Decision>> AssessmentClient::CurrentDecisions(
    const rpc::Call& call, const std::string& registration) const {
  std::vector<Decision> decisions;
  assessment::v1::ListDecisionsRequest request;
  request.set_parent(registration);
  request.set_current_only(true);
  request.set_page_size(kPageRows);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto page,
                            Ask<assessment::v1::ListDecisionsResponse>(
                                call, request, &Stub::ListDecisions));
    decisions.insert(decisions.end(), page.decisions().begin(),
                     page.decisions().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return decisions;
}

absl::StatusOr<std::optional<AssessmentPlan>>
AssessmentClient::FindAssessmentPlan(const rpc::Call& call,
                                     const std::string& name) const {
  assessment::v1::GetAssessmentPlanRequest request;
  request.set_name(name);
  return AsFound(Ask<AssessmentPlan>(call, request, &Stub::GetAssessmentPlan));
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse>
AssessmentClient::VerifyTrail(const rpc::Call& call,
                              const std::string& registration) const {
  audit::v1::VerifyAuditTrailRequest request;
  request.set_parent(registration);
  return Ask<audit::v1::VerifyAuditTrailResponse>(call, request,
                                                  &Stub::VerifyAuditTrail);
}

}  // namespace attest::verification::clients
