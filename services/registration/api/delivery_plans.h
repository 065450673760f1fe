// Handlers for delivery plans.
#ifndef ATTEST_SERVICES_REGISTRATION_API_DELIVERY_PLANS_H_
#define ATTEST_SERVICES_REGISTRATION_API_DELIVERY_PLANS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class DeliveryPlans {
 public:
  explicit DeliveryPlans(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::DeliveryPlan> Put(
      const rpc::Call& call, const v1::PutDeliveryPlanRequest& request);
  absl::StatusOr<v1::DeliveryPlan> Get(
      const rpc::Call& call, const v1::GetDeliveryPlanRequest& request);
  absl::StatusOr<v1::DeliveryPlan> Submit(
      const rpc::Call& call, const v1::SubmitDeliveryPlanRequest& request);
  absl::StatusOr<v1::DeliveryPlan> Decide(
      const rpc::Call& call, const v1::DecideDeliveryPlanRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_DELIVERY_PLANS_H_
