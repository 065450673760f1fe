#include "services/catalogue/domain/proposals.h"

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

}  // namespace

Proposals Propose(const Combination& combination, const Wishes& wishes) {
  Proposals proposals;
  proposals.selections = Search(combination, wishes).Best(wishes.limit);
  if (proposals.selections.empty()) {
    proposals.prevented_by = PreventedBy(combination, wishes);
  }
  return proposals;
}

}  // namespace attest::catalogue
