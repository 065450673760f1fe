#include "services/registration/api/life_methods.h"

#include "services/registration/api/method_name.h"

namespace attest::registration::api {

LifeMethods::LifeMethods(const rpc::Runtime& runtime, const Tools& tools)
    : LearnerMethods(runtime, tools),
      runtime_(runtime),
      lives_(tools),
      transfers_(tools),
      adjustments_(tools),
      exemptions_(tools) {}

grpc::Status LifeMethods::RecordReview(grpc::ServerContext* context,
                                       const v1::RecordReviewRequest* request,
                                       v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("RecordReview"), *context, response,
                       [&](const rpc::Call& call) {
                         return lives_.RecordReview(call, *request);
                       });
}

grpc::Status LifeMethods::StartBreak(grpc::ServerContext* context,
                                     const v1::StartBreakRequest* request,
                                     v1::Registration* response) {
  return rpc::RunUnary(
      runtime_, Method("StartBreak"), *context, response,
      [&](const rpc::Call& call) { return lives_.StartBreak(call, *request); });
}

grpc::Status LifeMethods::ReturnFromBreak(
    grpc::ServerContext* context, const v1::ReturnFromBreakRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("ReturnFromBreak"), *context, response,
                       [&](const rpc::Call& call) {
                         return lives_.ReturnFromBreak(call, *request);
                       });
}

grpc::Status LifeMethods::ExtendRegistration(
    grpc::ServerContext* context, const v1::ExtendRegistrationRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(
      runtime_, Method("ExtendRegistration"), *context, response,
      [&](const rpc::Call& call) { return lives_.Extend(call, *request); });
}

grpc::Status LifeMethods::RequestTransfer(
    grpc::ServerContext* context, const v1::RequestTransferRequest* request,
    v1::Transfer* response) {
  return rpc::RunUnary(runtime_, Method("RequestTransfer"), *context, response,
                       [&](const rpc::Call& call) {
                         return transfers_.Request(call, *request);
                       });
}

grpc::Status LifeMethods::DecideTransfer(
    grpc::ServerContext* context, const v1::DecideTransferRequest* request,
    v1::Transfer* response) {
  return rpc::RunUnary(
      runtime_, Method("DecideTransfer"), *context, response,
      [&](const rpc::Call& call) { return transfers_.Decide(call, *request); });
}

grpc::Status LifeMethods::ListTransfers(grpc::ServerContext* context,
                                        const v1::ListTransfersRequest* request,
                                        v1::ListTransfersResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListTransfers"), *context, response,
      [&](const rpc::Call& call) { return transfers_.List(call, *request); });
}

grpc::Status LifeMethods::UpgradeMembership(
    grpc::ServerContext* context, const v1::UpgradeMembershipRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("UpgradeMembership"), *context,
                       response, [&](const rpc::Call& call) {
                         return lives_.UpgradeMembership(call, *request);
                       });
}

grpc::Status LifeMethods::RequestAdjustment(
    grpc::ServerContext* context, const v1::RequestAdjustmentRequest* request,
    v1::Adjustment* response) {
  return rpc::RunUnary(runtime_, Method("RequestAdjustment"), *context,
                       response, [&](const rpc::Call& call) {
                         return adjustments_.Request(call, *request);
                       });
}

grpc::Status LifeMethods::NotifyAdjustment(
    grpc::ServerContext* context, const v1::NotifyAdjustmentRequest* request,
    v1::Adjustment* response) {
  return rpc::RunUnary(runtime_, Method("NotifyAdjustment"), *context, response,
                       [&](const rpc::Call& call) {
                         return adjustments_.Notify(call, *request);
                       });
}

grpc::Status LifeMethods::DecideAdjustment(
    grpc::ServerContext* context, const v1::DecideAdjustmentRequest* request,
    v1::Adjustment* response) {
  return rpc::RunUnary(runtime_, Method("DecideAdjustment"), *context, response,
                       [&](const rpc::Call& call) {
                         return adjustments_.Decide(call, *request);
                       });
}

grpc::Status LifeMethods::GetAdjustment(grpc::ServerContext* context,
                                        const v1::GetAdjustmentRequest* request,
                                        v1::Adjustment* response) {
  return rpc::RunUnary(
      runtime_, Method("GetAdjustment"), *context, response,
      [&](const rpc::Call& call) { return adjustments_.Get(call, *request); });
}

grpc::Status LifeMethods::ListAdjustments(
    grpc::ServerContext* context, const v1::ListAdjustmentsRequest* request,
    v1::ListAdjustmentsResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListAdjustments"), *context, response,
      [&](const rpc::Call& call) { return adjustments_.List(call, *request); });
}

grpc::Status LifeMethods::RequestExemption(
    grpc::ServerContext* context, const v1::RequestExemptionRequest* request,
    v1::Exemption* response) {
  return rpc::RunUnary(runtime_, Method("RequestExemption"), *context, response,
                       [&](const rpc::Call& call) {
                         return exemptions_.Request(call, *request);
                       });
}

grpc::Status LifeMethods::DecideExemption(
    grpc::ServerContext* context, const v1::DecideExemptionRequest* request,
    v1::Exemption* response) {
  return rpc::RunUnary(runtime_, Method("DecideExemption"), *context, response,
                       [&](const rpc::Call& call) {
                         return exemptions_.Decide(call, *request);
                       });
}

grpc::Status LifeMethods::ListExemptions(
    grpc::ServerContext* context, const v1::ListExemptionsRequest* request,
    v1::ListExemptionsResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListExemptions"), *context, response,
      [&](const rpc::Call& call) { return exemptions_.List(call, *request); });
}

}  // namespace attest::registration::api
