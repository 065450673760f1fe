// Handlers for learners: registering one, their personal data, and which
// records are of one person.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LEARNERS_H_
#define ATTEST_SERVICES_REGISTRATION_API_LEARNERS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Learners {
 public:
  explicit Learners(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::RegisterLearnerResponse> Register(
      const rpc::Call& call, const v1::RegisterLearnerRequest& request);
  absl::StatusOr<v1::Learner> Get(const rpc::Call& call,
                                  const v1::GetLearnerRequest& request);
  absl::StatusOr<v1::Learner> Update(const rpc::Call& call,
                                     const v1::UpdateLearnerRequest& request);
  absl::StatusOr<v1::Learner> Merge(const rpc::Call& call,
                                    const v1::MergeLearnersRequest& request);
  absl::StatusOr<v1::Learner> Erase(const rpc::Call& call,
                                    const v1::EraseLearnerRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LEARNERS_H_
