#include "services/catalogue/api/catalogue_service.h"

namespace attest::catalogue::api {
namespace {

// The methods that are served raw.
constexpr std::string_view kGetQualification =
    "attest.catalogue.v1.CatalogueService/GetQualification";
constexpr std::string_view kLookupQualification =
    "attest.catalogue.v1.CatalogueService/LookupQualification";
constexpr std::string_view kListSyllabi =
    "attest.catalogue.v1.CatalogueService/ListSyllabi";
constexpr std::string_view kGetSyllabus =
    "attest.catalogue.v1.CatalogueService/GetSyllabus";
constexpr std::string_view kGetUnit =
    "attest.catalogue.v1.CatalogueService/GetUnit";
constexpr std::string_view kBatchGetUnits =
    "attest.catalogue.v1.CatalogueService/BatchGetUnits";
constexpr std::string_view kListUnits =
    "attest.catalogue.v1.CatalogueService/ListUnits";
constexpr std::string_view kLookupStandards =
    "attest.catalogue.v1.CatalogueService/LookupStandards";
constexpr std::string_view kEvaluateSelection =
    "attest.catalogue.v1.CatalogueService/EvaluateSelection";

}  // namespace

std::vector<std::string_view> CatalogueServiceImpl::RawMethods() const {
  return {
      kGetQualification, kLookupQualification, kListSyllabi, kGetSyllabus,
      kGetUnit,          kBatchGetUnits,       kListUnits,   kLookupStandards,
      kEvaluateSelection};
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::GetQualification(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::GetQualificationRequest>(
      runtime_, kGetQualification, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return qualifications_.Get(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::LookupQualification(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::LookupQualificationRequest>(
      runtime_, kLookupQualification, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return qualifications_.Lookup(message, patience);
      });
}

grpc::Status CatalogueServiceImpl::ListQualifications(
    grpc::ServerContext* context, const v1::ListQualificationsRequest* request,
    v1::ListQualificationsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/ListQualifications",
      *context, response,
      [&](const rpc::Call&) { return qualifications_.List(*request); });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::ListSyllabi(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::ListSyllabiRequest>(
      runtime_, kListSyllabi, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return qualifications_.ListSyllabi(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::GetSyllabus(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::GetSyllabusRequest>(
      runtime_, kGetSyllabus, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return syllabi_.Get(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::GetUnit(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::GetUnitRequest>(
      runtime_, kGetUnit, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return syllabi_.GetUnit(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::BatchGetUnits(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::BatchGetUnitsRequest>(
      runtime_, kBatchGetUnits, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return syllabi_.BatchGetUnits(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::ListUnits(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::ListUnitsRequest>(
      runtime_, kListUnits, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return syllabi_.ListUnits(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::LookupStandards(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::LookupStandardsRequest>(
      runtime_, kLookupStandards, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return syllabi_.LookupStandards(message, patience);
      });
}

grpc::ServerUnaryReactor* CatalogueServiceImpl::EvaluateSelection(
    grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
    grpc::ByteBuffer* response) {
  return rpc::RunRaw<v1::EvaluateSelectionRequest>(
      runtime_, kEvaluateSelection, *context, *request, response,
      [this](const rpc::Call&, const auto& message, rpc::Patience patience) {
        return selections_.EvaluateSelection(message, patience);
      });
}

grpc::Status CatalogueServiceImpl::ProposeSelections(
    grpc::ServerContext* context, const v1::ProposeSelectionsRequest* request,
    v1::ProposeSelectionsResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.catalogue.v1.CatalogueService/ProposeSelections",
                       *context, response, [&](const rpc::Call&) {
                         return selections_.ProposeSelections(*request);
                       });
}

grpc::Status CatalogueServiceImpl::CompareSyllabi(
    grpc::ServerContext* context, const v1::CompareSyllabiRequest* request,
    v1::CompareSyllabiResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/CompareSyllabi", *context,
      response, [&](const rpc::Call&) { return comparing_.Compare(*request); });
}

grpc::Status CatalogueServiceImpl::SearchSyllabus(
    grpc::ServerContext* context, const v1::SearchSyllabusRequest* request,
    v1::SearchSyllabusResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/SearchSyllabus", *context,
      response, [&](const rpc::Call&) { return searching_.Search(*request); });
}

grpc::Status CatalogueServiceImpl::ValidateSyllabus(
    grpc::ServerContext* context, const v1::ValidateSyllabusRequest* request,
    v1::ValidateSyllabusResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/ValidateSyllabus",
      *context, response,
      [&](const rpc::Call&) { return publishing_.Validate(*request); });
}

grpc::Status CatalogueServiceImpl::PublishSyllabus(
    grpc::ServerContext* context, const v1::PublishSyllabusRequest* request,
    v1::PublishSyllabusResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.catalogue.v1.CatalogueService/PublishSyllabus",
                       *context, response, [&](const rpc::Call& call) {
                         return publishing_.Publish(call, *request);
                       });
}

grpc::Status CatalogueServiceImpl::SetKeyDates(
    grpc::ServerContext* context, const v1::SetKeyDatesRequest* request,
    v1::Qualification* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/SetKeyDates", *context,
      response,
      [&](const rpc::Call& call) { return key_dates_.Set(call, *request); });
}

grpc::Status CatalogueServiceImpl::ListAuditEntries(
    grpc::ServerContext* context,
    const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.catalogue.v1.CatalogueService/ListAuditEntries",
                       *context, response,
                       [&](const rpc::Call&) { return audit_.List(*request); });
}

grpc::Status CatalogueServiceImpl::VerifyAuditTrail(
    grpc::ServerContext* context,
    const audit::v1::VerifyAuditTrailRequest* request,
    audit::v1::VerifyAuditTrailResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/VerifyAuditTrail",
      *context, response,
      [&](const rpc::Call&) { return audit_.Verify(*request); });
}

grpc::Status CatalogueServiceImpl::WatchEvents(
    grpc::ServerContext* context, const events::v1::WatchEventsRequest* request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) {
  return rpc::RunStream(
      runtime_, "attest.catalogue.v1.CatalogueService/WatchEvents", *context,
      [&](const rpc::Call& call) {
        return audit_.Watch(call, *context, *request, *writer);
      });
}

}  // namespace attest::catalogue::api
