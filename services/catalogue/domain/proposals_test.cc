#include "services/catalogue/domain/proposals.h"

#include <algorithm>
#include <random>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/testing/combinations.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::ForEverySelection;
using ::attest::catalogue::testing::Leaf;
using ::attest::catalogue::testing::Taking;
using ::attest::catalogue::testing::Tree;
using ::attest::catalogue::testing::WithCredits;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr Objective kObjectives[] = {
    Objective::kFewestCredits, Objective::kLeastGuidedLearningHours,
    Objective::kMostCreditsAtLevel, Objective::kFewestUnits};

Wishes Any(const Combination& combination, size_t limit = 100) {
  const Selection none(combination.units.size(), false);
  return {none, none, Objective::kFewestCredits, limit};
}

std::pair<int, int> CostOf(const Totals& totals, Objective objective) {
  switch (objective) {
    case Objective::kFewestCredits:
      return {totals.credits, totals.guided_learning_hours};
    case Objective::kLeastGuidedLearningHours:
      return {totals.guided_learning_hours, totals.credits};
    case Objective::kMostCreditsAtLevel:
      return {-totals.credits_at_level, totals.credits};
    case Objective::kFewestUnits:
      break;
  }
  return {totals.units, totals.credits};
}

// All there are, in order, by trying every selection.
std::vector<Selection> ByTrying(const Combination& combination,
                                const Wishes& wishes) {
  std::vector<Selection> valid;
  ForEverySelection(combination, [&](const Selection& selection) {
    for (size_t i = 0; i < selection.size(); ++i) {
      if (wishes.keep[i] && !selection[i]) return;
      if (wishes.avoid[i] && selection[i]) return;
    }
    if (IsValid(combination, selection)) valid.push_back(selection);
  });
  std::sort(valid.begin(), valid.end(), [&](const auto& a, const auto& b) {
    const auto cost_a = CostOf(Sum(combination, a), wishes.objective);
    const auto cost_b = CostOf(Sum(combination, b), wishes.objective);
    return cost_a != cost_b ? cost_a < cost_b : a > b;
  });
  valid.resize(std::min(valid.size(), wishes.limit));
  return valid;
}

// A tree of leaves over random units, with minimums and maximums.
Rule RandomRule(std::mt19937& random, size_t units, int depth) {
  const auto draw = [&](int most) {
    return std::uniform_int_distribution<int>(0, most)(random);
  };
  if (depth == 0 || draw(3) == 0) {
    const Measure measure = draw(1) ? Measure::kCredits : Measure::kUnits;
    std::vector<size_t> admitted;
    for (size_t i = 0; i < units; ++i) {
      if (draw(2) > 0) admitted.push_back(i);
    }
    const int minimum = draw(measure == Measure::kCredits ? 14 : 4);
    Rule leaf = Leaf("LEAF", measure, admitted, minimum);
    if (draw(2) == 0) leaf.maximum = minimum + draw(6);
    return leaf;
  }
  std::vector<Rule> parts;
  for (int i = draw(2); i >= 0; --i) {
    parts.push_back(RandomRule(random, units, depth - 1));
  }
  return Tree("TREE", draw(2) ? Rule::Kind::kAllOf : Rule::Kind::kAnyOf, parts);
}

Combination RandomCombination(std::mt19937& random) {
  const auto draw = [&](int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
  };
  std::vector<int> credits(draw(1, 9));
  for (int& each : credits) each = draw(1, 6);
  Combination combination =
      WithCredits(credits, RandomRule(random, credits.size(), 2));
  for (UnitFacts& unit : combination.units) {
    unit.level = draw(2, 4);
    unit.guided_learning_hours = draw(1, 40);
  }
  return combination;
}

TEST(Propose, AgreesWithTryingEverySelection) {
  std::mt19937 random(20260301);
  int without_any = 0;
  for (int round = 0; round < 600; ++round) {
    const Combination combination = RandomCombination(random);
    Wishes wishes = Any(combination, 1 + round % 20);
    wishes.objective = kObjectives[round % std::size(kObjectives)];
    for (size_t i = 0; i < combination.units.size(); ++i) {
      const auto wish = random() % 8;
      wishes.keep[i] = wish == 0;
      wishes.avoid[i] = wish == 1;
    }

    const Proposals proposals = Propose(combination, wishes);

    EXPECT_EQ(proposals.selections, ByTrying(combination, wishes)) << round;
    EXPECT_EQ(proposals.selections.empty(), !proposals.prevented_by.empty());
    if (proposals.selections.empty()) ++without_any;
  }
  EXPECT_GT(without_any, 20);  // both kinds of answer were tried
  EXPECT_LT(without_any, 580);
}

TEST(Propose, PutsTheEarliestUnitFirstAmongEquals) {
  const Combination combination =
      WithCredits({2, 2, 2}, Leaf("TWO", Measure::kUnits, {0, 1, 2}, 2, 2));

  EXPECT_THAT(
      Propose(combination, Any(combination)).selections,
      ElementsAre(Taking(combination, {0, 1}), Taking(combination, {0, 2}),
                  Taking(combination, {1, 2})));
}

TEST(Propose, GivesAsManyAsAskedFor) {
  const Combination combination =
      WithCredits({2, 2, 2}, Leaf("ONE", Measure::kUnits, {0, 1, 2}, 1));

  EXPECT_THAT(Propose(combination, Any(combination, 4)).selections, SizeIs(4));
  EXPECT_THAT(Propose(combination, Any(combination)).selections, SizeIs(7));
}

TEST(Propose, NamesTheRuleThatTooLittleIsLeftFor) {
  const Combination combination = WithCredits(
      {3, 4, 5}, Tree("ALL", Rule::Kind::kAllOf,
                      {Leaf("ONE", Measure::kUnits, {0, 1, 2}, 1),
                       Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 9)}));
  Wishes wishes = Any(combination);
  wishes.avoid = Taking(combination, {1});

  const Proposals proposals = Propose(combination, wishes);

  EXPECT_THAT(proposals.selections, IsEmpty());
  ASSERT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_EQ(proposals.prevented_by[0].rule->id, "CREDITS");
  EXPECT_EQ(proposals.prevented_by[0].have, 8);
  EXPECT_EQ(proposals.prevented_by[0].missing, 1);
  EXPECT_THAT(proposals.prevented_by[0].candidates, ElementsAre(1));
}

TEST(Propose, NamesTheRuleThatTooMuchIsKeptFor) {
  const Combination combination = WithCredits(
      {3, 4, 5}, Tree("ALL", Rule::Kind::kAllOf,
                      {Leaf("ONE", Measure::kUnits, {0, 1, 2}, 1),
                       Leaf("BARRED", Measure::kUnits, {0, 1}, 0, 1)}));
  Wishes wishes = Any(combination);
  wishes.keep = Taking(combination, {0, 1});

  const Proposals proposals = Propose(combination, wishes);

  EXPECT_THAT(proposals.selections, IsEmpty());
  ASSERT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_EQ(proposals.prevented_by[0].rule->id, "BARRED");
  EXPECT_EQ(proposals.prevented_by[0].have, 2);
  EXPECT_EQ(proposals.prevented_by[0].need, 1);
}

// Each rule could be met, but not together: 9 credits need two units.
TEST(Propose, NamesWhatIsOpenWhenRulesContradictEachOther) {
  const Combination combination = WithCredits(
      {3, 4, 5}, Tree("ALL", Rule::Kind::kAllOf,
                      {Leaf("ONE", Measure::kUnits, {0, 1, 2}, 1, 1),
                       Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 9)}));
  Wishes wishes = Any(combination);
  wishes.keep = Taking(combination, {0});

  const Proposals proposals = Propose(combination, wishes);

  ASSERT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_EQ(proposals.prevented_by[0].rule->id, "CREDITS");
}

// 60 optional units in six groups, which no search by trying could answer.
TEST(Propose, IsExactForManyUnits) {
  std::vector<int> credits;
  std::vector<Rule> rules;
  std::vector<size_t> all;
  for (size_t group = 0; group < 6; ++group) {
    std::vector<size_t> units;
    for (size_t i = 0; i < 10; ++i) {
      units.push_back(credits.size());
      all.push_back(credits.size());
      credits.push_back(3 + static_cast<int>((group + i * i) % 5));
    }
    rules.push_back(Leaf("GROUP", Measure::kCredits, units, 8, 30));
  }
  rules.push_back(Leaf("TOTAL", Measure::kCredits, all, 61));
  const Combination combination =
      WithCredits(credits, Tree("ALL", Rule::Kind::kAllOf, rules));

  const Proposals proposals = Propose(combination, Any(combination, 10));

  ASSERT_THAT(proposals.selections, SizeIs(10));
  for (const Selection& selection : proposals.selections) {
    EXPECT_TRUE(IsValid(combination, selection));
    EXPECT_EQ(Sum(combination, selection).credits, 61);
  }
}

}  // namespace
}  // namespace attest::catalogue
