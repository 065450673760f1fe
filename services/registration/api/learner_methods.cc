#include "services/registration/api/learner_methods.h"

#include "services/registration/api/method_name.h"

namespace attest::registration::api {

LearnerMethods::LearnerMethods(const rpc::Runtime& runtime, const Tools& tools)
    : CentreMethods(runtime, tools),
      runtime_(runtime),
      learners_(tools),
      corrections_(tools),
      batches_(tools) {}

grpc::Status LearnerMethods::RegisterLearner(
    grpc::ServerContext* context, const v1::RegisterLearnerRequest* request,
    v1::RegisterLearnerResponse* response) {
  return rpc::RunUnary(runtime_, Method("RegisterLearner"), *context, response,
                       [&](const rpc::Call& call) {
                         return learners_.Register(call, *request);
                       });
}

grpc::Status LearnerMethods::GetLearner(grpc::ServerContext* context,
                                        const v1::GetLearnerRequest* request,
                                        v1::Learner* response) {
  return rpc::RunUnary(
      runtime_, Method("GetLearner"), *context, response,
      [&](const rpc::Call& call) { return learners_.Get(call, *request); });
}

grpc::Status LearnerMethods::BatchRegisterLearners(grpc::ServerContext* context,
                                                   Batches::Stream* stream) {
  return rpc::RunStream(
      runtime_, Method("BatchRegisterLearners"), *context,
      [&](const rpc::Call& call) { return batches_.Register(call, *stream); });
}

grpc::Status LearnerMethods::UpdateLearner(
    grpc::ServerContext* context, const v1::UpdateLearnerRequest* request,
    v1::Learner* response) {
  return rpc::RunUnary(
      runtime_, Method("UpdateLearner"), *context, response,
      [&](const rpc::Call& call) { return learners_.Update(call, *request); });
}

grpc::Status LearnerMethods::RequestCorrection(
    grpc::ServerContext* context, const v1::RequestCorrectionRequest* request,
    v1::Correction* response) {
  return rpc::RunUnary(runtime_, Method("RequestCorrection"), *context,
                       response, [&](const rpc::Call& call) {
                         return corrections_.Request(call, *request);
                       });
}

grpc::Status LearnerMethods::DecideCorrection(
    grpc::ServerContext* context, const v1::DecideCorrectionRequest* request,
    v1::Correction* response) {
  return rpc::RunUnary(runtime_, Method("DecideCorrection"), *context, response,
                       [&](const rpc::Call& call) {
                         return corrections_.Decide(call, *request);
                       });
}

grpc::Status LearnerMethods::ListCorrections(
    grpc::ServerContext* context, const v1::ListCorrectionsRequest* request,
    v1::ListCorrectionsResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListCorrections"), *context, response,
      [&](const rpc::Call& call) { return corrections_.List(call, *request); });
}

grpc::Status LearnerMethods::MergeLearners(
    grpc::ServerContext* context, const v1::MergeLearnersRequest* request,
    v1::Learner* response) {
  return rpc::RunUnary(
      runtime_, Method("MergeLearners"), *context, response,
      [&](const rpc::Call& call) { return learners_.Merge(call, *request); });
}

grpc::Status LearnerMethods::EraseLearner(
    grpc::ServerContext* context, const v1::EraseLearnerRequest* request,
    v1::Learner* response) {
  return rpc::RunUnary(
      runtime_, Method("EraseLearner"), *context, response,
      [&](const rpc::Call& call) { return learners_.Erase(call, *request); });
}

}  // namespace attest::registration::api
