// Handlers for registrations and what becomes of them.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REGISTRATIONS_H_
#define ATTEST_SERVICES_REGISTRATION_API_REGISTRATIONS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/access.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Registrations {
 public:
  explicit Registrations(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Registration> Get(
      const rpc::Call& call, const v1::GetRegistrationRequest& request);
  absl::StatusOr<v1::ListRegistrationsResponse> List(
      const rpc::Call& call, const v1::ListRegistrationsRequest& request);
  absl::StatusOr<v1::Registration> RecordInduction(
      const rpc::Call& call, const v1::RecordInductionRequest& request);
  absl::StatusOr<v1::Registration> PutLearningPlan(
      const rpc::Call& call, const v1::PutLearningPlanRequest& request);
  absl::StatusOr<v1::Registration> SelectUnits(
      const rpc::Call& call, const v1::SelectUnitsRequest& request);
  absl::StatusOr<v1::Registration> AllocateStaff(
      const rpc::Call& call, const v1::AllocateStaffRequest& request);
  absl::StatusOr<v1::Registration> Withdraw(
      const rpc::Call& call, const v1::WithdrawRegistrationRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REGISTRATIONS_H_
