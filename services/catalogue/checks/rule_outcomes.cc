#include "services/catalogue/checks/rule_outcomes.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "services/catalogue/checks/fact_check.h"

namespace attest::catalogue::checks {
namespace {

// What is known of a leaf: its sum, or that it holds or fails whatever comes.
// A sum is kept only while it is at most a bound of its leaf.
constexpr char16_t kFails = 0xFFFE;
constexpr char16_t kHolds = 0xFFFF;
static_assert(kQuantityMax < kFails);

// What following one more selection costs beside its leaves.
constexpr size_t kEffortOfState = 64;

using Sums = std::u16string;

struct Least {
  int credits = 0;
  int guided_learning_hours = 0;
};

void TakeLess(Least& least, const Least& other) {
  least.credits = std::min(least.credits, other.credits);
  least.guided_learning_hours =
      std::min(least.guided_learning_hours, other.guided_learning_hours);
}

int AmountOf(const Combination& combination, const Rule& leaf, size_t unit) {
  return leaf.measure == Measure::kUnits ? 1 : combination.units[unit].credits;
}

// Decides unit after unit, and follows everything that can come of it.
class Follower {
 public:
  explicit Follower(const Combination& combination)
      : combination_(combination), leaves_(LeavesOf(combination.rule)) {
    const size_t size = combination.units.size();
    amounts_.assign(size, std::vector<int>(leaves_.size(), 0));
    left_.assign(size + 1, std::vector<int>(leaves_.size(), 0));
    for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
      for (const size_t unit : leaves_[leaf]->units) {
        amounts_[unit][leaf] = AmountOf(combination, *leaves_[leaf], unit);
      }
      for (size_t unit = size; unit-- > 0;) {
        left_[unit][leaf] = left_[unit + 1][leaf] + amounts_[unit][leaf];
      }
    }
  }

  // False when it takes more than `effort_max`.
  bool Run(size_t effort_max) {
    size_t effort = 0;
    states_.emplace(AtFirst(), Least{});
    for (size_t unit = 0; unit < amounts_.size(); ++unit) {
      effort += states_.size() * (leaves_.size() + kEffortOfState);
      if (effort > effort_max) return false;
      Decide(unit);
    }
    return true;
  }

  std::vector<RuleOutcome> Outcomes() const {
    const std::map<Sums, Least> in_order(states_.begin(), states_.end());
    std::vector<RuleOutcome> outcomes;
    for (const auto& [sums, least] : in_order) {
      RuleOutcome& outcome = outcomes.emplace_back();
      for (const char16_t sum : sums) outcome.holds.push_back(sum == kHolds);
      outcome.credits = least.credits;
      outcome.guided_learning_hours = least.guided_learning_hours;
    }
    return outcomes;
  }

 private:
  using States = std::unordered_map<Sums, Least>;

  // The state of a leaf with `have` before `unit` is decided.
  char16_t Settle(size_t leaf, int have, size_t unit) const {
    const Rule& rule = *leaves_[leaf];
    const int most = have + left_[unit][leaf];
    if (most < rule.minimum) return kFails;
    if (rule.maximum && have > *rule.maximum) return kFails;
    if (have >= rule.minimum && (!rule.maximum || most <= *rule.maximum)) {
      return kHolds;
    }
    return static_cast<char16_t>(have);
  }

  Sums AtFirst() const {
    Sums sums(leaves_.size(), 0);
    for (size_t leaf = 0; leaf < sums.size(); ++leaf) {
      sums[leaf] = Settle(leaf, 0, 0);
    }
    return sums;
  }

  Sums After(const Sums& sums, size_t unit, bool taken) const {
    Sums after = sums;
    for (size_t leaf = 0; leaf < after.size(); ++leaf) {
      if (after[leaf] >= kFails) continue;
      const int amount = taken ? amounts_[unit][leaf] : 0;
      after[leaf] = Settle(leaf, after[leaf] + amount, unit + 1);
    }
    return after;
  }

  void Decide(size_t unit) {
    const UnitFacts& facts = combination_.units[unit];
    States next;
    for (const auto& [sums, least] : states_) {
      Reach(next, After(sums, unit, false), least);
      Reach(next, After(sums, unit, true),
            {least.credits + facts.credits,
             least.guided_learning_hours + facts.guided_learning_hours});
    }
    states_ = std::move(next);
  }

  static void Reach(States& states, Sums sums, const Least& least) {
    const auto [state, is_new] = states.emplace(std::move(sums), least);
    if (!is_new) TakeLess(state->second, least);
  }

  const Combination& combination_;
  const std::vector<const Rule*> leaves_;
  // By unit, then leaf: what the unit counts, and what it and the units behind
  // it count.
  std::vector<std::vector<int>> amounts_;
  std::vector<std::vector<int>> left_;
  States states_;
};

bool CanHold(const Combination& combination, const Rule& leaf) {
  std::bitset<kQuantityMax + 1> sums;
  sums.set(0);
  for (const size_t unit : leaf.units) {
    sums |= sums << AmountOf(combination, leaf, unit);
  }
  int all = 0;
  for (const size_t unit : leaf.units) {
    all += AmountOf(combination, leaf, unit);
  }
  if (!leaf.maximum) return all >= leaf.minimum;
  for (int sum = leaf.minimum; sum <= *leaf.maximum; ++sum) {
    if (sums.test(sum)) return true;
  }
  return false;
}

}  // namespace

std::optional<std::vector<RuleOutcome>> OutcomesOf(
    const Combination& combination, size_t effort_max) {
  Follower follower(combination);
  if (!follower.Run(effort_max)) return std::nullopt;
  return follower.Outcomes();
}

std::vector<bool> LeavesThatCanHold(const Combination& combination) {
  std::vector<bool> can_hold;
  for (const Rule* leaf : LeavesOf(combination.rule)) {
    can_hold.push_back(CanHold(combination, *leaf));
  }
  return can_hold;
}

}  // namespace attest::catalogue::checks
