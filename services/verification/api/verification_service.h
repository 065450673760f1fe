// Verification on the wire: one adapter a method.
#ifndef ATTEST_SERVICES_VERIFICATION_API_VERIFICATION_SERVICE_H_
#define ATTEST_SERVICES_VERIFICATION_API_VERIFICATION_SERVICE_H_

#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "libs/rpc/runtime.h"
#include "services/verification/api/awards.h"
#include "services/verification/api/claims.h"
#include "services/verification/api/drawing.h"
#include "services/verification/api/moderations.h"
#include "services/verification/api/sampling_plans.h"
#include "services/verification/api/trails.h"
#include "services/verification/api/verifying.h"

namespace attest::verification::api {

// Thread-safe.
class VerificationServiceImpl final : public v1::VerificationService::Service {
 public:
  // `runtime` and what `parts` refers to must outlive it.
  VerificationServiceImpl(const rpc::Runtime& runtime, const Parts& parts);

  grpc::Status CreateSamplingPlan(grpc::ServerContext* context,
                                  const v1::CreateSamplingPlanRequest* request,
                                  v1::SamplingPlan* response) override;
  grpc::Status DrawSample(grpc::ServerContext* context,
                          const v1::DrawSampleRequest* request,
                          v1::DrawSampleResponse* response) override;
  grpc::Status AddSample(grpc::ServerContext* context,
                         const v1::AddSampleRequest* request,
                         v1::Sample* response) override;
  grpc::Status ListSamples(grpc::ServerContext* context,
                           const v1::ListSamplesRequest* request,
                           v1::ListSamplesResponse* response) override;
  grpc::Status RecordSampleOutcome(
      grpc::ServerContext* context,
      const v1::RecordSampleOutcomeRequest* request,
      v1::Sample* response) override;
  grpc::Status CloseAction(grpc::ServerContext* context,
                           const v1::CloseActionRequest* request,
                           v1::Sample* response) override;
  grpc::Status OpenModeration(grpc::ServerContext* context,
                              const v1::OpenModerationRequest* request,
                              v1::Moderation* response) override;
  grpc::Status RecordModerationOutcome(
      grpc::ServerContext* context,
      const v1::RecordModerationOutcomeRequest* request,
      v1::Moderation* response) override;
  grpc::Status CloseModeration(grpc::ServerContext* context,
                               const v1::CloseModerationRequest* request,
                               v1::Moderation* response) override;
  grpc::Status ListModerations(grpc::ServerContext* context,
                               const v1::ListModerationsRequest* request,
                               v1::ListModerationsResponse* response) override;
  grpc::Status CheckClaim(grpc::ServerContext* context,
                          const v1::CheckClaimRequest* request,
                          v1::CheckClaimResponse* response) override;
  grpc::Status SubmitClaim(grpc::ServerContext* context,
                           const v1::SubmitClaimRequest* request,
                           v1::Claim* response) override;
  grpc::Status IssueAward(grpc::ServerContext* context,
                          const v1::IssueAwardRequest* request,
                          v1::Award* response) override;
  grpc::Status GetAward(grpc::ServerContext* context,
                        const v1::GetAwardRequest* request,
                        v1::Award* response) override;
  grpc::Status VerifyCertificate(
      grpc::ServerContext* context, const v1::VerifyCertificateRequest* request,
      v1::VerifyCertificateResponse* response) override;
  grpc::Status ListAuditEntries(
      grpc::ServerContext* context,
      const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override;
  grpc::Status VerifyAuditTrail(
      grpc::ServerContext* context,
      const audit::v1::VerifyAuditTrailRequest* request,
      audit::v1::VerifyAuditTrailResponse* response) override;
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override;

 private:
  const rpc::Runtime& runtime_;
  SamplingPlans plans_;
  Drawing drawing_;
  Verifying verifying_;
  Moderations moderations_;
  Claims claims_;
  Awards awards_;
  Trails trails_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_VERIFICATION_SERVICE_H_
