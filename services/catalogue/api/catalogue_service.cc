#include "services/catalogue/api/catalogue_service.h"

namespace attest::catalogue::api {

grpc::Status CatalogueServiceImpl::GetQualification(
    grpc::ServerContext* context, const v1::GetQualificationRequest* request,
    v1::Qualification* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/GetQualification",
      *context, response,
      [&](const rpc::Call&) { return qualifications_.Get(*request); });
}

grpc::Status CatalogueServiceImpl::LookupQualification(
    grpc::ServerContext* context, const v1::LookupQualificationRequest* request,
    v1::Qualification* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/LookupQualification",
      *context, response,
      [&](const rpc::Call&) { return qualifications_.Lookup(*request); });
}

grpc::Status CatalogueServiceImpl::ListQualifications(
    grpc::ServerContext* context, const v1::ListQualificationsRequest* request,
    v1::ListQualificationsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/ListQualifications",
      *context, response,
      [&](const rpc::Call&) { return qualifications_.List(*request); });
}

grpc::Status CatalogueServiceImpl::ListSyllabi(
    grpc::ServerContext* context, const v1::ListSyllabiRequest* request,
    v1::ListSyllabiResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/ListSyllabi", *context,
      response,
      [&](const rpc::Call&) { return qualifications_.ListSyllabi(*request); });
}

grpc::Status CatalogueServiceImpl::GetSyllabus(
    grpc::ServerContext* context, const v1::GetSyllabusRequest* request,
    v1::Syllabus* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/GetSyllabus", *context,
      response, [&](const rpc::Call&) { return syllabi_.Get(*request); });
}

grpc::Status CatalogueServiceImpl::GetUnit(grpc::ServerContext* context,
                                           const v1::GetUnitRequest* request,
                                           v1::Unit* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/GetUnit", *context,
      response, [&](const rpc::Call&) { return syllabi_.GetUnit(*request); });
}

grpc::Status CatalogueServiceImpl::BatchGetUnits(
    grpc::ServerContext* context, const v1::BatchGetUnitsRequest* request,
    v1::BatchGetUnitsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/BatchGetUnits", *context,
      response,
      [&](const rpc::Call&) { return syllabi_.BatchGetUnits(*request); });
}

grpc::Status CatalogueServiceImpl::ListUnits(
    grpc::ServerContext* context, const v1::ListUnitsRequest* request,
    v1::ListUnitsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/ListUnits", *context,
      response, [&](const rpc::Call&) { return syllabi_.ListUnits(*request); });
}

grpc::Status CatalogueServiceImpl::LookupStandards(
    grpc::ServerContext* context, const v1::LookupStandardsRequest* request,
    v1::LookupStandardsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.catalogue.v1.CatalogueService/LookupStandards",
      *context, response,
      [&](const rpc::Call&) { return syllabi_.LookupStandards(*request); });
}

grpc::Status CatalogueServiceImpl::EvaluateSelection(
    grpc::ServerContext* context, const v1::EvaluateSelectionRequest* request,
    v1::EvaluateSelectionResponse* response) {
  return rpc::RunUnary(runtime_,
                       "attest.catalogue.v1.CatalogueService/EvaluateSelection",
                       *context, response, [&](const rpc::Call&) {
                         return selections_.EvaluateSelection(*request);
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

}  // namespace attest::catalogue::api
