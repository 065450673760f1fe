#include "services/catalogue/domain/proposals.h"

#include <utility>

#include "services/catalogue/domain/search.h"

namespace attest::catalogue {
namespace {

bool HasTooMuch(const RuleFinding& finding) {
  return !finding.holds && finding.have > finding.need;
}

// Rules that even everything not avoided is too little for, and rules that the
// kept units alone are too much for. When each could be met for itself, the
// rules that the kept units leave open.
std::vector<RuleFinding> PreventedBy(const Combination& combination,
                                     const Wishes& wishes) {
  Selection not_avoided = wishes.avoid;
  not_avoided.flip();
  const Evaluation most = Evaluate(combination, not_avoided);
  const Evaluation least = Evaluate(combination, wishes.keep);
  const auto too_little = [&](size_t leaf) {
    return !most.rules[leaf].holds && !HasTooMuch(most.rules[leaf]);
  };
  std::vector<size_t> impossible =
      LeavesAtFault(combination.rule, [&](size_t leaf) {
        return too_little(leaf) || HasTooMuch(least.rules[leaf])
                   ? Verdict::kFails
                   : Verdict::kOpen;
      });
  if (impossible.empty()) {
    impossible = LeavesAtFault(combination.rule, [&](size_t leaf) {
      return least.rules[leaf].holds ? Verdict::kHolds : Verdict::kFails;
    });
  }
  std::vector<RuleFinding> findings;
  for (const size_t leaf : impossible) {
    findings.push_back(too_little(leaf) ? most.rules[leaf] : least.rules[leaf]);
  }
  return findings;
}

// Gives up one wish after the other, where there is no valid selection without
// it either. What stays cannot do without any.
std::vector<UnitWish> PreventingWishes(const Combination& combination,
                                       Wishes wishes, Effort& effort) {
  wishes.objective = Objective::kFewestUnits;
  std::vector<UnitWish> preventing;
  for (size_t unit = 0; unit < combination.units.size(); ++unit) {
    const bool keep = wishes.keep[unit];
    if (!keep && !wishes.avoid[unit]) continue;
    wishes.keep[unit] = wishes.avoid[unit] = false;
    if (Search(combination, wishes, effort).Best(1).empty()) continue;
    preventing.push_back({unit, keep});
    (keep ? wishes.keep : wishes.avoid)[unit] = true;
  }
  return preventing;
}

}  // namespace

Proposals Propose(const Combination& combination, const Wishes& wishes) {
  Effort effort;
  Proposals proposals;
  proposals.selections = Search(combination, wishes, effort).Best(wishes.limit);
  if (proposals.selections.empty() && !effort.exceeded()) {
    proposals.prevented_by = PreventedBy(combination, wishes);
    proposals.preventing_wishes = PreventingWishes(combination, wishes, effort);
  }
  if (!effort.exceeded()) return proposals;
  Proposals none;
  none.too_complex = true;
  return none;
}

Possibility IsPossible(const Combination& combination) {
  const Selection none(combination.units.size(), false);
  Effort effort;
  const bool found =
      !Search(combination, {none, none, Objective::kFewestUnits, 1}, effort)
           .Best(1)
           .empty();
  if (effort.exceeded()) return Possibility::kTooComplex;
  return found ? Possibility::kPossible : Possibility::kImpossible;
}

}  // namespace attest::catalogue
