// Proposals for the real syllabus.
#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/testing/combinations.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::store {
namespace {

using ::attest::catalogue::testing::Choosing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Numbers = std::vector<std::string>;

const Combination& Real() {
  static const auto* const kCombination = new Combination(checks::CombinationOf(
      testing::ReadSyllabus(testing::RealSyllabusFile())));
  return *kCombination;
}

Selection With(Numbers optional) {
  for (const char* unit : {"57", "58", "67"}) optional.push_back(unit);
  return Choosing(Real(), optional);
}

// The one selection of 223 Guided Learning Hours (R43).
Selection LeastGuided() { return With({"54", "61", "63", "64", "65"}); }

Wishes Wanting(Objective objective, const Numbers& keep = {},
               const Numbers& avoid = {}) {
  return {Choosing(Real(), keep), Choosing(Real(), avoid), objective, 200, {}};
}

size_t Position(const std::string& number) {
  const Selection unit = Choosing(Real(), {number});
  return std::find(unit.begin(), unit.end(), true) - unit.begin();
}

TEST(RealProposals, StartWithThe165Of45Credits) {
  const Proposals proposals =
      Propose(Real(), Wanting(Objective::kFewestCredits));

  const auto at_45 = std::count_if(
      proposals.selections.begin(), proposals.selections.end(),
      [](const auto& each) { return Sum(Real(), each).credits == 45; });
  EXPECT_EQ(at_45, 165);
  EXPECT_EQ(proposals.selections.front(), LeastGuided());
}

TEST(RealProposals, FindTheLeastGuidedLearningHours) {
  const Proposals proposals =
      Propose(Real(), Wanting(Objective::kLeastGuidedLearningHours));

  EXPECT_EQ(proposals.selections[0], LeastGuided());
  EXPECT_GT(Sum(Real(), proposals.selections[1]).guided_learning_hours, 223);
}

TEST(RealProposals, FindTheMostCreditsAtLevel) {
  const Totals best =
      Sum(Real(), Propose(Real(), Wanting(Objective::kMostCreditsAtLevel))
                      .selections.front());
  EXPECT_EQ(best.credits_at_level, 58);
  EXPECT_EQ(best.credits, 58);
}

TEST(RealProposals, CountThe77SmallestSelections) {
  const Proposals proposals = Propose(Real(), Wanting(Objective::kFewestUnits));
  EXPECT_EQ(std::count_if(
                proposals.selections.begin(), proposals.selections.end(),
                [](const auto& each) { return Sum(Real(), each).units == 8; }),
            77);
}

// R41: 39 credits are too few; the closest valid selections have one unit more.
TEST(RealProposals, ComeCloseToAWish) {
  Wishes wishes = Wanting(Objective::kClosestToWish);
  wishes.wish = With({"56", "63", "64", "65"});
  ASSERT_FALSE(IsValid(Real(), wishes.wish));

  const Selection closest = Propose(Real(), wishes).selections.front();

  size_t differences = 0;
  for (size_t i = 0; i < closest.size(); ++i) {
    differences += closest[i] != wishes.wish[i] ? 1 : 0;
  }
  EXPECT_EQ(differences, 1u);
  EXPECT_EQ(Sum(Real(), closest).credits, 45);
}

// Without the other level 7 units the 35 credits cannot be reached.
TEST(RealProposals, SayWhichRuleAndWhichWishesPreventThem) {
  const Proposals proposals =
      Propose(Real(), Wanting(Objective::kFewestCredits, {"46"},
                              {"56", "59", "60", "61", "63", "64", "65"}));

  EXPECT_THAT(proposals.selections, IsEmpty());
  ASSERT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_EQ(proposals.prevented_by[0].rule->id, "LEVEL_7_CREDITS");
  EXPECT_THAT(proposals.prevented_by[0].candidates, SizeIs(7));
  for (const UnitWish& wish : proposals.preventing_wishes) {
    EXPECT_FALSE(wish.keep);  // to keep 46 hinders nothing
  }
  EXPECT_FALSE(proposals.preventing_wishes.empty());
}

TEST(RealProposals, CannotDoWithoutAMandatoryUnit) {
  const Proposals proposals =
      Propose(Real(), Wanting(Objective::kFewestCredits, {}, {"46", "57"}));

  ASSERT_THAT(proposals.prevented_by, SizeIs(1));
  EXPECT_EQ(proposals.prevented_by[0].rule->id, "MANDATORY_UNITS");
  EXPECT_THAT(proposals.preventing_wishes,
              ElementsAre(UnitWish{Position("57"), false}));
}

}  // namespace
}  // namespace attest::catalogue::store
