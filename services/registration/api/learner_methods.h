// The methods about learners on the wire: one adapter a method, no logic.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LEARNER_METHODS_H_
#define ATTEST_SERVICES_REGISTRATION_API_LEARNER_METHODS_H_

#include "services/registration/api/batches.h"
#include "services/registration/api/centre_methods.h"
#include "services/registration/api/corrections.h"
#include "services/registration/api/learners.h"

namespace attest::registration::api {

// Thread-safe. `runtime`, and what `tools` refers to, must outlive it.
class LearnerMethods : public CentreMethods {
 public:
  LearnerMethods(const rpc::Runtime& runtime, const Tools& tools);

  grpc::Status RegisterLearner(grpc::ServerContext* context,
                               const v1::RegisterLearnerRequest* request,
                               v1::RegisterLearnerResponse* response) override;
  grpc::Status GetLearner(grpc::ServerContext* context,
                          const v1::GetLearnerRequest* request,
                          v1::Learner* response) override;
  grpc::Status BatchRegisterLearners(grpc::ServerContext* context,
                                     Batches::Stream* stream) override;
  grpc::Status UpdateLearner(grpc::ServerContext* context,
                             const v1::UpdateLearnerRequest* request,
                             v1::Learner* response) override;
  grpc::Status RequestCorrection(grpc::ServerContext* context,
                                 const v1::RequestCorrectionRequest* request,
                                 v1::Correction* response) override;
  grpc::Status DecideCorrection(grpc::ServerContext* context,
                                const v1::DecideCorrectionRequest* request,
                                v1::Correction* response) override;
  grpc::Status ListCorrections(grpc::ServerContext* context,
                               const v1::ListCorrectionsRequest* request,
                               v1::ListCorrectionsResponse* response) override;
  grpc::Status MergeLearners(grpc::ServerContext* context,
                             const v1::MergeLearnersRequest* request,
                             v1::Learner* response) override;
  grpc::Status EraseLearner(grpc::ServerContext* context,
                            const v1::EraseLearnerRequest* request,
                            v1::Learner* response) override;

 private:
  const rpc::Runtime& runtime_;
  Learners learners_;
  Corrections corrections_;
  Batches batches_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LEARNER_METHODS_H_
