#include "services/assessment/domain/progress.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

class ProgressTest : public ::testing::Test {
 protected:
  Progress Compute() {
    return ComputeProgress(SampleRegistration(), syllabus_, facts_);
  }

  const Syllabus syllabus_ = SampleSyllabus();
  ProgressFacts facts_;
};

TEST_F(ProgressTest, BeginsWithEveryCriterionOfTheSelection) {
  const Progress progress = Compute();

  ASSERT_EQ(progress.units.size(), 2u);
  EXPECT_EQ(progress.units[0].unit->number, "57");
  EXPECT_EQ(progress.criteria, 5);
  EXPECT_EQ(progress.criteria_met, 0);
  EXPECT_EQ(progress.credits_selected, 11);
  EXPECT_EQ(progress.credits_achieved, 0);
  EXPECT_EQ(progress.units[0].criteria[0].state, CriterionState::kNone);
  EXPECT_TRUE(progress.units[1].criteria[1].damaged_text);  // R107, R108
}

// Decisions come before mappings.
TEST_F(ProgressTest, SaysHowFarEachHasCome) {
  facts_.mapped = {
      {{"57", "1.1"}, false}, {{"57", "2.1"}, true}, {{"57", "4.1"}, true}};
  facts_.current[{"57", "4.1"}] = SampleDecision("57", "4.1");
  facts_.current[{"57", "4.1"}].trainee = true;
  facts_.current[{"67", "1.1"}] = SampleDecision("67", "1.1");
  facts_.current[{"67", "1.3"}] = SampleDecision("67", "1.3");
  facts_.current[{"67", "1.3"}].outcome = Outcome::kNotYetMet;
  facts_.current[{"67", "1.3"}].trainee = true;

  const Progress progress = Compute();

  EXPECT_EQ(progress.units[0].criteria[0].state, CriterionState::kMapped);
  EXPECT_EQ(progress.units[0].criteria[1].state, CriterionState::kSubmitted);
  EXPECT_EQ(progress.units[0].criteria[2].state, CriterionState::kProvisional);
  EXPECT_EQ(progress.units[1].criteria[0].state, CriterionState::kMet);
  EXPECT_EQ(progress.units[1].criteria[0].decision,
            "registrations/r1/decisions/d1");
  EXPECT_EQ(progress.units[1].criteria[1].state, CriterionState::kNotYetMet);
  EXPECT_EQ(progress.criteria_met, 1);
}

// R38: credits for whole units that stand, and for no others.
TEST_F(ProgressTest, CountsCreditsOfSignedOffUnits) {
  SignOff sign_off;
  sign_off.unit = "67";
  sign_off.revision = 2;
  sign_off.state = UnitState::kSignedOff;
  facts_.sign_offs["67"] = sign_off;
  EXPECT_EQ(Compute().credits_achieved, 6);
  EXPECT_EQ(Compute().units[1].revision, 2);

  facts_.sign_offs["67"].state = UnitState::kReturned;
  EXPECT_EQ(Compute().credits_achieved, 0);
  EXPECT_EQ(Compute().units[1].state, UnitState::kReturned);
}

}  // namespace
}  // namespace attest::assessment
