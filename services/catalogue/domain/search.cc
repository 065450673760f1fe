#include "services/catalogue/domain/search.h"

#include <algorithm>
#include <queue>

namespace attest::catalogue {
namespace {

// States of a leaf beside its sum. Sums stay below: a sum is kept only while
// it is at most a bound of its leaf, and bounds are small (store/rule_check).
constexpr char16_t kFailsForGood = 0xFFFE;
constexpr char16_t kHoldsForGood = 0xFFFF;

Cost operator+(const Cost& a, const Cost& b) {
  return {a.first + b.first, a.second + b.second};
}

Cost CostOfUnit(const UnitFacts& unit, Objective objective, int level) {
  switch (objective) {
    case Objective::kFewestCredits:
      return {unit.credits, unit.guided_learning_hours};
    case Objective::kLeastGuidedLearningHours:
      return {unit.guided_learning_hours, unit.credits};
    case Objective::kMostCreditsAtLevel:
      return {unit.level >= level ? -unit.credits : 0, unit.credits};
    case Objective::kFewestUnits:
      return {1, unit.credits};
  }
  return {unit.credits, unit.guided_learning_hours};
}

}  // namespace

// Of equals, the one is better that takes the first unit that only one takes.
bool Search::IsWorse::operator()(const Start& a, const Start& b) const {
  if (a.in_all != b.in_all) return a.in_all > b.in_all;
  return a.decided < b.decided;
}

Search::Search(const Combination& combination, const Wishes& wishes)
    : combination_(combination),
      wishes_(wishes),
      size_(combination.units.size()),
      leaves_(LeavesOf(combination.rule)),
      completions_(size_ + 1) {
  CountAmounts();
}

void Search::CountAmounts() {
  amounts_.assign(size_, std::vector<int>(leaves_.size(), 0));
  left_.assign(size_ + 1, std::vector<int>(leaves_.size(), 0));
  for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
    for (const size_t unit : leaves_[leaf]->units) {
      amounts_[unit][leaf] = leaves_[leaf]->measure == Measure::kUnits
                                 ? 1
                                 : combination_.units[unit].credits;
    }
    for (size_t position = size_; position-- > 0;) {
      left_[position][leaf] =
          left_[position + 1][leaf] +
          (wishes_.avoid[position] ? 0 : amounts_[position][leaf]);
    }
  }
}

char16_t Search::Settle(size_t leaf, int have, size_t position) const {
  const Rule& rule = *leaves_[leaf];
  const int most = have + left_[position][leaf];
  if (most < rule.minimum) return kFailsForGood;
  if (rule.maximum && have > *rule.maximum) return kFailsForGood;
  const bool never_too_much = !rule.maximum || most <= *rule.maximum;
  if (have >= rule.minimum && never_too_much) return kHoldsForGood;
  return static_cast<char16_t>(have);
}

Search::Sums Search::AtFirst() const {
  Sums sums(leaves_.size(), 0);
  for (size_t leaf = 0; leaf < sums.size(); ++leaf) {
    sums[leaf] = Settle(leaf, 0, 0);
  }
  return sums;
}

Search::Sums Search::After(const Sums& sums, size_t position,
                           bool taken) const {
  Sums after = sums;
  for (size_t leaf = 0; leaf < after.size(); ++leaf) {
    if (after[leaf] >= kFailsForGood) continue;
    const int amount = taken ? amounts_[position][leaf] : 0;
    after[leaf] = Settle(leaf, after[leaf] + amount, position + 1);
  }
  return after;
}

bool Search::MayTake(size_t position, bool taken) const {
  return taken ? !wishes_.avoid[position] : !wishes_.keep[position];
}

Verdict Search::VerdictOf(const Sums& sums) const {
  return Judge(combination_.rule, [&](size_t leaf) {
    if (sums[leaf] == kFailsForGood) return Verdict::kFails;
    if (sums[leaf] == kHoldsForGood) return Verdict::kHolds;
    return Verdict::kOpen;
  });
}

Cost Search::CostOf(size_t position, bool taken) const {
  if (!taken) return {0, 0};
  return CostOfUnit(combination_.units[position], wishes_.objective,
                    combination_.level);
}

std::optional<Cost> Search::Completion(size_t position, const Sums& sums) {
  const auto known = completions_[position].find(sums);
  if (known != completions_[position].end()) return known->second;
  std::optional<Cost> cheapest;
  if (VerdictOf(sums) != Verdict::kFails) {
    cheapest = position == size_ ? Cost{0, 0} : CheapestBranch(position, sums);
  }
  completions_[position].emplace(sums, cheapest);
  return cheapest;
}

std::optional<Cost> Search::CheapestBranch(size_t position, const Sums& sums) {
  std::optional<Cost> cheapest;
  for (const bool taken : {true, false}) {
    if (!MayTake(position, taken)) continue;
    std::optional<Cost> cost =
        Completion(position + 1, After(sums, position, taken));
    if (!cost) continue;
    cost = *cost + CostOf(position, taken);
    if (!cheapest || *cost < *cheapest) cheapest = cost;
  }
  return cheapest;
}

std::optional<Search::Start> Search::Extend(const Start& start, bool taken) {
  const size_t position = start.decided.size();
  if (!MayTake(position, taken)) return std::nullopt;
  Start longer = start;
  longer.decided.push_back(taken);
  longer.sums = After(start.sums, position, taken);
  longer.spent = start.spent + CostOf(position, taken);
  const std::optional<Cost> rest = Completion(position + 1, longer.sums);
  if (!rest) return std::nullopt;
  longer.in_all = longer.spent + *rest;
  return longer;
}

std::vector<Selection> Search::Best(size_t limit) {
  std::vector<Selection> best;
  std::priority_queue<Start, std::vector<Start>, IsWorse> starts;
  Start nothing{{}, AtFirst(), {0, 0}, {0, 0}};
  if (Completion(0, nothing.sums)) starts.push(std::move(nothing));
  while (!starts.empty() && best.size() < limit) {
    const Start start = starts.top();
    starts.pop();
    if (start.decided.size() == size_) {
      best.push_back(start.decided);
      continue;
    }
    for (const bool taken : {true, false}) {
      if (auto longer = Extend(start, taken)) starts.push(*std::move(longer));
    }
  }
  return best;
}

}  // namespace attest::catalogue
