#include "services/registration/domain/retention.h"

#include <iterator>
#include <map>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/registration/domain/correction.h"
#include "services/registration/domain/life.h"

namespace attest::registration {
namespace {

using Violations = std::vector<RuleViolation>;

absl::CivilDay YearsAfter(absl::CivilDay day, int years) {
  return absl::CivilDay(day.year() + years, day.month(), day.day());
}

void CheckRetention(const Registration& registration,
                    const RetentionClasses& classes, absl::CivilDay today,
                    Violations& violations) {
  const absl::CivilDay end = registration.end_date.value_or(today);
  for (const RetentionClass& one : classes) {
    const absl::CivilDay until = YearsAfter(end, one.years);
    if (today >= until) continue;
    violations.push_back(
        {"RETENTION_RUNNING", registration.name(),
         fmt::format("{} are kept for {} years, until {}", one.records,
                     one.years, FormatDate(until))});
  }
}

// Each hold once, however many things it touches.
void CheckHolds(const LearnerRecord& record, Violations& violations) {
  std::map<std::string, Hold> holds;
  for (const Hold& hold : record.holds) holds.emplace(hold.id, hold);
  for (const Registration& one : record.registrations) {
    for (const Hold& hold : one.holds) holds.emplace(hold.id, hold);
  }
  for (const auto& [id, hold] : holds) {
    Violations more =
        HoldViolations({hold}, hold.scopes.empty() ? HoldScope::kRegistration
                                                   : hold.scopes.front());
    std::move(more.begin(), more.end(), std::back_inserter(violations));
  }
}

}  // namespace

RetentionClasses DefaultRetention() {
  return {{.records = "records of learners", .years = 3},
          {.records = "records of assessment", .years = 3},
          {.records = "records of quality assurance", .years = 3}};
}

Violations ErasureViolations(const LearnerRecord& record,
                             const RetentionClasses& classes,
                             absl::CivilDay today) {
  Violations violations = GoneViolations(record.learner);
  if (!violations.empty()) return violations;
  for (Registration one : record.registrations) {
    Age(one, today);
    if (IsRunning(one)) {
      violations.push_back({"REGISTRATION_LIVE", one.name(),
                            "the registration goes on; it must have ended"});
    } else {
      CheckRetention(one, classes, today, violations);
    }
  }
  CheckHolds(record, violations);
  return violations;
}

}  // namespace attest::registration
