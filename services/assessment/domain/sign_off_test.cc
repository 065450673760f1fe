#include "services/assessment/domain/sign_off.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SigningOffTest : public ::testing::Test {
 protected:
  SigningOffTest() {
    for (const char* criterion : {"1.1", "2.1", "4.1"}) {
      current_[{"57", criterion}] = SampleDecision("57", criterion);
    }
  }
  std::vector<RuleViolation> Check(const std::string& unit = "57") {
    return CheckSignOff({.registration = registration_,
                         .syllabus = syllabus_,
                         .standings = standings_,
                         .assessor = "amir",
                         .unit = unit,
                         .current = current_,
                         .without_evidence = without_evidence_,
                         .signed_off = signed_off_,
                         .assessor_declares = assessor_declares_,
                         .learner_declares = learner_declares_});
  }

  const Syllabus syllabus_ = SampleSyllabus();
  Registration registration_ = SampleRegistration();
  Standings standings_ = SampleStandings(Standing::Kind::kFull);
  CurrentDecisions current_;
  std::set<CriterionRef> without_evidence_;
  bool signed_off_ = false;
  bool assessor_declares_ = true;
  bool learner_declares_ = true;
};

// R76, D34: every criterion met on at least one occasion.
TEST_F(SigningOffTest, IsForUnitsWithEveryCriterionMet) {
  EXPECT_THAT(Check(), IsEmpty());
  current_.erase({"57", "2.1"});
  const auto violations = Check();
  EXPECT_THAT(TypesOf(violations), ElementsAre("CRITERION_OPEN"));
  EXPECT_EQ(violations[0].subject, "57 2.1");
}

// R72, R76: a decision does not outlive the evidence that it relies on.
TEST_F(SigningOffTest, WaitsForEvidenceThatWasSentBack) {
  without_evidence_ = {{"57", "2.1"}, {"58", "1.1"}};
  const auto violations = Check();
  EXPECT_THAT(TypesOf(violations), ElementsAre("EVIDENCE_NOT_SUBMITTED"));
  EXPECT_EQ(violations[0].subject, "57 2.1");
}

TEST_F(SigningOffTest, CountsNoCriterionThatIsNotYetMet) {
  current_[{"57", "4.1"}].outcome = Outcome::kNotYetMet;
  EXPECT_THAT(TypesOf(Check()), ElementsAre("CRITERION_OPEN"));
}

// R108, E50: a criterion whose words are lost counts; R91: nothing takes one
// away.
TEST_F(SigningOffTest, CountsCriteriaWithLostWords) {
  current_[{"67", "1.1"}] = SampleDecision("67", "1.1");
  const auto violations = Check("67");
  EXPECT_THAT(TypesOf(violations), ElementsAre("CRITERION_OPEN"));
  EXPECT_EQ(violations[0].subject, "67 1.3");
}

// D17.
TEST_F(SigningOffTest, WaitsForCountersignatures) {
  current_[{"57", "1.1"}].trainee = true;
  EXPECT_THAT(TypesOf(Check()), ElementsAre("DECISION_PROVISIONAL"));
  current_[{"57", "1.1"}].countersigned_by = "sofia";
  EXPECT_THAT(Check(), IsEmpty());
}

TEST_F(SigningOffTest, SaysEveryReason) {
  registration_.active = false;
  registration_.learner_subject = "amir";
  registration_.assessors.clear();
  standings_ = SampleStandings(Standing::Kind::kNone);
  signed_off_ = true;
  assessor_declares_ = false;
  learner_declares_ = false;  // D44
  EXPECT_THAT(TypesOf(Check()),
              ElementsAre("REGISTRATION_NOT_ACTIVE", "OWN_WORK", "NOT_DECLARED",
                          "NOT_DECLARED", "ALREADY_SIGNED_OFF", "NOT_ALLOCATED",
                          "NO_STANDING", "NO_STANDING"));
  EXPECT_THAT(TypesOf(Check("46")),
              ElementsAre("REGISTRATION_NOT_ACTIVE", "OWN_WORK", "NOT_DECLARED",
                          "NOT_DECLARED", "UNIT_NOT_SELECTED"));
}

// A trainee may sign when nothing they decided is provisional any more.
TEST_F(SigningOffTest, IsOpenToTrainees) {
  standings_ = SampleStandings(Standing::Kind::kProvisional);
  EXPECT_THAT(Check(), IsEmpty());
}

}  // namespace
}  // namespace attest::assessment
