#include "services/catalogue/checks/rule_outcomes.h"

#include <map>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/testing/combinations.h"

namespace attest::catalogue::checks {
namespace {

using ::testing::ElementsAre;
using testing::Leaf;
using testing::Tree;
using testing::WithCredits;

constexpr size_t kPlenty = 50'000'000;

// What each of the 2^n selections comes to, one after the other.
std::map<std::vector<bool>, std::pair<int, int>> ByTryingAll(
    const Combination& combination) {
  std::map<std::vector<bool>, std::pair<int, int>> outcomes;
  const size_t size = combination.units.size();
  for (unsigned chosen = 0; chosen < (1u << size); ++chosen) {
    Selection selection(size, false);
    for (size_t i = 0; i < size; ++i) selection[i] = (chosen >> i) & 1;
    const Evaluation evaluation = Evaluate(combination, selection);
    std::vector<bool> holds;
    for (const RuleFinding& rule : evaluation.rules) {
      holds.push_back(rule.holds);
    }
    const std::pair<int, int> sums(evaluation.totals.credits,
                                   evaluation.totals.guided_learning_hours);
    const auto [known, is_new] = outcomes.emplace(holds, sums);
    if (is_new) continue;
    known->second.first = std::min(known->second.first, sums.first);
    known->second.second = std::min(known->second.second, sums.second);
  }
  return outcomes;
}

Rule RandomLeaf(std::mt19937& random, size_t units) {
  Rule leaf = Leaf("L", random() % 2 ? Measure::kUnits : Measure::kCredits, {},
                   static_cast<int>(random() % 12));
  for (size_t unit = 0; unit < units; ++unit) {
    if (random() % 2) leaf.units.push_back(unit);
  }
  if (random() % 2)
    leaf.maximum = leaf.minimum + static_cast<int>(random() % 5);
  return leaf;
}

TEST(OutcomesOfTest, AgreesWithTryingEverySelection) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const size_t size = 1 + random() % 8;
    std::vector<int> credits(size);
    for (int& each : credits) each = 1 + static_cast<int>(random() % 6);
    std::vector<Rule> leaves(1 + random() % 4);
    for (Rule& leaf : leaves) leaf = RandomLeaf(random, size);
    Combination combination =
        WithCredits(credits, Tree("ALL", Rule::Kind::kAllOf, leaves));
    for (UnitFacts& unit : combination.units) {
      unit.guided_learning_hours = static_cast<int>(random() % 30);
    }

    const auto outcomes = OutcomesOf(combination, kPlenty);

    ASSERT_TRUE(outcomes.has_value());
    std::map<std::vector<bool>, std::pair<int, int>> found;
    for (const RuleOutcome& outcome : *outcomes) {
      EXPECT_TRUE(
          found
              .emplace(outcome.holds, std::pair(outcome.credits,
                                                outcome.guided_learning_hours))
              .second);
    }
    EXPECT_EQ(found, ByTryingAll(combination));
  }
}

TEST(OutcomesOfTest, GivesUpWhenItTakesTooLong) {
  std::vector<int> credits(500, 1);
  std::vector<size_t> all(500);
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  const Combination combination =
      WithCredits(credits, Leaf("L", Measure::kCredits, all, 250, 251));

  EXPECT_FALSE(OutcomesOf(combination, 1000).has_value());
  EXPECT_TRUE(OutcomesOf(combination, kPlenty).has_value());
}

TEST(LeavesThatCanHoldTest, LooksAtEachForItself) {
  const Combination combination = WithCredits(
      {4, 6, 10'000},
      Tree("ALL", Rule::Kind::kAllOf,
           {Leaf("SUM", Measure::kCredits, {0, 1}, 10),
            Leaf("TOO_MUCH", Measure::kCredits, {0, 1}, 11),
            Leaf("GAP", Measure::kCredits, {0, 1}, 7, 9),
            Leaf("MOST", Measure::kCredits, {0, 1}, 0, 3),
            Leaf("COUNT", Measure::kUnits, {0, 1, 2}, 3, 3),
            Leaf("NONE", Measure::kUnits, {}, 1),
            Leaf("LARGE", Measure::kCredits, {0, 1, 2}, 10'000, 10'000)}));

  EXPECT_THAT(LeavesThatCanHold(combination),
              ElementsAre(true, false, false, true, true, false, true));
}

}  // namespace
}  // namespace attest::catalogue::checks
