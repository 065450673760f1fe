#include "services/registration/domain/selection.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::registration {
namespace {

using Units = std::vector<std::string>;

bool Contains(const Units& units, const std::string& unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

RuleViolation GapViolation(const Registration& registration,
                           const RuleGap& gap) {
  std::string text = fmt::format("have {}, need {}, missing {}", gap.have,
                                 gap.need, gap.missing);
  if (!gap.candidates.empty()) {
    text += fmt::format("; units that could fill it: {}",
                        fmt::join(gap.candidates, ", "));
  }
  return {gap.rule_id, registration.name(), text};
}

void CheckAppointed(const Registration& registration,
                    const Allocation& allocation,
                    const std::vector<Appointment>& appointments,
                    absl::CivilDay day,
                    std::vector<RuleViolation>& violations) {
  if (IsAppointed(appointments, allocation.person, allocation.role, day)) {
    return;
  }
  violations.push_back(
      {"NOT_APPOINTED", registration.name(),
       fmt::format("{} is not appointed as {} at the centre on {}",
                   allocation.person, Words(allocation.role),
                   FormatDate(day))});
}

void CheckSelected(const Registration& registration,
                   const Allocation& allocation,
                   std::vector<RuleViolation>& violations) {
  for (const std::string& unit : allocation.units) {
    if (Contains(registration.units, unit)) continue;
    violations.push_back(
        {"UNIT_NOT_SELECTED", registration.name(),
         fmt::format("unit {} of the allocation of {} is not in the selection",
                     unit, allocation.person)});
  }
}

// The units that two allocations share, in words; empty when they share none.
std::string Shared(const Units& a, const Units& b) {
  if (a.empty() && b.empty()) return "all units";
  if (a.empty()) return fmt::format("units {}", fmt::join(b, ", "));
  if (b.empty()) return fmt::format("units {}", fmt::join(a, ", "));
  Units both;
  std::copy_if(a.begin(), a.end(), std::back_inserter(both),
               [&](const std::string& unit) { return Contains(b, unit); });
  if (both.empty()) return "";
  return fmt::format("units {}", fmt::join(both, ", "));
}

void CheckIndependent(const Registration& registration,
                      const Allocation& assessor, const Allocation& verifier,
                      std::vector<RuleViolation>& violations) {
  if (assessor.role != StaffRole::kAssessor ||
      verifier.role != StaffRole::kInternalVerifier ||
      assessor.person != verifier.person) {
    return;
  }
  const std::string shared = Shared(assessor.units, verifier.units);
  if (shared.empty()) return;
  violations.push_back(
      {"SAME_PERSON_ASSESSES_AND_VERIFIES", registration.name(),
       fmt::format("{} would assess and verify {}; two people are needed",
                   assessor.person, shared)});
}

}  // namespace

std::vector<RuleViolation> SelectionViolations(
    const Registration& registration, const Units& units,
    const std::vector<RuleGap>& gaps) {
  std::vector<RuleViolation> violations = NotActiveViolations(registration);
  for (const RuleGap& gap : gaps) {
    violations.push_back(GapViolation(registration, gap));
  }
  for (const std::string& unit : registration.achieved) {
    if (Contains(units, unit)) continue;
    violations.push_back(
        {"ACHIEVED_UNIT_DROPPED", registration.name(),
         fmt::format("unit {} is achieved and not in the selection; achieved "
                     "units stay",
                     unit)});
  }
  return violations;
}

void Select(Registration& registration, Units units) {
  registration.units = std::move(units);
  std::erase_if(registration.allocations, [&](Allocation& allocation) {
    if (allocation.units.empty()) return false;
    std::erase_if(allocation.units, [&](const std::string& unit) {
      return !Contains(registration.units, unit);
    });
    return allocation.units.empty();
  });
}

std::vector<RuleViolation> AllocationViolations(
    const Registration& registration,
    const std::vector<Allocation>& allocations,
    const std::vector<Appointment>& appointments, absl::CivilDay day) {
  std::vector<RuleViolation> violations = NotActiveViolations(registration);
  for (const Allocation& allocation : allocations) {
    CheckAppointed(registration, allocation, appointments, day, violations);
    CheckSelected(registration, allocation, violations);
  }
  for (const Allocation& assessor : allocations) {
    for (const Allocation& verifier : allocations) {
      CheckIndependent(registration, assessor, verifier, violations);
    }
  }
  return violations;
}

}  // namespace attest::registration
