#include "services/catalogue/domain/evaluation.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/testing/combinations.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::Leaf;
using ::attest::catalogue::testing::Taking;
using ::attest::catalogue::testing::Tree;
using ::attest::catalogue::testing::WithCredits;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Combination OneRule(Rule leaf) { return WithCredits({3, 4, 5}, leaf); }

// R50
TEST(Evaluate, SaysWhatIsThereNeededAndMissing) {
  const Combination combination =
      OneRule(Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 9));

  const Evaluation evaluation = Evaluate(combination, Taking(combination, {1}));

  ASSERT_EQ(evaluation.rules.size(), 1u);
  const RuleFinding& finding = evaluation.rules[0];
  EXPECT_FALSE(evaluation.valid);
  EXPECT_FALSE(finding.holds);
  EXPECT_EQ(finding.have, 4);
  EXPECT_EQ(finding.need, 9);
  EXPECT_EQ(finding.missing, 5);
  EXPECT_THAT(finding.candidates, ElementsAre(0, 2));
}

TEST(Evaluate, MissesNothingWhenTheRuleHolds) {
  const Combination combination =
      OneRule(Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 7));

  const Evaluation evaluation =
      Evaluate(combination, Taking(combination, {0, 2}));

  EXPECT_TRUE(evaluation.valid);
  EXPECT_EQ(evaluation.rules[0].have, 8);
  EXPECT_EQ(evaluation.rules[0].need, 7);
  EXPECT_EQ(evaluation.rules[0].missing, 0);
  EXPECT_THAT(evaluation.rules[0].candidates, IsEmpty());
}

TEST(Evaluate, SaysByHowMuchAMaximumIsPassed) {
  const Combination combination =
      OneRule(Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 1, 8));

  const RuleFinding finding =
      Evaluate(combination, Taking(combination, {1, 2})).rules[0];

  EXPECT_FALSE(finding.holds);
  EXPECT_EQ(finding.have, 9);
  EXPECT_EQ(finding.need, 8);
  EXPECT_EQ(finding.missing, -1);
  EXPECT_THAT(finding.candidates, IsEmpty());
}

TEST(Evaluate, CountsUnitsOfALeafOnly) {
  const Combination combination =
      OneRule(Leaf("UNITS", Measure::kUnits, {0, 2}, 2));

  EXPECT_EQ(Evaluate(combination, Taking(combination, {0, 1})).rules[0].have,
            1);
  EXPECT_TRUE(Evaluate(combination, Taking(combination, {0, 2})).valid);
}

TEST(Evaluate, AddsUpCreditsHoursAndUnits) {
  Combination combination =
      OneRule(Leaf("UNITS", Measure::kUnits, {0, 1, 2}, 1));
  combination.units[0].level = 2;
  combination.units[2].level = 4;

  const Totals totals =
      Evaluate(combination, Taking(combination, {0, 1, 2})).totals;

  EXPECT_EQ(totals.credits, 12);
  EXPECT_EQ(totals.credits_at_level, 9);  // level 3 and above
  EXPECT_EQ(totals.guided_learning_hours, 12);
  EXPECT_EQ(totals.total_unit_time_hours, 120);
  EXPECT_EQ(totals.units, 3);
}

TEST(Evaluate, IsMinimalWhenNoUnitCanBeDropped) {
  const Combination combination =
      OneRule(Leaf("CREDITS", Measure::kCredits, {0, 1, 2}, 7));

  EXPECT_TRUE(Evaluate(combination, Taking(combination, {0, 1})).minimal);
  EXPECT_FALSE(Evaluate(combination, Taking(combination, {0, 1, 2})).minimal);
  EXPECT_FALSE(Evaluate(combination, Taking(combination, {0})).minimal);
}

TEST(Evaluate, ShowsEveryLeafEvenWhereOneOfAnyIsEnough) {
  const Combination combination =
      OneRule(Tree("ANY", Rule::Kind::kAnyOf,
                   {Leaf("FIRST", Measure::kUnits, {0}, 1),
                    Leaf("OTHERS", Measure::kUnits, {1, 2}, 2)}));

  const Evaluation evaluation = Evaluate(combination, Taking(combination, {0}));

  EXPECT_TRUE(evaluation.valid);
  ASSERT_EQ(evaluation.rules.size(), 2u);
  EXPECT_TRUE(evaluation.rules[0].holds);
  EXPECT_FALSE(evaluation.rules[1].holds);
}

}  // namespace
}  // namespace attest::catalogue
