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
    Objective::kMostCreditsAtLevel, Objective::kFewestUnits,
    Objective::kClosestToWish};

Wishes Any(const Combination& combination, size_t limit = 100) {
  const Selection none(combination.units.size(), false);
  return {none, none, Objective::kFewestCredits, limit, none};
}

int Difference(const Selection& a, const Selection& b) {
  int difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference += a[i] != b[i] ? 1 : 0;
  return difference;
}

std::pair<int, int> CostOf(const Combination& combination,
                           const Selection& selection, const Wishes& wishes) {
  const Totals totals = Sum(combination, selection);
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
  return {Difference(selection, wishes.wish), totals.credits};
}

bool Fulfils(const Selection& selection, const Wishes& wishes) {
  for (size_t i = 0; i < selection.size(); ++i) {
    if (wishes.keep[i] && !selection[i]) return false;
    if (wishes.avoid[i] && selection[i]) return false;
  }
  return true;
}

// All there are, in order, by trying every selection.
std::vector<Selection> ByTrying(const Combination& combination,
                                const Wishes& wishes) {
  std::vector<Selection> valid;
  ForEverySelection(combination, [&](const Selection& selection) {
    if (Fulfils(selection, wishes) && IsValid(combination, selection)) {
      valid.push_back(selection);
    }
  });
  std::sort(valid.begin(), valid.end(), [&](const auto& a, const auto& b) {
    const auto cost_a = CostOf(combination, a, wishes);
    const auto cost_b = CostOf(combination, b, wishes);
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
      wishes.wish[i] = random() % 2 == 0;
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

// The wish itself, while it is valid; then what changes the fewest units.
TEST(Propose, StaysCloseToAWish) {
  const Combination combination = WithCredits(
      {2, 3, 4, 5}, Leaf("CREDITS", Measure::kCredits, {0, 1, 2, 3}, 9));
  Wishes wishes = Any(combination, 3);
  wishes.objective = Objective::kClosestToWish;

  wishes.wish = Taking(combination, {2, 3});
  EXPECT_EQ(Propose(combination, wishes).selections[0], wishes.wish);

  wishes.wish = Taking(combination, {0, 1});
  EXPECT_THAT(Propose(combination, wishes).selections,
              ElementsAre(Taking(combination, {0, 1, 2}),
                          Taking(combination, {0, 1, 3}),
                          Taking(combination, {0, 1, 2, 3})));
}

// Wishes that together rule everything out, and none of them for nothing.
void ExpectIrreducible(const Combination& combination,
                       const std::vector<UnitWish>& preventing) {
  const auto has_valid = [&](size_t given_up) {
    Wishes wishes = Any(combination, 1);
    for (size_t i = 0; i < preventing.size(); ++i) {
      if (i == given_up) continue;
      (preventing[i].keep ? wishes.keep : wishes.avoid)[preventing[i].unit] =
          true;
    }
    return !ByTrying(combination, wishes).empty();
  };
  EXPECT_FALSE(has_valid(preventing.size()));
  for (size_t i = 0; i < preventing.size(); ++i) EXPECT_TRUE(has_valid(i));
}

TEST(Propose, NamesAnIrreducibleSetOfWishes) {
  std::mt19937 random(20260302);
  int prevented = 0;
  for (int round = 0; round < 400; ++round) {
    const Combination combination = RandomCombination(random);
    if (ByTrying(combination, Any(combination, 1)).empty()) continue;
    Wishes wishes = Any(combination);
    for (size_t i = 0; i < combination.units.size(); ++i) {
      const auto wish = random() % 3;
      wishes.keep[i] = wish == 0;
      wishes.avoid[i] = wish == 1;
    }

    const Proposals proposals = Propose(combination, wishes);

    if (!proposals.selections.empty()) {
      EXPECT_THAT(proposals.preventing_wishes, IsEmpty());
      continue;
    }
    ++prevented;
    ExpectIrreducible(combination, proposals.preventing_wishes);
  }
  EXPECT_GT(prevented, 50);
}

// Giving up any one of 0, 1 or 2 would do; the later ones are named.
TEST(Propose, NamesTheLaterOfWishesThatWouldDo) {
  const Combination combination =
      WithCredits({3, 3, 3, 3}, Leaf("TWO", Measure::kUnits, {0, 1, 2, 3}, 2));
  Wishes wishes = Any(combination);
  wishes.avoid = Selection(4, true);

  EXPECT_THAT(
      Propose(combination, wishes).preventing_wishes,
      ElementsAre(UnitWish{1, false}, UnitWish{2, false}, UnitWish{3, false}));
}

TEST(Propose, NamesNoWishesWhenTheRuleItselfCannotHold) {
  const Combination combination =
      WithCredits({3}, Leaf("TWO", Measure::kUnits, {0}, 2));
  Wishes wishes = Any(combination);
  wishes.keep = Taking(combination, {0});

  const Proposals proposals = Propose(combination, wishes);

  EXPECT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_THAT(proposals.preventing_wishes, IsEmpty());
  EXPECT_EQ(IsPossible(combination), Possibility::kImpossible);
}

}  // namespace
}  // namespace attest::catalogue
