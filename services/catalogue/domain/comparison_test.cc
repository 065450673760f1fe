#include "services/catalogue/domain/comparison.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/testing/comparison_lines.h"
#include "services/catalogue/domain/testing/documents.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::Bees;
using ::attest::catalogue::testing::Changes;
using ::attest::catalogue::testing::Criteria;
using ::attest::catalogue::testing::DocumentWriter;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

DocumentWriter BeesWith(const std::string& number, const std::string& text) {
  DocumentWriter bees;
  bees.Unit("1", "Inspect a colony", "L/600/0001", "3 credits")
      .Outcome("1", "Understand how to inspect a colony")
      .Criterion("1.1", "Explain when to inspect a colony")
      .Criterion(number, text);
  return bees;
}

TEST(Compare, FindsNothingInTheSame) {
  const Comparison comparison = Compare(Bees().document(), Bees().document());

  EXPECT_THAT(comparison.changes, IsEmpty());
  EXPECT_THAT(
      Criteria(comparison),
      ElementsAre("units/1/criteria/1.1 > units/1/criteria/1.1 carries 100",
                  "units/1/criteria/1.2 > units/1/criteria/1.2 carries 100"));
}

TEST(Compare, PassesOverCaseAndPunctuation) {
  const Comparison comparison = Compare(
      Bees().document(), BeesWith("1.2", "explain the risks.").document());

  EXPECT_THAT(comparison.changes, IsEmpty());
  EXPECT_EQ(comparison.criteria[1].carry_over, CarryOver::kCarries);
}

TEST(Compare, FindsOtherWords) {
  const Comparison comparison = Compare(
      Bees().document(), BeesWith("1.2", "Explain the main risks").document());

  EXPECT_THAT(Changes(comparison),
              ElementsAre("units/1/criteria/1.2 > units/1/criteria/1.2 w"));
  EXPECT_EQ(comparison.changes[0].from_text, "Explain the risks");
  EXPECT_EQ(comparison.changes[0].to_text, "Explain the main risks");
  EXPECT_THAT(comparison.changes[0].meaning, HasSubstr("assessor has to look"));
  EXPECT_EQ(Criteria(comparison)[1],
            "units/1/criteria/1.2 > units/1/criteria/1.2 review 85");
}

// 60 in a hundred words in common are one criterion, less are two.
TEST(Compare, TakesStrangersForRemovedAndAdded) {
  const Comparison comparison =
      Compare(Bees().document(),
              BeesWith("1.2", "Demonstrate use of a smoker").document());

  EXPECT_THAT(Changes(comparison), ElementsAre("units/1/criteria/1.2 >  -",
                                               " > units/1/criteria/1.2 +"));
  EXPECT_EQ(Criteria(comparison)[1], "units/1/criteria/1.2 >  none 0");
  EXPECT_EQ(Criteria(comparison)[2], " > units/1/criteria/1.2 none 0");
}

// Exact words come before the number, so that all follow one that is put in.
TEST(Compare, FollowsWordsToTheirNewNumber) {
  DocumentWriter now;
  now.Unit("1", "Inspect a colony", "L/600/0001", "3 credits")
      .Outcome("1", "Understand how to inspect a colony")
      .Criterion("1.1", "Describe the tools")
      .Criterion("1.2", "Explain when to inspect a colony")
      .Criterion("1.3", "Explain the risks");

  const Comparison comparison = Compare(Bees().document(), now.document());

  EXPECT_THAT(Changes(comparison),
              ElementsAre(" > units/1/criteria/1.1 +",
                          "units/1/criteria/1.1 > units/1/criteria/1.2 n",
                          "units/1/criteria/1.2 > units/1/criteria/1.3 n"));
  EXPECT_THAT(comparison.changes[1].meaning,
              HasSubstr("evidence and decisions carry over"));
  EXPECT_EQ(Criteria(comparison)[0],
            "units/1/criteria/1.1 > units/1/criteria/1.2 carries 100");
}

TEST(Compare, FollowsAnOutcomeThatIsRenumbered) {
  DocumentWriter now;
  now.Unit("1", "Inspect a colony", "L/600/0001", "3 credits")
      .Outcome("1", "Be able to light a smoker")
      .Criterion("1.1", "Light a smoker")
      .Outcome("2", "Understand how to inspect a colony")
      .Criterion("2.1", "Explain when to inspect a colony")
      .Criterion("2.2", "Explain the risks");

  EXPECT_THAT(
      Changes(Compare(Bees().document(), now.document())),
      ElementsAre(" > units/1/outcomes/1 +", " > units/1/criteria/1.1 +",
                  "units/1/outcomes/1 > units/1/outcomes/2 n",
                  "units/1/criteria/1.1 > units/1/criteria/2.1 n",
                  "units/1/criteria/1.2 > units/1/criteria/2.2 n"));
}

TEST(Compare, FollowsACriterionUnderAnotherOutcome) {
  DocumentWriter now;
  now.Unit("1", "Inspect a colony", "L/600/0001", "3 credits")
      .Outcome("1", "Understand how to inspect a colony")
      .Criterion("1.1", "Explain when to inspect a colony")
      .Outcome("2", "Be able to inspect")
      .Criterion("2.1", "Explain the risks");

  const Comparison comparison = Compare(Bees().document(), now.document());

  EXPECT_THAT(Changes(comparison),
              ElementsAre(" > units/1/outcomes/2 +",
                          "units/1/criteria/1.2 > units/1/criteria/2.1 m"));
  EXPECT_EQ(comparison.criteria[1].carry_over, CarryOver::kCarries);
}

TEST(Compare, FollowsACriterionIntoAnotherUnitByWordsThatAreUnique) {
  DocumentWriter was = Bees();
  was.Unit("2", "Split a colony", "R/600/0002")
      .Outcome("1", "Understand splitting")
      .Criterion("1.1", "Explain the risks")
      .Criterion("1.2", "State how swarming is told from absconding");
  DocumentWriter now =
      BeesWith("1.2", "State how swarming is told from absconding");
  now.Unit("2", "Split a colony", "R/600/0002")
      .Outcome("1", "Understand splitting")
      .Criterion("1.1", "Explain the risks");

  const Comparison comparison = Compare(was.document(), now.document());

  // `Explain the risks` of unit 1 is not that of unit 2.
  EXPECT_THAT(Changes(comparison),
              ElementsAre("units/1/criteria/1.2 >  -",
                          "units/2/criteria/1.2 > units/1/criteria/1.2 m"));
  EXPECT_EQ(Criteria(comparison)[3],
            "units/2/criteria/1.2 > units/1/criteria/1.2 review 100");
  EXPECT_THAT(
      comparison.changes[1].meaning,
      AllOf(HasSubstr("assessor has to look"), Not(HasSubstr("carry over"))));
}

TEST(Compare, KnowsUnitsByReferenceThenTitle) {
  DocumentWriter was;
  was.Unit("1", "Inspect a colony", "L/600/0001")
      .Unit("2", "Split a colony", "R/600/0002")
      .Unit("3", "Extract honey", "D/600/0004");
  DocumentWriter now;
  now.Unit("1", "Split a colony", "R/600/0002")
      .Unit("2", "Inspect colonies", "L/600/0001")
      .Unit("4", "Extract honey", "H/700/0001")
      .Unit("3", "Control varroa", "H/600/0005");

  EXPECT_THAT(Changes(Compare(was.document(), now.document())),
              ElementsAre("units/2 > units/1 n", "units/1 > units/2 wn",
                          "units/3 > units/4 n", " > units/3 +"));
}

TEST(Compare, FindsOtherFacts) {
  DocumentWriter was;
  was.Rule("CREDITS", "Six credits", "at least 6 credits")
      .Unit("1", "Inspect a colony", "L/600/0001", "3 credits");
  DocumentWriter now;
  now.Rule("CREDITS", "Six credits", "at least 8 credits")
      .Unit("1", "Inspect colonies", "L/600/0001", "4 credits");

  const Comparison comparison = Compare(was.document(), now.document());

  EXPECT_THAT(
      Changes(comparison),
      ElementsAre("rules/CREDITS > rules/CREDITS f", "units/1 > units/1 wf"));
  EXPECT_EQ(comparison.changes[0].from_text, "at least 6 credits");
  EXPECT_EQ(comparison.changes[1].to_text, "Inspect colonies (4 credits)");
  EXPECT_THAT(comparison.changes[1].meaning, HasSubstr("evaluated again"));
}

TEST(Compare, FollowsTermsAndGuidance) {
  DocumentWriter was;
  was.Definition("Credit", "Ten hours")
      .Unit("1", "Inspect a colony")
      .Guidance("1.1", "Could include smoke");
  DocumentWriter now;
  now.Definition("Credit", "About ten hours of learning")
      .Unit("1", "Inspect a colony")
      .Guidance("1.1/1.2", "Could include smoke");

  const Comparison comparison = Compare(was.document(), now.document());

  EXPECT_THAT(Changes(comparison),
              ElementsAre("definitions/Credit > definitions/Credit w",
                          "units/1/guidance/1.1 > units/1/guidance/1.1/1.2 n"));
  EXPECT_THAT(comparison.changes[1].meaning,
              HasSubstr("still counts"));  // R102
}

// R107: lost words are not the same as any.
TEST(Compare, NeverTakesLostWordsForTheSame) {
  DocumentWriter was = Bees();
  was.Criterion("1.3", "Evaluate the influence", true)
      .Criterion("1.4", "", true);
  DocumentWriter now = Bees();
  now.Criterion("1.3", "Evaluate the influence of weather")
      .Criterion("1.4", "", true);

  const Comparison comparison = Compare(was.document(), now.document());

  EXPECT_THAT(Changes(comparison),
              ElementsAre("units/1/criteria/1.3 > units/1/criteria/1.3 w"));
  EXPECT_THAT(comparison.changes[0].meaning, HasSubstr("lost in a source"));
  EXPECT_EQ(Criteria(comparison)[2],
            "units/1/criteria/1.3 > units/1/criteria/1.3 review 0");
  EXPECT_EQ(Criteria(comparison)[3],
            "units/1/criteria/1.4 > units/1/criteria/1.4 review 0");
}

// The same place of the same printed document is itself, whatever it says.
TEST(Compare, CarriesTheSameLossOfTheSameSource) {
  DocumentWriter was = Bees();
  was.Criterion("1.3", "", true).Source("sha");

  const Comparison comparison = Compare(was.document(), was.document());

  EXPECT_THAT(comparison.changes, IsEmpty());
  EXPECT_EQ(Criteria(comparison)[2],
            "units/1/criteria/1.3 > units/1/criteria/1.3 carries 0");
}

TEST(Compare, SaysWhereRemovedItemsStood) {
  DocumentWriter was = Bees();
  was.Unit("2", "Split a colony", "R/600/0002").Unit("3", "Extract honey");
  DocumentWriter now = BeesWith("1.2", "Explain all the risks");
  now.Unit("3", "Extract wax and honey");

  EXPECT_THAT(Changes(Compare(was.document(), now.document())),
              ElementsAre("units/1/criteria/1.2 > units/1/criteria/1.2 w",
                          "units/2 >  -", "units/3 > units/3 w"));
}

}  // namespace
}  // namespace attest::catalogue
