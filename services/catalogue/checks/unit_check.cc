#include "services/catalogue/checks/unit_check.h"

#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/checks/syllabus_check.h"
#include "services/catalogue/domain/check_character.h"

namespace attest::catalogue::checks {
namespace {

constexpr int kHoursOfCredit = 10;  // req R39

void CheckQuantity(std::string_view place, std::string_view field, int value,
                   Findings& findings) {
  findings.That(
      value >= 1 && value <= kQuantityMax, place,
      fmt::format("{} must be 1 to {}, is {}", field, kQuantityMax, value));
}

void CheckFacts(const std::string& place, const v1::Unit& unit,
                Findings& findings) {
  CheckQuantity(place, "level", unit.level(), findings);
  CheckQuantity(place, "credits", unit.credits(), findings);
  CheckQuantity(place, "total_unit_time_hours", unit.total_unit_time_hours(),
                findings);
  findings.That(
      int64_t{unit.credits()} * kHoursOfCredit == unit.total_unit_time_hours(),
      place,
      fmt::format("one credit is {} hours: total_unit_time_hours must be {} "
                  "for {} credits, is {}",
                  kHoursOfCredit, int64_t{unit.credits()} * kHoursOfCredit,
                  unit.credits(), unit.total_unit_time_hours()));
  findings.That(
      unit.guided_learning_hours() >= 0 &&
          unit.guided_learning_hours() <= unit.total_unit_time_hours(),
      place,
      fmt::format("guided_learning_hours must be 0 to "
                  "total_unit_time_hours ({}), is {}",
                  unit.total_unit_time_hours(), unit.guided_learning_hours()));
}

// A unit of an organisation that has no such references leaves it empty.
void CheckReference(const std::string& place, const std::string& reference,
                    Findings& findings) {
  if (reference.empty()) return;
  if (!IsUnitReference(reference)) {
    return findings.Add(place, fmt::format("ofqual_reference must look like "
                                           "K/506/2074, is `{}`",
                                           reference));
  }
  const char right = RightCheckLetter(reference);
  findings.That(reference.front() == right, place,
                fmt::format("ofqual_reference `{}` has a wrong digit, or its "
                            "letter must be {}",
                            reference, right));
}

void CheckOutcome(const std::string& unit_place,
                  const v1::LearningOutcome& outcome, int due,
                  Findings& findings) {
  const std::string place = fmt::format("{}, outcome {}", unit_place, due);
  findings.That(outcome.number() == due, place,
                fmt::format("outcomes are numbered from 1 without gaps: number "
                            "must be {}, is {}",
                            due, outcome.number()));
  findings.That(outcome.criteria_size() > 0, place,
                "must have at least one criterion");
  for (int i = 0; i < outcome.criteria_size(); ++i) {
    const std::string number = fmt::format("{}.{}", due, i + 1);
    findings.That(outcome.criteria(i).number() == number,
                  fmt::format("{}, criterion {}", unit_place, number),
                  fmt::format("criteria are numbered without gaps: number must "
                              "be {}, is `{}`",
                              number, outcome.criteria(i).number()));
  }
}

void CheckGuidance(const std::string& place, const v1::Unit& unit,
                   Findings& findings) {
  std::set<std::string> numbers;
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    for (const v1::Criterion& criterion : outcome.criteria()) {
      numbers.insert(criterion.number());
    }
  }
  for (const v1::Guidance& guidance : unit.guidance()) {
    findings.That(guidance.criteria_size() > 0, place,
                  "guidance must serve at least one criterion");
    for (const std::string& number : guidance.criteria()) {
      findings.That(numbers.count(number) > 0, place,
                    fmt::format("guidance serves criterion {}, which the unit "
                                "does not have",
                                number));
    }
  }
}

}  // namespace

void CheckUnit(const v1::Unit& unit, Findings& findings) {
  const std::string place = fmt::format("unit {}", unit.number());
  findings.That(MatchName("{unit}", unit.number()).has_value(), place,
                "number must be 1 to 64 of A-Z a-z 0-9 . _ ~ -");
  CheckFacts(place, unit, findings);
  CheckReference(place, unit.ofqual_reference(), findings);
  findings.That(unit.outcomes_size() > 0, place,
                "must have at least one outcome");
  for (int i = 0; i < unit.outcomes_size(); ++i) {
    CheckOutcome(place, unit.outcomes(i), i + 1, findings);
  }
  CheckGuidance(place, unit, findings);
}

}  // namespace attest::catalogue::checks
