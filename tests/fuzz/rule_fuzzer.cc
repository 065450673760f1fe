// Any rule of combination over a few units: what checks, evaluation and
// proposals say of it has to agree with trying every selection.
#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/checks/findings.h"
#include "services/catalogue/checks/rule_check.h"
#include "services/catalogue/checks/rule_meaning.h"
#include "services/catalogue/checks/units_check.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"
#include "tests/fuzz/small_syllabus.h"

namespace attest::fuzz {
namespace {

namespace v1 = catalogue::v1;
using catalogue::Combination;
using catalogue::Objective;
using catalogue::Proposals;
using catalogue::Selection;
using catalogue::Wishes;
using catalogue::checks::Findings;
using catalogue::checks::Spot;

Selection SelectionOf(unsigned bits, size_t size) {
  Selection selection(size);
  for (size_t unit = 0; unit < size; ++unit) {
    selection[unit] = (bits >> unit) & 1;
  }
  return selection;
}

std::vector<Selection> Chosen(const std::vector<bool>& valid, size_t size) {
  std::vector<Selection> chosen;
  for (unsigned bits = 0; bits < valid.size(); ++bits) {
    if (valid[bits]) chosen.push_back(SelectionOf(bits, size));
  }
  return chosen;
}

// The rules of which a finding with this key speaks.
std::set<std::string> RulesOf(const std::vector<v1::Finding>& findings,
                              const std::string& check) {
  std::set<std::string> rules;
  for (const v1::Finding& finding : findings) {
    if (finding.check() == check) {
      rules.insert(finding.place().substr(std::string("rule ").size()));
    }
  }
  return rules;
}

// `rule` without the leaves of these keys; what is left of it may be empty.
void Drop(const std::set<std::string>& keys, v1::Rule& rule) {
  if (!rule.has_all_of() && !rule.has_any_of()) return;
  auto& parts = rule.has_all_of() ? *rule.mutable_all_of()->mutable_rules()
                                  : *rule.mutable_any_of()->mutable_rules();
  for (int i = parts.size(); i-- > 0;) {
    Drop(keys, parts[i]);
    if (keys.count(parts[i].rule_id()) == 0) continue;
    parts.DeleteSubrange(i, 1);
  }
}

std::vector<bool> ValidWithout(const std::set<std::string>& keys,
                               v1::Syllabus syllabus) {
  Drop(keys, *syllabus.mutable_rule_of_combination());
  return ValidSelections(syllabus);
}

void CheckMeaningOf(const v1::Syllabus& syllabus,
                    const Combination& combination,
                    const std::vector<bool>& valid) {
  const Spot::Tree tree;
  const Spot file(syllabus, tree);
  Findings collected;
  CheckMeaning(syllabus, file, collected);
  const std::vector<v1::Finding> findings = collected.Take();
  const bool can_be_met = std::count(valid.begin(), valid.end(), true) > 0;
  const bool says_not = !RulesOf(findings, "SUM_OUT_OF_REACH").empty() ||
                        !RulesOf(findings, "RULE_UNSATISFIABLE").empty();
  if (!RulesOf(findings, "RULE_NOT_PROVEN").empty()) return;
  Require(can_be_met != says_not, "whether the rule can be met");
  const auto leaves = LeavesOf(combination.rule);
  if (!can_be_met || leaves.size() < 2) return;

  const std::set<std::string> redundant = RulesOf(findings, "RULE_REDUNDANT");
  Require(ValidWithout(redundant, syllabus) == valid,
          "without redundant rules everything stays as it is");
  // From the last to the first, as with what is dropped before.
  std::set<std::string> dropped;
  for (size_t i = leaves.size(); i-- > 0;) {
    dropped.insert(leaves[i]->id);
    if (redundant.count(leaves[i]->id) > 0) continue;
    Require(ValidWithout(dropped, syllabus) != valid,
            "every other rule matters");
    dropped.erase(leaves[i]->id);
  }
}

std::pair<int, int> CostOf(const Combination& combination, const Wishes& wishes,
                           const Selection& selection) {
  const catalogue::Totals totals = Sum(combination, selection);
  switch (wishes.objective) {
    case Objective::kFewestCredits:
      return {totals.credits, totals.guided_learning_hours};
    case Objective::kLeastGuidedLearningHours:
      return {totals.guided_learning_hours, totals.credits};
    case Objective::kMostCreditsAtLevel:
      return {-totals.credits_at_level, totals.credits};
    case Objective::kFewestUnits:
      return {totals.units, totals.credits};
    case Objective::kClosestToWish:
      break;
  }
  int differ = 0;
  for (size_t i = 0; i < selection.size(); ++i) {
    differ += selection[i] != wishes.wish[i];
  }
  return {differ, totals.credits};
}

bool Fulfils(const Selection& selection, const Wishes& wishes) {
  for (size_t i = 0; i < selection.size(); ++i) {
    if (wishes.keep[i] && !selection[i]) return false;
    if (wishes.avoid[i] && selection[i]) return false;
  }
  return true;
}

std::vector<Selection> BestByTryingAll(const Combination& combination,
                                       const Wishes& wishes,
                                       std::vector<Selection> selections) {
  std::erase_if(selections,
                [&](const Selection& s) { return !Fulfils(s, wishes); });
  std::sort(selections.begin(), selections.end(),
            [&](const Selection& a, const Selection& b) {
              const auto cost_a = CostOf(combination, wishes, a);
              const auto cost_b = CostOf(combination, wishes, b);
              return cost_a != cost_b ? cost_a < cost_b : a > b;
            });
  if (selections.size() > wishes.limit) selections.resize(wishes.limit);
  return selections;
}

// Together they leave no valid selection, and each of them is needed for that.
void CheckPreventing(const Proposals& proposals,
                     const std::vector<Selection>& valid, size_t size) {
  const auto& preventing = proposals.preventing_wishes;
  const auto allows_any = [&](size_t without) {
    Wishes wishes{.keep = Selection(size), .avoid = Selection(size)};
    for (size_t i = 0; i < preventing.size(); ++i) {
      if (i == without) continue;
      (preventing[i].keep ? wishes.keep : wishes.avoid)[preventing[i].unit] =
          true;
    }
    return std::any_of(valid.begin(), valid.end(),
                       [&](const Selection& s) { return Fulfils(s, wishes); });
  };
  Require(!allows_any(preventing.size()), "these wishes prevent it");
  for (size_t i = 0; i < preventing.size(); ++i) {
    Require(allows_any(i), "each of these wishes is needed to prevent it");
  }
}

void CheckProposals(const Combination& combination, const Wishes& wishes,
                    const std::vector<Selection>& valid) {
  const Proposals proposals = Propose(combination, wishes);
  Require(!proposals.too_complex, "a few units are never too complex");
  Require(proposals.selections == BestByTryingAll(combination, wishes, valid),
          "the best proposals");
  if (!proposals.selections.empty()) return;
  if (valid.empty()) return;
  CheckPreventing(proposals, valid, combination.units.size());
}

void CheckEvaluation(const Combination& combination, size_t position,
                     const std::vector<bool>& valid) {
  const size_t size = combination.units.size();
  const catalogue::Evaluator evaluator(combination);
  for (unsigned bits = 0; bits < valid.size(); ++bits) {
    Require(evaluator.IsValid(SelectionOf(bits, size)) == valid[bits],
            "validity");
  }
  const unsigned bits = static_cast<unsigned>(position % valid.size());
  const catalogue::Evaluation evaluation =
      evaluator.Evaluate(SelectionOf(bits, size));
  Require(evaluation.valid == valid[bits], "validity");
  bool can_drop = false;
  for (size_t unit = 0; unit < size; ++unit) {
    const unsigned without = bits & ~(1u << unit);
    can_drop |= without != bits && valid[without];
  }
  Require(evaluation.minimal == (valid[bits] && !can_drop), "minimality");
}

void Check(const v1::Syllabus& syllabus, const Wishes& wishes,
           size_t position) {
  const Spot::Tree tree;
  const Spot file(syllabus, tree);
  Findings findings;
  CheckRule(syllabus, file, findings);
  if (findings.errors() > 0) return;
  const Combination combination = catalogue::checks::CombinationOf(syllabus);
  const std::vector<bool> valid = ValidSelections(syllabus);
  CheckEvaluation(combination, position, valid);
  CheckMeaningOf(syllabus, combination, valid);
  CheckProposals(combination, wishes, Chosen(valid, combination.units.size()));
}

}  // namespace
}  // namespace attest::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  attest::fuzz::Bytes bytes(data, size);
  const unsigned objective = bytes.Take();
  const unsigned keep = bytes.Take();
  const unsigned avoid = bytes.Take();
  const unsigned wish = bytes.Take();
  const auto syllabus = attest::fuzz::SmallSyllabus(bytes);
  const auto flags = [&](unsigned bits) {
    return attest::fuzz::SelectionOf(bits, syllabus.units_size());
  };
  attest::fuzz::Check(
      syllabus,
      {.keep = flags(keep & ~avoid),
       .avoid = flags(avoid),
       .objective = static_cast<attest::catalogue::Objective>(objective % 5),
       .limit = 1 + objective / 5 % 12,
       .wish = flags(wish)},
      wish);
  return 0;
}
