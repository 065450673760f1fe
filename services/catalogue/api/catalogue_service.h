// The catalogue on the wire: one adapter a method.
#ifndef ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_
#define ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "libs/rpc/runtime.h"
#include "services/catalogue/api/qualifications.h"
#include "services/catalogue/api/selections.h"
#include "services/catalogue/api/syllabi.h"

namespace attest::catalogue::api {

// Thread-safe.
class CatalogueServiceImpl final : public v1::CatalogueService::Service {
 public:
  // All must outlive it.
  CatalogueServiceImpl(const rpc::Runtime& runtime,
                       const store::Published& published,
                       const PageTokens& tokens)
      : runtime_(runtime),
        qualifications_(published, tokens),
        syllabi_(published),
        selections_(published) {}

  grpc::Status GetQualification(grpc::ServerContext* context,
                                const v1::GetQualificationRequest* request,
                                v1::Qualification* response) override;
  grpc::Status LookupQualification(
      grpc::ServerContext* context,
      const v1::LookupQualificationRequest* request,
      v1::Qualification* response) override;
  grpc::Status ListQualifications(
      grpc::ServerContext* context,
      const v1::ListQualificationsRequest* request,
      v1::ListQualificationsResponse* response) override;
  grpc::Status ListSyllabi(grpc::ServerContext* context,
                           const v1::ListSyllabiRequest* request,
                           v1::ListSyllabiResponse* response) override;
  grpc::Status GetSyllabus(grpc::ServerContext* context,
                           const v1::GetSyllabusRequest* request,
                           v1::Syllabus* response) override;
  grpc::Status GetUnit(grpc::ServerContext* context,
                       const v1::GetUnitRequest* request,
                       v1::Unit* response) override;
  grpc::Status BatchGetUnits(grpc::ServerContext* context,
                             const v1::BatchGetUnitsRequest* request,
                             v1::BatchGetUnitsResponse* response) override;
  grpc::Status ListUnits(grpc::ServerContext* context,
                         const v1::ListUnitsRequest* request,
                         v1::ListUnitsResponse* response) override;
  grpc::Status LookupStandards(grpc::ServerContext* context,
                               const v1::LookupStandardsRequest* request,
                               v1::LookupStandardsResponse* response) override;
  grpc::Status EvaluateSelection(
      grpc::ServerContext* context, const v1::EvaluateSelectionRequest* request,
      v1::EvaluateSelectionResponse* response) override;
  grpc::Status ProposeSelections(
      grpc::ServerContext* context, const v1::ProposeSelectionsRequest* request,
      v1::ProposeSelectionsResponse* response) override;

 private:
  const rpc::Runtime& runtime_;
  const Qualifications qualifications_;
  const Syllabi syllabi_;
  const Selections selections_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_CATALOGUE_SERVICE_H_
