#include "services/catalogue/domain/evaluation.h"

namespace attest::catalogue {
namespace {

bool Holds(const Rule& leaf, int have) {
  return have >= leaf.minimum && (!leaf.maximum || have <= *leaf.maximum);
}

RuleFinding Examine(const Combination& combination, const Rule& leaf,
                    const Selection& selection) {
  RuleFinding finding;
  finding.rule = &leaf;
  finding.have = Have(combination, leaf, selection);
  finding.holds = Holds(leaf, finding.have);
  const bool too_much = leaf.maximum && finding.have > *leaf.maximum;
  finding.need = too_much ? *leaf.maximum : leaf.minimum;
  if (!finding.holds) finding.missing = finding.need - finding.have;
  if (finding.holds || too_much) return finding;
  for (const size_t unit : leaf.units) {
    if (!selection[unit]) finding.candidates.push_back(unit);
  }
  return finding;
}

// Whether every unit of a valid selection is needed.
bool IsMinimal(const Combination& combination, Selection selection) {
  for (size_t unit = 0; unit < selection.size(); ++unit) {
    if (!selection[unit]) continue;
    selection[unit] = false;
    if (IsValid(combination, selection)) return false;
    selection[unit] = true;
  }
  return true;
}

}  // namespace

int Have(const Combination& combination, const Rule& leaf,
         const Selection& selection) {
  int have = 0;
  for (const size_t unit : leaf.units) {
    if (!selection[unit]) continue;
    have +=
        leaf.measure == Measure::kUnits ? 1 : combination.units[unit].credits;
  }
  return have;
}

bool IsValid(const Combination& combination, const Selection& selection) {
  const std::vector<const Rule*> leaves = LeavesOf(combination.rule);
  return Judge(combination.rule, [&](size_t leaf) {
           return Holds(*leaves[leaf],
                        Have(combination, *leaves[leaf], selection))
                      ? Verdict::kHolds
                      : Verdict::kFails;
         }) == Verdict::kHolds;
}

Totals Sum(const Combination& combination, const Selection& selection) {
  Totals totals;
  for (size_t position = 0; position < selection.size(); ++position) {
    if (!selection[position]) continue;
    const UnitFacts& unit = combination.units[position];
    totals.credits += unit.credits;
    if (unit.level >= combination.level)
      totals.credits_at_level += unit.credits;
    totals.guided_learning_hours += unit.guided_learning_hours;
    totals.total_unit_time_hours += unit.total_unit_time_hours;
    ++totals.units;
  }
  return totals;
}

Evaluation Evaluate(const Combination& combination,
                    const Selection& selection) {
  Evaluation evaluation;
  for (const Rule* leaf : LeavesOf(combination.rule)) {
    evaluation.rules.push_back(Examine(combination, *leaf, selection));
  }
  evaluation.valid =
      Judge(combination.rule, [&](size_t leaf) {
        return evaluation.rules[leaf].holds ? Verdict::kHolds : Verdict::kFails;
      }) == Verdict::kHolds;
  evaluation.minimal = evaluation.valid && IsMinimal(combination, selection);
  evaluation.totals = Sum(combination, selection);
  return evaluation;
}

}  // namespace attest::catalogue
