// Handlers for staff and their standing.
#ifndef ATTEST_SERVICES_REGISTRATION_API_STAFF_H_
#define ATTEST_SERVICES_REGISTRATION_API_STAFF_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"
#include "services/registration/domain/staff.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Staff {
 public:
  explicit Staff(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Appointment> Appoint(
      const rpc::Call& call, const v1::AppointStaffRequest& request);
  absl::StatusOr<v1::Appointment> Update(const rpc::Call& call,
                                         const v1::UpdateStaffRequest& request);
  absl::StatusOr<v1::Appointment> End(const rpc::Call& call,
                                      const v1::EndAppointmentRequest& request);
  absl::StatusOr<v1::ListStaffResponse> List(
      const rpc::Call& call, const v1::ListStaffRequest& request);
  absl::StatusOr<v1::GetStandingResponse> GetStanding(
      const rpc::Call& call, const v1::GetStandingRequest& request);

 private:
  // The appointment after a rule was applied to it, or what stands against
  // that.
  using Edit =
      absl::FunctionRef<absl::StatusOr<Appointment>(const Appointment&)>;

  // One write of the appointment with these ids, told as `action`.
  absl::StatusOr<v1::Appointment> Change(const journal::Author& author,
                                         const std::vector<std::string>& ids,
                                         const std::string& action, Edit edit);

  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_STAFF_H_
