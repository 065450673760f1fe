// The wire: one adapter a method, no logic.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_ASSESSMENT_SERVICE_H_
#define ATTEST_SERVICES_ASSESSMENT_API_ASSESSMENT_SERVICE_H_

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "libs/rpc/runtime.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

// Thread-safe. References must outlive it.
class AssessmentServiceImpl final : public v1::AssessmentService::Service {
 public:
  AssessmentServiceImpl(const rpc::Runtime& runtime, Context context)
      : runtime_(runtime), context_(context) {}

  grpc::Status PutAssessmentPlan(grpc::ServerContext* server,
                                 const v1::PutAssessmentPlanRequest* request,
                                 v1::AssessmentPlan* response) override;
  grpc::Status GetAssessmentPlan(grpc::ServerContext* server,
                                 const v1::GetAssessmentPlanRequest* request,
                                 v1::AssessmentPlan* response) override;
  grpc::Status SubmitAssessmentPlan(
      grpc::ServerContext* server,
      const v1::SubmitAssessmentPlanRequest* request,
      v1::AssessmentPlan* response) override;
  grpc::Status DecideAssessmentPlan(
      grpc::ServerContext* server,
      const v1::DecideAssessmentPlanRequest* request,
      v1::AssessmentPlan* response) override;
  grpc::Status CreateEvidence(grpc::ServerContext* server,
                              const v1::CreateEvidenceRequest* request,
                              v1::Evidence* response) override;
  grpc::Status GetUpload(grpc::ServerContext* server,
                         const v1::GetUploadRequest* request,
                         v1::GetUploadResponse* response) override;
  grpc::Status MapEvidence(grpc::ServerContext* server,
                           const v1::MapEvidenceRequest* request,
                           v1::Evidence* response) override;
  grpc::Status SubmitEvidence(grpc::ServerContext* server,
                              const v1::SubmitEvidenceRequest* request,
                              v1::Evidence* response) override;
  grpc::Status ReturnEvidence(grpc::ServerContext* server,
                              const v1::ReturnEvidenceRequest* request,
                              v1::Evidence* response) override;
  grpc::Status GetEvidence(grpc::ServerContext* server,
                           const v1::GetEvidenceRequest* request,
                           v1::Evidence* response) override;
  grpc::Status ListEvidence(grpc::ServerContext* server,
                            const v1::ListEvidenceRequest* request,
                            v1::ListEvidenceResponse* response) override;
  grpc::Status RecordDecisions(grpc::ServerContext* server,
                               const v1::RecordDecisionsRequest* request,
                               v1::RecordDecisionsResponse* response) override;
  grpc::Status CountersignDecision(
      grpc::ServerContext* server,
      const v1::CountersignDecisionRequest* request,
      v1::Decision* response) override;
  grpc::Status ListDecisions(grpc::ServerContext* server,
                             const v1::ListDecisionsRequest* request,
                             v1::ListDecisionsResponse* response) override;
  grpc::Status SignOffUnit(grpc::ServerContext* server,
                           const v1::SignOffUnitRequest* request,
                           v1::SignOff* response) override;
  grpc::Status GetSignOff(grpc::ServerContext* server,
                          const v1::GetSignOffRequest* request,
                          v1::SignOff* response) override;
  grpc::Status ListSignOffs(grpc::ServerContext* server,
                            const v1::ListSignOffsRequest* request,
                            v1::ListSignOffsResponse* response) override;
  grpc::Status GetProgress(grpc::ServerContext* server,
                           const v1::GetProgressRequest* request,
                           v1::Progress* response) override;
  grpc::Status UploadEvidence(
      grpc::ServerContext* server,
      grpc::ServerReader<v1::UploadEvidenceRequest>* stream,
      v1::Evidence* response) override;
  grpc::Status DownloadEvidence(
      grpc::ServerContext* server, const v1::DownloadEvidenceRequest* request,
      grpc::ServerWriter<v1::DownloadEvidenceResponse>* stream) override;
  grpc::Status ListAuditEntries(
      grpc::ServerContext* server,
      const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override;
  grpc::Status VerifyAuditTrail(
      grpc::ServerContext* server,
      const audit::v1::VerifyAuditTrailRequest* request,
      audit::v1::VerifyAuditTrailResponse* response) override;
  grpc::Status WatchEvents(
      grpc::ServerContext* server,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* stream) override;

 private:
  const rpc::Runtime& runtime_;
  Context context_;
};

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_ASSESSMENT_SERVICE_H_
