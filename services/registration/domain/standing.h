// Whether a person may act in a role, for a unit, on a date (D15 to D18).
// Decided from dated appointments and awards, never from today's role.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// Numbered as in the contract.
enum class Standing {
  kFull = 1,
  kProvisional = 2,
  kNone = 3,
};

// What somebody wants to do.
struct Act {
  StaffRole role = StaffRole::kAssessor;
  int unit_level = 0;  // 0: any
  bool judges_knowledge = false;
  bool judges_competence = false;
  absl::CivilDay date;
};

// The answer, with reasons in words unless it is full.
struct StandingAnswer {
  Standing standing = Standing::kNone;
  std::vector<std::string> reasons;
};

// `appointments` are those of one person at one centre.
//
// An act that judges neither knowledge nor competence by name is taken to judge
// the whole unit, so an assessor needs an award for competence.
StandingAnswer DecideStanding(const std::vector<Appointment>& appointments,
                              const Act& act);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_
