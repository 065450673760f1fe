// Handlers of sampling plans and of samples that are added by hand.
#ifndef ATTEST_SERVICES_VERIFICATION_API_SAMPLING_PLANS_H_
#define ATTEST_SERVICES_VERIFICATION_API_SAMPLING_PLANS_H_

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification::api {

// Thread-safe. Errors are those that the contract names.
class SamplingPlans {
 public:
  explicit SamplingPlans(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::SamplingPlan> Create(
      const rpc::Call& call, const v1::CreateSamplingPlanRequest& request);
  absl::StatusOr<v1::Sample> Add(const rpc::Call& call,
                                 const v1::AddSampleRequest& request);
  absl::StatusOr<v1::ListSamplesResponse> List(
      const rpc::Call& call, const v1::ListSamplesRequest& request);

 private:
  // The level of the qualification; INVALID_FIELDS for a qualification or units
  // that the catalogue does not have.
  absl::StatusOr<int> CheckCatalogue(const rpc::Call& call,
                                     const v1::SamplingPlan& plan);
  // The sign-off to add, or why it cannot be added.
  absl::StatusOr<Sample> Adding(const rpc::Call& call,
                                const v1::AddSampleRequest& request,
                                const SamplingPlan& plan,
                                const SeenRegistration& seen,
                                const std::string& unit);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_SAMPLING_PLANS_H_
