#include "services/catalogue/domain/evaluation.h"

#include "absl/container/inlined_vector.h"

namespace attest::catalogue {
namespace {

// What a selection has of each leaf; on the stack for ordinary rules.
using Haves = absl::InlinedVector<int, 16>;

bool Holds(const Rule& leaf, int have) {
  return have >= leaf.minimum && (!leaf.maximum || have <= *leaf.maximum);
}

Haves Count(const Shares& shares, const Selection& selection) {
  Haves haves(shares.leaves().size(), 0);
  for (size_t unit = 0; unit < selection.size(); ++unit) {
    if (!selection[unit]) continue;
    for (const Share& share : shares.Of(unit)) {
      haves[share.leaf] += share.amount;
    }
  }
  return haves;
}

bool TreeHolds(const Combination& combination, const Shares& shares,
               const Haves& haves) {
  return Judge(combination.rule, [&](size_t leaf) {
           return Holds(*shares.leaves()[leaf], haves[leaf]) ? Verdict::kHolds
                                                             : Verdict::kFails;
         }) == Verdict::kHolds;
}

void NameCandidates(const Rule& leaf, const Selection& selection,
                    RuleFinding& finding) {
  finding.candidates.reserve(leaf.units.size());
  for (const size_t unit : leaf.units) {
    if (!selection[unit]) finding.candidates.push_back(unit);
  }
}

RuleFinding Examine(const Rule& leaf, int have, const Selection& selection) {
  RuleFinding finding;
  finding.rule = &leaf;
  finding.have = have;
  finding.holds = Holds(leaf, have);
  const bool too_much = leaf.maximum && have > *leaf.maximum;
  finding.need = too_much ? *leaf.maximum : leaf.minimum;
  if (finding.holds) return finding;
  finding.missing = finding.need - have;
  if (!too_much) NameCandidates(leaf, selection, finding);
  return finding;
}

// Whether a valid selection with `haves` stays valid without `unit`.
bool CanDrop(const Combination& combination, const Shares& shares,
             const Haves& haves, size_t unit) {
  Haves without = haves;
  bool changes = false;  // whether any leaf does
  for (const Share& share : shares.Of(unit)) {
    const Rule& leaf = *shares.leaves()[share.leaf];
    const bool held = Holds(leaf, without[share.leaf]);
    without[share.leaf] -= share.amount;
    changes |= held != Holds(leaf, without[share.leaf]);
  }
  return !changes || TreeHolds(combination, shares, without);
}

// Whether every unit of a valid selection is needed.
bool IsMinimal(const Combination& combination, const Shares& shares,
               const Haves& haves, const Selection& selection) {
  for (size_t unit = 0; unit < selection.size(); ++unit) {
    if (selection[unit] && CanDrop(combination, shares, haves, unit)) {
      return false;
    }
  }
  return true;
}

}  // namespace

Evaluation Evaluator::Evaluate(const Selection& selection) const {
  const Haves haves = Count(shares_, selection);
  Evaluation evaluation;
  evaluation.rules.reserve(haves.size());
  for (size_t leaf = 0; leaf < haves.size(); ++leaf) {
    evaluation.rules.push_back(
        Examine(*shares_.leaves()[leaf], haves[leaf], selection));
  }
  evaluation.valid = TreeHolds(combination_, shares_, haves);
  evaluation.minimal =
      evaluation.valid && IsMinimal(combination_, shares_, haves, selection);
  evaluation.totals = Sum(combination_, selection);
  return evaluation;
}

bool Evaluator::IsValid(const Selection& selection) const {
  return TreeHolds(combination_, shares_, Count(shares_, selection));
}

Totals Sum(const Combination& combination, const Selection& selection) {
  Totals totals;
  for (size_t position = 0; position < selection.size(); ++position) {
    if (!selection[position]) continue;
    const UnitFacts& unit = combination.units[position];
    totals.credits += unit.credits;
    if (unit.level >= combination.level) {
      totals.credits_at_level += unit.credits;
    }
    totals.guided_learning_hours += unit.guided_learning_hours;
    totals.total_unit_time_hours += unit.total_unit_time_hours;
    ++totals.units;
  }
  return totals;
}

bool IsValid(const Combination& combination, const Selection& selection) {
  return Evaluator(combination).IsValid(selection);
}

Evaluation Evaluate(const Combination& combination,
                    const Selection& selection) {
  return Evaluator(combination).Evaluate(selection);
}

}  // namespace attest::catalogue
