#include "services/verification/api/verification_service.h"

namespace attest::verification::api {

VerificationServiceImpl::VerificationServiceImpl(const rpc::Runtime& runtime,
                                                 const Parts& parts)
    : runtime_(runtime),
      plans_(parts),
      drawing_(parts),
      verifying_(parts),
      moderations_(parts),
      claims_(parts),
      awards_(parts),
      trails_(parts) {}

grpc::Status VerificationServiceImpl::CreateSamplingPlan(
    grpc::ServerContext* context, const v1::CreateSamplingPlanRequest* request,
    v1::SamplingPlan* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/CreateSamplingPlan",
      *context, response,
      [&](const rpc::Call& call) { return plans_.Create(call, *request); });
}

grpc::Status VerificationServiceImpl::DrawSample(
    grpc::ServerContext* context, const v1::DrawSampleRequest* request,
    v1::DrawSampleResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/DrawSample",
      *context, response,
      [&](const rpc::Call& call) { return drawing_.Draw(call, *request); });
}

grpc::Status VerificationServiceImpl::AddSample(
    grpc::ServerContext* context, const v1::AddSampleRequest* request,
    v1::Sample* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/AddSample",
      *context, response,
      [&](const rpc::Call& call) { return plans_.Add(call, *request); });
}

grpc::Status VerificationServiceImpl::ListSamples(
    grpc::ServerContext* context, const v1::ListSamplesRequest* request,
    v1::ListSamplesResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/ListSamples",
      *context, response,
      [&](const rpc::Call& call) { return plans_.List(call, *request); });
}

grpc::Status VerificationServiceImpl::RecordSampleOutcome(
    grpc::ServerContext* context, const v1::RecordSampleOutcomeRequest* request,
    v1::Sample* response) {
  return rpc::RunUnary(
      runtime_,
      "attest.verification.v1.VerificationService/RecordSampleOutcome",
      *context, response, [&](const rpc::Call& call) {
        return verifying_.RecordOutcome(call, *request);
      });
}

grpc::Status VerificationServiceImpl::CloseAction(
    grpc::ServerContext* context, const v1::CloseActionRequest* request,
    v1::Sample* response) {
  return rpc::RunUnary(runtime_,
                       "attest.verification.v1.VerificationService/CloseAction",
                       *context, response, [&](const rpc::Call& call) {
                         return verifying_.CloseAction(call, *request);
                       });
}

grpc::Status VerificationServiceImpl::OpenModeration(
    grpc::ServerContext* context, const v1::OpenModerationRequest* request,
    v1::Moderation* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/OpenModeration",
      *context, response,
      [&](const rpc::Call& call) { return moderations_.Open(call, *request); });
}

grpc::Status VerificationServiceImpl::RecordModerationOutcome(
    grpc::ServerContext* context,
    const v1::RecordModerationOutcomeRequest* request,
    v1::Moderation* response) {
  return rpc::RunUnary(
      runtime_,
      "attest.verification.v1.VerificationService/RecordModerationOutcome",
      *context, response, [&](const rpc::Call& call) {
        return moderations_.Record(call, *request);
      });
}

grpc::Status VerificationServiceImpl::CloseModeration(
    grpc::ServerContext* context, const v1::CloseModerationRequest* request,
    v1::Moderation* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/CloseModeration",
      *context, response, [&](const rpc::Call& call) {
        return moderations_.Close(call, *request);
      });
}

grpc::Status VerificationServiceImpl::ListModerations(
    grpc::ServerContext* context, const v1::ListModerationsRequest* request,
    v1::ListModerationsResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/ListModerations",
      *context, response,
      [&](const rpc::Call& call) { return moderations_.List(call, *request); });
}

grpc::Status VerificationServiceImpl::CheckClaim(
    grpc::ServerContext* context, const v1::CheckClaimRequest* request,
    v1::CheckClaimResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/CheckClaim",
      *context, response,
      [&](const rpc::Call& call) { return claims_.Check(call, *request); });
}

grpc::Status VerificationServiceImpl::SubmitClaim(
    grpc::ServerContext* context, const v1::SubmitClaimRequest* request,
    v1::Claim* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/SubmitClaim",
      *context, response,
      [&](const rpc::Call& call) { return claims_.Submit(call, *request); });
}

grpc::Status VerificationServiceImpl::IssueAward(
    grpc::ServerContext* context, const v1::IssueAwardRequest* request,
    v1::Award* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/IssueAward",
      *context, response,
      [&](const rpc::Call& call) { return awards_.Issue(call, *request); });
}

grpc::Status VerificationServiceImpl::GetAward(
    grpc::ServerContext* context, const v1::GetAwardRequest* request,
    v1::Award* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/GetAward", *context,
      response,
      [&](const rpc::Call& call) { return awards_.Get(call, *request); });
}

grpc::Status VerificationServiceImpl::VerifyCertificate(
    grpc::ServerContext* context, const v1::VerifyCertificateRequest* request,
    v1::VerifyCertificateResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/VerifyCertificate",
      *context, response,
      [&](const rpc::Call&) { return awards_.VerifyCertificate(*request); });
}

grpc::Status VerificationServiceImpl::ListAuditEntries(
    grpc::ServerContext* context,
    const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/ListAuditEntries",
      *context, response,
      [&](const rpc::Call& call) { return trails_.List(call, *request); });
}

grpc::Status VerificationServiceImpl::VerifyAuditTrail(
    grpc::ServerContext* context,
    const audit::v1::VerifyAuditTrailRequest* request,
    audit::v1::VerifyAuditTrailResponse* response) {
  return rpc::RunUnary(
      runtime_, "attest.verification.v1.VerificationService/VerifyAuditTrail",
      *context, response,
      [&](const rpc::Call& call) { return trails_.Verify(call, *request); });
}

grpc::Status VerificationServiceImpl::WatchEvents(
    grpc::ServerContext* context, const events::v1::WatchEventsRequest* request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) {
  return rpc::RunStream(
      runtime_, "attest.verification.v1.VerificationService/WatchEvents",
      *context, [&](const rpc::Call& call) {
        return trails_.Watch(call, *context, *request, *writer);
      });
}

}  // namespace attest::verification::api
