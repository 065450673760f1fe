// Whose sign-offs are sampled at the higher rate (D17, D51).
#ifndef ATTEST_SERVICES_VERIFICATION_API_NEW_ASSESSORS_H_
#define ATTEST_SERVICES_VERIFICATION_API_NEW_ASSESSORS_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "attest/assessment/v1/assessment.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/clients/neighbours.h"

namespace attest::verification::api {

// Asks each thing once. One for each draw; not thread-safe. `clients` and
// `call` must outlive it.
class NewAssessors {
 public:
  NewAssessors(const clients::Clients& clients, const rpc::Call& call)
      : clients_(clients), call_(call) {}

  // A decision of the unit is or was provisional, or the assessor was a
  // trainee on the day of the sign-off.
  absl::StatusOr<bool> Signed(const assessment::v1::SignOff& sign_off);

 private:
  absl::StatusOr<bool> HadProvisional(const std::string& registration,
                                      const std::string& unit);
  absl::StatusOr<bool> WasTrainee(const std::string& centre,
                                  const std::string& person,
                                  const std::string& date);

  const clients::Clients& clients_;
  const rpc::Call& call_;
  // By registration: units with a decision that needed countersigning.
  std::map<std::string, std::set<std::string>> provisional_;
  std::map<std::pair<std::string, std::string>, bool> trainees_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_NEW_ASSESSORS_H_
