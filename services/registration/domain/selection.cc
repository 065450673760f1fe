#include "services/registration/domain/selection.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

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
  std::string text = gap.missing < 0
                         ? fmt::format("have {}, at most {}, {} too many",
                                       gap.have, gap.need, -gap.missing)
                         : fmt::format("have {}, need {}, missing {}", gap.have,
                                       gap.need, gap.missing);
  if (!gap.candidates.empty()) {
    text += fmt::format("; units that could fill it: {}",
                        fmt::join(gap.candidates, ", "));
  }
  return {gap.rule_id, registration.name(), text};
}

// `kept` are units that may not go, because they are `why`.
void CheckKept(const Registration& registration, const Units& kept,
               std::string_view why, const Units& units,
               std::vector<RuleViolation>& violations) {
  for (const std::string& unit : kept) {
    if (Contains(units, unit)) continue;
    violations.push_back(
        {"ACHIEVED_UNIT_DROPPED", registration.name(),
         fmt::format("unit {} is {} and not in the selection; achieved units "
                     "stay",
                     unit, why)});
  }
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

// What a person would do in one role.
struct Share {
  bool any = false;
  bool all = false;  // every unit of the selection
  std::set<std::string> units;

  void Add(const Allocation& allocation) {
    any = true;
    all = all || allocation.units.empty();
    units.insert(allocation.units.begin(), allocation.units.end());
  }
};

// What two shares have in common, in words; empty when nothing.
std::string Common(const Share& a, const Share& b) {
  if (!a.any || !b.any) return "";
  if (a.all && b.all) return "all units";
  if (a.all) return fmt::format("units {}", fmt::join(b.units, ", "));
  if (b.all) return fmt::format("units {}", fmt::join(a.units, ", "));
  Units both;
  std::set_intersection(a.units.begin(), a.units.end(), b.units.begin(),
                        b.units.end(), std::back_inserter(both));
  if (both.empty()) return "";
  return fmt::format("units {}", fmt::join(both, ", "));
}

void CheckIndependent(const Registration& registration,
                      const std::vector<Allocation>& allocations,
                      std::vector<RuleViolation>& violations) {
  std::map<std::string, std::pair<Share, Share>> shares;  // by person
  for (const Allocation& allocation : allocations) {
    auto& [assesses, verifies] = shares[allocation.person];
    if (allocation.role == StaffRole::kAssessor) assesses.Add(allocation);
    if (allocation.role == StaffRole::kInternalVerifier) {
      verifies.Add(allocation);
    }
  }
  for (const auto& [person, share] : shares) {
    const std::string common = Common(share.first, share.second);
    if (common.empty()) continue;
    violations.push_back(
        {"SAME_PERSON_ASSESSES_AND_VERIFIES", registration.name(),
         fmt::format("{} would assess and verify {}; two people are needed",
                     person, common)});
  }
}

}  // namespace

std::vector<RuleViolation> SelectionViolations(
    const Registration& registration, const Units& units,
    const std::vector<RuleGap>& gaps) {
  std::vector<RuleViolation> violations = NotActiveViolations(registration);
  for (const RuleGap& gap : gaps) {
    violations.push_back(GapViolation(registration, gap));
  }
  CheckKept(registration, registration.achieved, "achieved", units, violations);
  CheckKept(registration, registration.exempt_units, "exempt", units,
            violations);
  const auto held =
      HoldViolations(registration.holds, HoldScope::kRegistration);
  violations.insert(violations.end(), held.begin(), held.end());
  return violations;
}

void Select(Registration& registration, Units units) {
  registration.units = std::move(units);
  if (registration.learning_plan) {
    for (LearningGoal& goal : registration.learning_plan->goals) {
      std::erase_if(goal.units, [&](const std::string& unit) {
        return !Contains(registration.units, unit);
      });
    }
  }
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
  CheckIndependent(registration, allocations, violations);
  return violations;
}

}  // namespace attest::registration
