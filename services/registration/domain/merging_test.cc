#include "services/registration/domain/merging.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// Two records of one person that nothing keeps apart.
struct Pair {
  Pair() {
    kept.learner.id = "l1";
    kept.learner.unique_learner_number = "1000000043";
    kept.learner.awarding_organisation_number = "P1";
    kept.registrations = {Of("r1", "7D27V2", RegistrationState::kActive)};
    duplicate.learner.id = "l2";
    duplicate.learner.unique_learner_number = "9276308686";
    duplicate.learner.awarding_organisation_number = "P2";
    duplicate.learner.subject = "ann";
    duplicate.registrations = {
        Of("r2", "7D27V2", RegistrationState::kWithdrawn),
        Of("r3", "BEE3", RegistrationState::kActive)};
  }

  static Registration Of(const std::string& id, const std::string& code,
                         RegistrationState state) {
    Registration registration;
    registration.id = id;
    registration.qualification = code;
    registration.state = state;
    return registration;
  }
  std::vector<std::string> Broken() const {
    std::vector<std::string> types;
    for (const RuleViolation& one : MergeViolations(kept, duplicate)) {
      types.push_back(one.type);
    }
    return types;
  }

  LearnerRecord kept;
  LearnerRecord duplicate;
};

TEST(Merging, MergesWhatNothingKeepsApart) {
  EXPECT_THAT(Pair().Broken(), IsEmpty());
}

TEST(Merging, NeedsTwoRecordsThatAreThere) {
  Pair pair;
  pair.kept.learner.merged_into = "l9";
  pair.duplicate.learner.erased = true;
  EXPECT_THAT(pair.Broken(),
              UnorderedElementsAre("LEARNER_MERGED", "LEARNER_ERASED"));
  pair.duplicate.learner.id = "l1";
  EXPECT_THAT(pair.Broken(), ElementsAre("SAME_LEARNER"));
}

// D31: one that runs a learner and qualification, also on a break.
TEST(Merging, LeavesOneRunningRegistrationAQualification) {
  for (const auto state :
       {RegistrationState::kActive, RegistrationState::kOnBreak}) {
    Pair pair;
    pair.duplicate.registrations[0].state = state;
    EXPECT_THAT(pair.Broken(), ElementsAre("BOTH_ACTIVE"));
  }
  Pair pair;
  pair.duplicate.registrations[0].state = RegistrationState::kExpired;
  EXPECT_THAT(pair.Broken(), IsEmpty());
}

TEST(Merging, LeavesOneSubject) {
  Pair pair;
  pair.kept.learner.subject = "ann";
  EXPECT_THAT(pair.Broken(), IsEmpty());
  pair.kept.learner.subject = "anna";
  EXPECT_THAT(pair.Broken(), ElementsAre("BOTH_HAVE_SUBJECTS"));
}

// D68: no hold is lost by it, whatever it stops.
TEST(Merging, WaitsForHolds) {
  Hold hold;
  hold.id = "h1";
  hold.kind = HoldTarget::kLearner;
  Pair pair;
  pair.kept.holds = {hold};
  hold.scopes = {HoldScope::kVerification};
  pair.duplicate.holds = {hold};
  EXPECT_THAT(pair.Broken(), ElementsAre("ON_HOLD", "ON_HOLD"));
}

// Complaint 6: the numbers of both stay known.
TEST(Merging, KeepsTheNumbersOfBoth) {
  Pair pair;
  pair.duplicate.learner.former_numbers = {"1000000051"};
  const Learner merged = Merge(pair.kept.learner, pair.duplicate.learner);

  EXPECT_EQ(merged.id, "l1");
  EXPECT_EQ(merged.unique_learner_number, "1000000043");
  EXPECT_THAT(merged.former_numbers, ElementsAre("1000000051", "9276308686"));
  EXPECT_EQ(merged.awarding_organisation_number, "P1");
  EXPECT_THAT(merged.former_organisation_numbers, ElementsAre("P2"));
  EXPECT_EQ(merged.subject, "ann");
  EXPECT_EQ(merged.revision, 2);
}

// D24: the temporary number gives way, and is nobody's former one.
TEST(Merging, TakesOverWhatTheRecordLacks) {
  Pair pair;
  pair.kept.learner.unique_learner_number = "9999999999";
  pair.kept.learner.awarding_organisation_number = "";
  const Learner merged = Merge(pair.kept.learner, pair.duplicate.learner);
  EXPECT_EQ(merged.unique_learner_number, "9276308686");
  EXPECT_THAT(merged.former_numbers, IsEmpty());
  EXPECT_EQ(merged.awarding_organisation_number, "P2");

  pair.duplicate.learner.unique_learner_number = "9999999999";
  EXPECT_EQ(
      Merge(pair.kept.learner, pair.duplicate.learner).unique_learner_number,
      "9999999999");
}

}  // namespace
}  // namespace attest::registration
