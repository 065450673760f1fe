// Handlers for reasonable adjustments and special considerations.
#ifndef ATTEST_SERVICES_REGISTRATION_API_ADJUSTMENTS_H_
#define ATTEST_SERVICES_REGISTRATION_API_ADJUSTMENTS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Adjustments {
 public:
  explicit Adjustments(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Adjustment> Request(
      const rpc::Call& call, const v1::RequestAdjustmentRequest& request);
  absl::StatusOr<v1::Adjustment> Notify(
      const rpc::Call& call, const v1::NotifyAdjustmentRequest& request);
  absl::StatusOr<v1::Adjustment> Decide(
      const rpc::Call& call, const v1::DecideAdjustmentRequest& request);
  absl::StatusOr<v1::Adjustment> Get(const rpc::Call& call,
                                     const v1::GetAdjustmentRequest& request);
  absl::StatusOr<v1::ListAdjustmentsResponse> List(
      const rpc::Call& call, const v1::ListAdjustmentsRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_ADJUSTMENTS_H_
