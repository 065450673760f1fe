// The rules for what a learner takes, and for who works on it.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_SELECTION_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_SELECTION_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/status/status.h"
#include "services/registration/domain/registration.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// One rule of combination that a selection breaks (req R50).
struct RuleGap {
  std::string rule_id;
  int have = 0;
  int need = 0;
  int missing = 0;                      // negative: too many
  std::vector<std::string> candidates;  // units that could fill it
};

// Every rule that stands against selecting `units`: it must be active, meet the
// rule of combination (`gaps` is what the catalogue found, req R44 to R52), and
// keep what was achieved (req R53), and no hold may stop it (D68).
std::vector<RuleViolation> SelectionViolations(
    const Registration& registration, const std::vector<std::string>& units,
    const std::vector<RuleGap>& gaps);

// Takes the selection over. Goals and allocations lose the units that are
// dropped; allocations go when none of theirs is left.
void Select(Registration& registration, std::vector<std::string> units);

// Every rule that stands against `allocations` on `day`: it must be active, the
// people appointed in their roles (`appointments` are the centre's), the units
// selected, and nobody both assesses and verifies a unit (req R87, D14).
std::vector<RuleViolation> AllocationViolations(
    const Registration& registration,
    const std::vector<Allocation>& allocations,
    const std::vector<Appointment>& appointments, absl::CivilDay day);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_SELECTION_H_
