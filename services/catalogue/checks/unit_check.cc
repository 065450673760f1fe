#include "services/catalogue/checks/unit_check.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/checks/fact_check.h"
#include "services/catalogue/domain/check_character.h"

namespace attest::catalogue::checks {
namespace {

constexpr int kHoursOfCredit = 10;  // req R39

void CheckHours(const v1::Unit& unit, const Spot& spot, Findings& findings) {
  const int64_t hours = int64_t{unit.credits()} * kHoursOfCredit;
  if (hours != unit.total_unit_time_hours()) {
    findings.Add(
        kCreditsAndHours, spot.Field("total_unit_time_hours"),
        fmt::format("{} credits, but {} hours", unit.credits(),
                    unit.total_unit_time_hours()),
        fmt::format("one credit is {} hours: write {} hours, or mend the "
                    "credits",
                    kHoursOfCredit, hours));
  }
  if (unit.guided_learning_hours() > unit.total_unit_time_hours()) {
    findings.Add(
        kGuidedHours, spot.Field("guided_learning_hours"),
        fmt::format("{} guided of {} hours in all",
                    unit.guided_learning_hours(), unit.total_unit_time_hours()),
        "guided hours are a part of the unit's hours");
  }
}

void CheckFacts(const v1::Unit& unit, const Spot& spot, Findings& findings) {
  CheckId(unit.number(), spot, "number", findings);
  CheckQuantity(unit.level(), 1, spot, "level", findings);
  CheckQuantity(unit.credits(), 1, spot, "credits", findings);
  CheckQuantity(unit.total_unit_time_hours(), 1, spot, "total_unit_time_hours",
                findings);
  CheckQuantity(unit.guided_learning_hours(), 0, spot, "guided_learning_hours",
                findings);
  CheckHours(unit, spot, findings);
  if (!unit.has_title()) {
    findings.Add(kTextEmpty, spot.Field("title"), "missing",
                 "write the title of the unit");
  }
}

int CriteriaIn(const v1::Unit& unit) {
  int count = 0;
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    count += outcome.criteria_size();
  }
  return count;
}

void CheckCounts(const v1::Unit& unit, const Spot& spot, Findings& findings) {
  const auto check = [&](const Check& kind, int count, int most,
                         std::string_view what, const Spot& place) {
    if (count <= most) return;
    findings.Add(kind, place, fmt::format("{} {}", count, what),
                 fmt::format("keep it within {} {}", most, what));
  };
  check(kTooManyOutcomes, unit.outcomes_size(), kOutcomesMax, "outcomes", spot);
  check(kTooManyCriteria, CriteriaIn(unit), kCriteriaMax, "criteria", spot);
  check(kTooManyGuidances, unit.guidance_size(), kGuidancesMax,
        "paragraphs of guidance", spot);
}

// A unit of an organisation that has no such references leaves it empty.
void CheckReference(const std::string& reference, const Spot& spot,
                    Findings& findings) {
  if (reference.empty()) return;
  if (!IsUnitReference(reference)) {
    return findings.Add(kBadNumber, spot, fmt::format("`{}`", Shown(reference)),
                        "write a reference like K/506/2074");
  }
  const char right = RightCheckLetter(reference);
  if (reference.front() == right) return;
  findings.Add(
      kCheckCharacter, spot, fmt::format("`{}`", reference),
      fmt::format("a digit is wrong, or the letter must be {}", right));
}

void CheckCriterion(const v1::Criterion& criterion, const std::string& due,
                    const Spot& spot, Findings& findings) {
  if (criterion.number() != due) {
    findings.Add(
        kNumbering, spot.Field("number"),
        fmt::format("`{}` where {} is due", Shown(criterion.number()), due),
        fmt::format("criteria are numbered without gaps: write {}", due));
  }
  if (!criterion.has_text()) {
    findings.Add(kTextEmpty, spot.Field("text"), "missing",
                 "write the text, or MISSING_IN_SOURCE as its status");
  }
}

void CheckOutcome(const v1::LearningOutcome& outcome, int due, const Spot& spot,
                  Findings& findings) {
  if (outcome.number() != due) {
    findings.Add(kNumbering, spot.Field("number"),
                 fmt::format("{} where {} is due", outcome.number(), due),
                 fmt::format("outcomes are numbered from 1 without gaps: write "
                             "{}",
                             due));
  }
  if (outcome.kind() == v1::OUTCOME_KIND_UNSPECIFIED) {
    findings.Add(kOutcomeKind, spot.Field("kind"),
                 "neither KNOWLEDGE nor COMPETENCE",
                 "say which, unless the source does not");
  }
  if (outcome.criteria().empty()) {
    findings.Add(kEmpty, spot, "no criterion", "write its criteria");
  }
  for (int i = 0; i < outcome.criteria_size(); ++i) {
    CheckCriterion(outcome.criteria(i), fmt::format("{}.{}", due, i + 1),
                   spot.Field("criteria", i), findings);
  }
}

std::set<std::string> CriteriaOf(const v1::Unit& unit) {
  std::set<std::string> numbers;
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    for (const v1::Criterion& criterion : outcome.criteria()) {
      numbers.insert(criterion.number());
    }
  }
  return numbers;
}

void CheckGuidance(const v1::Unit& unit, const Spot& spot, Findings& findings) {
  const std::set<std::string> criteria = CriteriaOf(unit);
  for (int i = 0; i < unit.guidance_size(); ++i) {
    const v1::Guidance& guidance = unit.guidance(i);
    const Spot place = spot.Field("guidance", i);
    if (guidance.criteria().empty()) {
      findings.Add(kUnknownCriterion, place, "serves no criterion",
                   "name the criteria that it serves");
    }
    for (int j = 0; j < guidance.criteria_size(); ++j) {
      if (criteria.count(guidance.criteria(j)) > 0) continue;
      findings.Add(kUnknownCriterion, place.Field("criteria", j),
                   fmt::format("serves criterion `{}`, which the unit does not "
                               "have",
                               Shown(guidance.criteria(j))),
                   "name a criterion of the unit");
    }
  }
}

}  // namespace

void CheckUnit(const v1::Unit& unit, const Spot& spot, Findings& findings) {
  CheckCounts(unit, spot, findings);
  CheckFacts(unit, spot, findings);
  CheckReference(unit.ofqual_reference(), spot.Field("ofqual_reference"),
                 findings);
  if (unit.outcomes().empty()) {
    findings.Add(kEmpty, spot, "no outcome", "write its outcomes");
  }
  for (int i = 0; i < unit.outcomes_size(); ++i) {
    CheckOutcome(unit.outcomes(i), i + 1, spot.Field("outcomes", i), findings);
  }
  CheckGuidance(unit, spot, findings);
}

}  // namespace attest::catalogue::checks
