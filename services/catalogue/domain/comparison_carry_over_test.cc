// What carries over, and what only looks as if it did.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/comparison.h"
#include "services/catalogue/domain/testing/comparison_lines.h"
#include "services/catalogue/domain/testing/documents.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::Bees;
using ::attest::catalogue::testing::Changes;
using ::attest::catalogue::testing::Criteria;
using ::attest::catalogue::testing::DocumentWriter;
using ::testing::ElementsAre;

// A unit of two criteria, the second of which is in many units.
DocumentWriter& AddUnit(DocumentWriter& to, const std::string& number,
                        const std::string& title, const std::string& reference,
                        const std::string& second = "Explain the risks") {
  return to.Unit(number, title, reference)
      .Outcome("1", "Know how to " + title)
      .Criterion("1.1", "Describe when to " + title)
      .Criterion("1.2", second);
}

TEST(CarryOver, CarriesNothingToAnUnrelatedUnit) {
  for (const std::string words :
       {"Explain the risks",  // also in the units that stayed
        "Explain what may go wrong and what to do about it"}) {
    DocumentWriter was = Bees();
    AddUnit(was, "4", "Extract honey", "D/600/0004", words);
    AddUnit(was, "5", "Control varroa", "H/600/0005", words);
    DocumentWriter now = Bees();
    AddUnit(now, "4", "Extract honey", "D/600/0004", words);
    AddUnit(now, "6", "Keep records", "K/600/0006", words);

    const Comparison comparison = Compare(was.document(), now.document());

    EXPECT_THAT(
        Changes(comparison),
        ElementsAre("units/5 >  -", "units/5/outcomes/1 >  -",
                    "units/5/criteria/1.1 >  -", "units/5/criteria/1.2 >  -",
                    " > units/6 +", " > units/6/outcomes/1 +",
                    " > units/6/criteria/1.1 +", " > units/6/criteria/1.2 +"));
    EXPECT_EQ(Criteria(comparison)[5], "units/5/criteria/1.2 >  none 0");
    EXPECT_EQ(Criteria(comparison)[7], " > units/6/criteria/1.2 none 0");
  }
}

// Few words say little about what they are the words of.
TEST(CarryOver, FollowsNoShortWordsIntoAnotherUnit) {
  DocumentWriter was;
  AddUnit(was, "5", "Control varroa", "H/600/0005");
  DocumentWriter now;
  AddUnit(now, "6", "Keep records", "K/600/0006");

  EXPECT_EQ(Criteria(Compare(was.document(), now.document()))[1],
            "units/5/criteria/1.2 >  none 0");
}

TEST(CarryOver, FollowsNoAlikeWordsThatAreNotUniqueIntoAnotherUnit) {
  const std::string words = "Explain what may go wrong and what to do then";
  DocumentWriter was;
  AddUnit(was, "4", "Extract honey", "D/600/0004", words);
  AddUnit(was, "5", "Control varroa", "H/600/0005", words);
  DocumentWriter now;
  AddUnit(now, "4", "Extract honey", "D/600/0004", words);
  AddUnit(now, "6", "Keep records", "K/600/0006", words + " quickly");

  EXPECT_EQ(Criteria(Compare(was.document(), now.document()))[3],
            "units/5/criteria/1.2 >  none 0");
}

TEST(CarryOver, CarriesIntoAUnitThatIsTheSameUnderAnotherNumber) {
  DocumentWriter was;
  AddUnit(was, "5", "Control varroa", "H/600/0005");
  for (const std::string reference : {"H/600/0005", "K/700/0001", ""}) {
    DocumentWriter now;
    AddUnit(now, "6", "Control varroa", reference);

    EXPECT_EQ(Criteria(Compare(was.document(), now.document()))[1],
              "units/5/criteria/1.2 > units/6/criteria/1.2 carries 100")
        << reference;
  }
}

// Titles that are alike may be those of two units.
TEST(CarryOver, HasAUnitReviewedThatIsKnownByAnAlikeTitleOnly) {
  DocumentWriter was;
  AddUnit(was, "5", "Control varroa in hives", "H/600/0005");
  for (const std::string number : {"5", "6"}) {
    DocumentWriter now;
    AddUnit(now, number, "Control wasps in hives", "K/700/0001");

    EXPECT_EQ(
        Criteria(Compare(was.document(), now.document()))[1],
        "units/5/criteria/1.2 > units/" + number + "/criteria/1.2 review 100");
  }
}

TEST(CarryOver, FollowsUnderAnotherOutcomeOnlyWordsUniqueWithinTheUnit) {
  DocumentWriter was = Bees();
  was.Outcome("2", "Be able to split").Criterion("2.1", "Explain the risks");
  DocumentWriter now = Bees();
  now.Outcome("2", "Know the law of food").Criterion("2.1", "Cite the law");
  now.Outcome("3", "Write records").Criterion("3.1", "Explain the risks");

  const Comparison comparison = Compare(was.document(), now.document());

  EXPECT_EQ(Criteria(comparison)[1],
            "units/1/criteria/1.2 > units/1/criteria/1.2 carries 100");
  EXPECT_EQ(Criteria(comparison)[2], "units/1/criteria/2.1 >  none 0");
}

// An outcome that has only its number in common is another one.
TEST(CarryOver, HasWordsReviewedUnderAnOutcomeThatWasReplaced) {
  DocumentWriter was = Bees();
  was.Outcome("2", "Be able to split").Criterion("2.1", "Explain the risks");
  DocumentWriter now = Bees();
  now.Outcome("2", "Write records").Criterion("2.1", "Explain the risks");

  EXPECT_EQ(Criteria(Compare(was.document(), now.document()))[2],
            "units/1/criteria/2.1 > units/1/criteria/2.1 review 100");
}

TEST(CarryOver, KeepsTheChangesOfAUnitTogether) {
  const std::string moved = "State how swarming is told from absconding";
  DocumentWriter was;
  was.Unit("1", "Inspect a colony", "L/600/0001")
      .Outcome("1", "Understand inspecting")
      .Criterion("1.1", moved)
      .Criterion("1.2", "Light a smoker")
      .Unit("2", "Control varroa", "H/600/0005")
      .Outcome("1", "Know treatments")
      .Criterion("1.1", "Explain which treatments the law allows in summer")
      .Criterion("1.2", "Count mites")
      .Unit("3", "Extract honey", "D/600/0004")
      .Outcome("1", "Spin frames");
  DocumentWriter now;
  now.Unit("1", "Inspect a colony", "L/600/0001")
      .Outcome("1", "Understand inspecting")
      .Unit("3", "Extract honey", "D/600/0004")
      .Outcome("1", "Spin frames")
      .Criterion("1.1", moved)
      .Criterion("1.2", "Explain which treatments the law allows in summer")
      .Criterion("1.3", "Rinse the drum");

  EXPECT_THAT(
      Changes(Compare(was.document(), now.document())),
      ElementsAre("units/1/criteria/1.2 >  -", "units/2 >  -",
                  "units/2/outcomes/1 >  -", "units/2/criteria/1.2 >  -",
                  "units/1/criteria/1.1 > units/3/criteria/1.1 m",
                  "units/2/criteria/1.1 > units/3/criteria/1.2 m",
                  " > units/3/criteria/1.3 +"));
}

}  // namespace
}  // namespace attest::catalogue
