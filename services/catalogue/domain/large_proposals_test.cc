// Proposals for rules that no search by trying could answer.
#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/search.h"
#include "services/catalogue/domain/testing/combinations.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::ForEverySelection;
using ::attest::catalogue::testing::Leaf;
using ::attest::catalogue::testing::Tree;
using ::attest::catalogue::testing::WithCredits;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Objective kObjectives[] = {
    Objective::kFewestCredits, Objective::kLeastGuidedLearningHours,
    Objective::kMostCreditsAtLevel, Objective::kFewestUnits,
    Objective::kClosestToWish};

// `size` units in six groups, one after the other or mixed. Every group has a
// minimum of units and one of credits and a maximum of units; there is a least
// sum of all, one at the level, and pairs exclude each other.
Combination SixGroups(size_t size, bool mixed, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int> credits(size);
  for (int& each : credits) each = 3 + static_cast<int>(random() % 8);
  Combination combination = WithCredits(credits, {});
  combination.level = 4;
  std::vector<std::vector<size_t>> groups(6);
  std::vector<size_t> all;
  std::vector<size_t> at_level;
  for (size_t i = 0; i < size; ++i) {
    UnitFacts& unit = combination.units[i];
    unit.level = 3 + static_cast<int>(random() % 2);
    unit.guided_learning_hours =
        unit.credits * (3 + static_cast<int>(random() % 5));
    groups[mixed ? i % 6 : i * 6 / size].push_back(i);
    all.push_back(i);
    if (unit.level == 4) at_level.push_back(i);
  }
  std::vector<Rule> rules;
  for (int i = 0; i < 6; ++i) {
    rules.push_back(Leaf("UNITS", Measure::kUnits, groups[i], 1, 4));
    rules.push_back(Leaf("CREDITS", Measure::kCredits, groups[i], 4 + i));
    rules.push_back(
        Leaf("BARRED", Measure::kUnits, {groups[i][0], groups[i][1]}, 0, 1));
  }
  rules.push_back(Leaf("TOTAL", Measure::kCredits, all, size > 30 ? 80 : 50));
  rules.push_back(Leaf("LEVEL", Measure::kCredits, at_level, 20));
  combination.rule = Tree("ALL", Rule::Kind::kAllOf, rules);
  return combination;
}

Wishes Wanting(const Combination& combination, Objective objective) {
  const Selection none(combination.units.size(), false);
  Wishes wishes{none, none, objective, 10, none};
  for (size_t i = 0; i < none.size(); i += 3) wishes.wish[i] = true;
  return wishes;
}

// What is compared first; what decides between equals is checked by the
// smaller tests.
int64_t CostOf(const Combination& combination, const Selection& selection,
               const Wishes& wishes) {
  const Totals totals = Sum(combination, selection);
  int64_t differences = 0;
  for (size_t i = 0; i < selection.size(); ++i) {
    differences += selection[i] != wishes.wish[i] ? 1 : 0;
  }
  switch (wishes.objective) {
    case Objective::kFewestCredits:
      return totals.credits * 100'000 + totals.guided_learning_hours;
    case Objective::kLeastGuidedLearningHours:
      return totals.guided_learning_hours * 100'000 + totals.credits;
    case Objective::kMostCreditsAtLevel:
      return totals.credits_at_level * -100'000 + totals.credits;
    case Objective::kFewestUnits:
      return totals.units * 100'000 + totals.credits;
    case Objective::kClosestToWish:
      break;
  }
  return differences * 100'000 + totals.credits;
}

// A million selections.
TEST(LargeProposals, AgreeWithTryingEverySelectionOf20Units) {
  const Combination combination = SixGroups(20, true, 7);
  const Evaluator evaluator(combination);
  std::vector<Selection> valid;
  ForEverySelection(combination, [&](const Selection& selection) {
    if (evaluator.IsValid(selection)) valid.push_back(selection);
  });
  ASSERT_GT(valid.size(), 100u);
  for (const Objective objective : kObjectives) {
    const Wishes wishes = Wanting(combination, objective);
    const auto is_better = [&](const Selection& a, const Selection& b) {
      const int64_t cost_a = CostOf(combination, a, wishes);
      const int64_t cost_b = CostOf(combination, b, wishes);
      return cost_a != cost_b ? cost_a < cost_b : a > b;
    };
    std::partial_sort(valid.begin(), valid.begin() + 10, valid.end(),
                      is_better);

    EXPECT_EQ(Propose(combination, wishes).selections,
              std::vector<Selection>(valid.begin(), valid.begin() + 10));
  }
}

// Mixed or not, a syllabus with the same units has equally good answers.
TEST(LargeProposals, FindTenOf60UnitsInSixGroups) {
  for (const bool mixed : {false, true}) {
    const Combination combination = SixGroups(60, mixed, 11);
    for (const Objective objective : kObjectives) {
      const Wishes wishes = Wanting(combination, objective);

      const Proposals proposals = Propose(combination, wishes);

      ASSERT_THAT(proposals.selections, SizeIs(10));
      for (size_t i = 0; i < 10; ++i) {
        EXPECT_TRUE(IsValid(combination, proposals.selections[i]));
        if (i == 0) continue;
        EXPECT_LE(CostOf(combination, proposals.selections[i - 1], wishes),
                  CostOf(combination, proposals.selections[i], wishes));
      }
    }
  }
}

// A narrow graph, bounds by prices and a wider one give what the whole gives.
TEST(LargeProposals, AreTheSameWithAndWithoutBounds) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const Combination combination = SixGroups(24, seed % 2 == 0, seed);
    for (const Objective objective : kObjectives) {
      const Wishes wishes = Wanting(combination, objective);
      Effort effort;
      Search::Widths narrow;
      narrow.ordinary = 1;
      narrow.narrow = 3;
      Search::Widths whole;
      whole.ordinary = 1'000'000;

      EXPECT_EQ(Search(combination, wishes, effort, narrow).Best(10),
                Search(combination, wishes, effort, whole).Best(10));
    }
  }
}

// 500 units that a hundred rules cut across at random, which nothing but
// trying would solve.
Combination Hostile(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int> credits(500);
  for (int& each : credits) each = 1 + static_cast<int>(random() % 9'999);
  std::vector<Rule> rules;
  for (int i = 0; i < 100; ++i) {
    std::vector<size_t> units;
    int64_t sum = 0;
    for (size_t unit = 0; unit < credits.size(); ++unit) {
      if (random() % 2 == 0) continue;
      units.push_back(unit);
      sum += credits[unit];
    }
    const int half = static_cast<int>(std::min<int64_t>(sum / 2, 9'000));
    rules.push_back(Leaf("LEAF", Measure::kCredits, units, half, half + 3));
  }
  return WithCredits(credits, Tree("ALL", Rule::Kind::kAllOf, rules));
}

TEST(LargeProposals, GiveUpWithinBoundsWhereARuleIsTooIntricate) {
  const Combination combination = Hostile(3);
  const Proposals proposals =
      Propose(combination, Wanting(combination, Objective::kFewestUnits));

  EXPECT_TRUE(proposals.too_complex);
  EXPECT_THAT(proposals.selections, IsEmpty());
  EXPECT_THAT(proposals.preventing_wishes, IsEmpty());
  EXPECT_EQ(IsPossible(combination), Possibility::kTooComplex);
}

// Every wish of 500 is needed to prevent everything.
TEST(LargeProposals, NameAsManyWishesAsItTakes) {
  std::vector<size_t> all(500);
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  const Combination combination = WithCredits(
      std::vector<int>(500, 3), Leaf("ONE", Measure::kUnits, all, 1));
  Wishes wishes = Wanting(combination, Objective::kFewestCredits);
  wishes.avoid = Selection(500, true);

  const Proposals proposals = Propose(combination, wishes);

  EXPECT_FALSE(proposals.too_complex);
  EXPECT_THAT(proposals.preventing_wishes, SizeIs(500));
}

}  // namespace
}  // namespace attest::catalogue
