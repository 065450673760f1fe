#include "services/catalogue/checks/rule_meaning.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "fmt/format.h"
#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/checks/rule_outcomes.h"
#include "services/catalogue/domain/proposals.h"

namespace attest::catalogue::checks {
namespace {

using LeafAt = absl::FunctionRef<void(size_t leaf, const Spot& spot)>;
using Outcomes = std::vector<RuleOutcome>;

constexpr size_t kEffortMax = 20'000'000;

Verdict ToVerdict(bool holds) {
  return holds ? Verdict::kHolds : Verdict::kFails;
}

// Shows every leaf with its place in LeavesOf(). `next` is that of the first.
void ForEachLeaf(const v1::Rule& rule, const Spot& spot, size_t& next,
                 LeafAt show) {
  if (rule.has_all_of() || rule.has_any_of()) {
    const auto& parts =
        rule.has_all_of() ? rule.all_of().rules() : rule.any_of().rules();
    const Spot tree = spot.Field(rule.has_all_of() ? "all_of" : "any_of");
    for (int i = 0; i < parts.size(); ++i) {
      ForEachLeaf(parts[i], tree.Field("rules", i), next, show);
    }
  } else {
    show(next++, spot);
  }
}

// For each leaf, what stands in for one that is dropped: what does not matter
// to the part around it.
void CollectNeutral(const Rule& rule, Verdict neutral,
                    std::vector<Verdict>& leaves) {
  if (rule.kind == Rule::Kind::kLeaf) leaves.push_back(neutral);
  for (const Rule& part : rule.rules) {
    CollectNeutral(part, ToVerdict(rule.kind == Rule::Kind::kAllOf), leaves);
  }
}

bool HoldsWith(const Rule& rule, const RuleOutcome& outcome) {
  return Judge(rule, [&](size_t leaf) {
           return ToVerdict(outcome.holds[leaf]);
         }) == Verdict::kHolds;
}

// Leaves that cannot hold together: without any one of them the rule could be
// met. `outcomes` are not empty, and none of them meets it.
std::vector<size_t> Conflict(const Combination& combination,
                             const Outcomes& outcomes) {
  const size_t size = outcomes[0].holds.size();
  std::vector<bool> ignored(size, false);
  const auto can_be_met = [&] {
    return std::any_of(
        outcomes.begin(), outcomes.end(), [&](const RuleOutcome& outcome) {
          return Judge(combination.rule, [&](size_t leaf) {
                   return ToVerdict(ignored[leaf] || outcome.holds[leaf]);
                 }) == Verdict::kHolds;
        });
  };
  std::vector<size_t> conflict;
  for (size_t leaf = 0; leaf < size; ++leaf) {
    ignored[leaf] = true;
    if (!can_be_met()) continue;
    ignored[leaf] = false;
    conflict.push_back(leaf);
  }
  return conflict;
}

// Leaves that can all be dropped without letting through another selection.
// Of two that follow from each other it is the later one.
std::vector<bool> Redundant(const Combination& combination,
                            const Outcomes& outcomes) {
  std::vector<Verdict> neutral;
  CollectNeutral(combination.rule, Verdict::kHolds, neutral);
  std::vector<bool> dropped(neutral.size(), false);
  const auto changes_nothing = [&](const RuleOutcome& outcome) {
    const Verdict without = Judge(combination.rule, [&](size_t leaf) {
      return dropped[leaf] ? neutral[leaf] : ToVerdict(outcome.holds[leaf]);
    });
    return without == ToVerdict(HoldsWith(combination.rule, outcome));
  };
  for (size_t leaf = dropped.size(); leaf-- > 0;) {
    dropped[leaf] = true;
    dropped[leaf] =
        std::all_of(outcomes.begin(), outcomes.end(), changes_nothing);
  }
  return dropped;
}

class MeaningCheck {
 public:
  MeaningCheck(const v1::Syllabus& syllabus, const Spot& file,
               Findings& findings)
      : syllabus_(syllabus),
        file_(file),
        findings_(findings),
        combination_(CombinationOf(syllabus)),
        leaves_(LeavesOf(combination_.rule)) {}

  void Run() {
    if (!CheckEachAlone()) return;
    const std::optional<Outcomes> outcomes =
        OutcomesOf(combination_, kEffortMax);
    if (!outcomes ||
        outcomes->size() * leaves_.size() * leaves_.size() > kEffortMax) {
      return CheckPossible();
    }
    Outcomes valid;
    for (const RuleOutcome& outcome : *outcomes) {
      if (HoldsWith(combination_.rule, outcome)) valid.push_back(outcome);
    }
    if (valid.empty()) return AddConflict(Conflict(combination_, *outcomes));
    CheckRedundant(*outcomes);
    CheckLeast(valid);
  }

 private:
  void EachLeaf(LeafAt show) const {
    size_t next = 0;
    ForEachLeaf(syllabus_.rule_of_combination(),
                file_.Field("rule_of_combination"), next, show);
  }

  // Whether the rule could be met if each leaf that can hold alone did.
  bool CheckEachAlone() {
    const std::vector<bool> can_hold = LeavesThatCanHold(combination_);
    const auto verdict = [&](size_t leaf) {
      return can_hold[leaf] ? Verdict::kOpen : Verdict::kFails;
    };
    const std::vector<size_t> at_fault =
        LeavesAtFault(combination_.rule, verdict);
    EachLeaf([&](size_t leaf, const Spot& spot) {
      if (std::count(at_fault.begin(), at_fault.end(), leaf) == 0) return;
      findings_.Add(kSumOutOfReach, spot, DescribeSum(*leaves_[leaf]),
                    "mend the rule, or the units that it counts");
    });
    return at_fault.empty();
  }

  std::string DescribeSum(const Rule& leaf) const {
    int sum = 0;
    for (const size_t unit : leaf.units) {
      sum += leaf.measure == Measure::kUnits ? 1
                                             : combination_.units[unit].credits;
    }
    const std::string_view measure =
        leaf.measure == Measure::kUnits ? "units" : "credits";
    if (sum < leaf.minimum) {
      return fmt::format("its units are {} {} in all, {} are needed", sum,
                         measure, leaf.minimum);
    }
    return fmt::format("no choice of its units makes {} to {} {}", leaf.minimum,
                       leaf.maximum.value_or(sum), measure);
  }

  // Of a rule with too many outcomes. The search for proposals may still know.
  void CheckPossible() {
    const Spot rule = file_.Field("rule_of_combination");
    switch (IsPossible(combination_)) {
      case Possibility::kImpossible:
        return findings_.Add(kUnsatisfiable, rule, "no selection meets it",
                             "mend the rule, or the units that it counts");
      case Possibility::kPossible:
        return findings_.Add(
            kRuleNotProven, rule,
            "it can be met, but by too many selections to look at all",
            "make sure yourself that no part of it is redundant");
      case Possibility::kTooComplex:
        return findings_.Add(kRuleNotProven, rule,
                             "too many selections to find one that meets it",
                             "divide it, or count fewer units in one rule");
    }
  }

  void AddConflict(const std::vector<size_t>& conflict) {
    std::string ids;
    for (const size_t leaf : conflict) {
      if (!ids.empty()) ids += ", ";
      ids += leaves_[leaf]->id;
    }
    EachLeaf([&](size_t leaf, const Spot& spot) {
      if (std::count(conflict.begin(), conflict.end(), leaf) == 0) return;
      findings_.Add(kUnsatisfiable, spot,
                    fmt::format("no selection meets these together: {}",
                                Shown(ids, kIdsShownMax)),
                    "mend one of them");
    });
  }

  void CheckRedundant(const Outcomes& outcomes) {
    if (leaves_.size() == 1) return;
    const std::vector<bool> redundant = Redundant(combination_, outcomes);
    EachLeaf([&](size_t leaf, const Spot& spot) {
      if (!redundant[leaf]) return;
      findings_.Add(kRedundant, spot,
                    "follows from the other rules: without it the same "
                    "selections are valid",
                    "remove it, unless people expect to be told");
    });
  }

  // A least that the qualification leaves out is not compared.
  void CheckLeast(const Outcomes& valid) {
    const v1::Qualification& facts = syllabus_.qualification();
    const auto least = [&](int RuleOutcome::*sum) {
      return (*std::min_element(valid.begin(), valid.end(),
                                [&](const auto& a, const auto& b) {
                                  return a.*sum < b.*sum;
                                })).*
             sum;
    };
    CompareLeast(kLeastCredits, "credits_minimum", facts.credits_minimum(),
                 least(&RuleOutcome::credits));
    CompareLeast(kLeastHours, "glh_minimum", facts.glh_minimum(),
                 least(&RuleOutcome::guided_learning_hours));
  }

  void CompareLeast(const Check& check, std::string_view field, int stated,
                    int least) {
    if (stated == 0 || stated == least) return;
    const Spot qualification = file_.Field("qualification");
    findings_.Add(
        check, qualification.Field(field),
        fmt::format("{}, but the least of any valid selection is {}", stated,
                    least),
        fmt::format("write {}, or mend the rule or the units", least));
  }

  static constexpr size_t kIdsShownMax = 300;

  const v1::Syllabus& syllabus_;
  const Spot& file_;
  Findings& findings_;
  const Combination combination_;
  const std::vector<const Rule*> leaves_;
};

}  // namespace

void CheckMeaning(const v1::Syllabus& syllabus, const Spot& file,
                  Findings& findings) {
  MeaningCheck(syllabus, file, findings).Run();
}

}  // namespace attest::catalogue::checks
