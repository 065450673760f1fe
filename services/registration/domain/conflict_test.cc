#include "services/registration/domain/conflict.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

using Day = absl::CivilDay;

const Day kToday(2026, 11, 24);

absl::Time At(Day day) { return absl::FromCivil(day, absl::UTCTimeZone()); }

Conflict WithLearner() {
  Conflict conflict;
  conflict.centre = "northgate";
  conflict.id = "c1";
  conflict.person = "tom";
  conflict.learner = "l1";
  conflict.nature = "line manager";
  conflict.period.first = Day(2026, 1, 1);
  return conflict;
}

Conflict WithPerson() {
  Conflict conflict = WithLearner();
  conflict.learner = "";
  conflict.other_person = "ada";
  return conflict;
}

Judged Learner(const std::string& id, const std::string& subject = "") {
  return {.learner = id, .learner_subject = subject, .persons = {}};
}

Judged WorkOf(const std::string& person) {
  return {.learner = "", .learner_subject = "", .persons = {"x", person}};
}

// D19
TEST(Conflict, BlocksJudgingTheLearner) {
  EXPECT_TRUE(Blocks(WithLearner(), "tom", Learner("l1"), kToday));
  EXPECT_FALSE(Blocks(WithLearner(), "tom", Learner("l2"), kToday));
  EXPECT_FALSE(Blocks(WithLearner(), "tessa", Learner("l1"), kToday));
  EXPECT_FALSE(Blocks(WithLearner(), "tom", Learner(""), kToday));
}

// D19: whichever of the two declared it.
TEST(Conflict, BlocksJudgingThePersonBothWays) {
  EXPECT_TRUE(Blocks(WithPerson(), "tom", WorkOf("ada"), kToday));
  EXPECT_TRUE(Blocks(WithPerson(), "ada", WorkOf("tom"), kToday));
  EXPECT_TRUE(Blocks(WithPerson(), "tom", Learner("l9", "ada"), kToday));
  EXPECT_TRUE(Blocks(WithPerson(), "ada", Learner("l9", "tom"), kToday));
  EXPECT_FALSE(Blocks(WithPerson(), "tom", WorkOf("ben"), kToday));
  EXPECT_FALSE(Blocks(WithPerson(), "tom", Learner("l9"), kToday));
}

TEST(Conflict, BlocksWhileItLasts) {
  Conflict conflict = WithLearner();
  conflict.period.last = Day(2026, 6, 30);
  EXPECT_FALSE(Blocks(conflict, "tom", Learner("l1"), Day(2025, 12, 31)));
  EXPECT_TRUE(Blocks(conflict, "tom", Learner("l1"), Day(2026, 1, 1)));
  EXPECT_TRUE(Blocks(conflict, "tom", Learner("l1"), Day(2026, 6, 30)));
  EXPECT_FALSE(Blocks(conflict, "tom", Learner("l1"), Day(2026, 7, 1)));
}

// D19: only an approved mitigation helps, and only from then on.
TEST(Conflict, BlocksUntilItsMitigationIsApproved) {
  Conflict conflict = WithLearner();
  conflict.mitigation = "a second assessor";
  for (const auto state :
       {MitigationState::kProposed, MitigationState::kRefused}) {
    conflict.mitigation_state = state;
    EXPECT_TRUE(Blocks(conflict, "tom", Learner("l1"), kToday));
  }

  conflict = DecideMitigation(conflict, true, "", "olga", At(kToday));

  EXPECT_EQ(conflict.mitigation_state, MitigationState::kApproved);
  EXPECT_FALSE(Blocks(conflict, "tom", Learner("l1"), kToday));
  EXPECT_TRUE(Blocks(conflict, "tom", Learner("l1"), kToday - 1));
}

TEST(Conflict, IsNeverWithOneself) {
  Conflict conflict = WithPerson();
  EXPECT_THAT(DeclareViolations(conflict), IsEmpty());
  EXPECT_THAT(DeclareViolations(WithLearner()), IsEmpty());
  conflict.other_person = "tom";
  ASSERT_THAT(DeclareViolations(conflict), SizeIs(1));
  EXPECT_EQ(DeclareViolations(conflict)[0].type, "CONFLICT_WITH_ONESELF");
}

TEST(Conflict, DeclaredAgainProposesItsMitigation) {
  Conflict again = WithLearner();
  EXPECT_FALSE(Repropose(WithLearner(), again).has_value());

  again.mitigation = "a second assessor";
  const auto proposed = Repropose(WithLearner(), again);

  ASSERT_TRUE(proposed.has_value());
  EXPECT_EQ(proposed->mitigation_state, MitigationState::kProposed);
  EXPECT_FALSE(Repropose(*proposed, again).has_value());
}

// Every state, whether a decision is allowed.
TEST(Conflict, HasItsMitigationDecidedOnOnceProposed) {
  Conflict conflict = WithLearner();
  for (const auto state :
       {MitigationState::kNone, MitigationState::kProposed,
        MitigationState::kApproved, MitigationState::kRefused}) {
    conflict.mitigation_state = state;
    EXPECT_EQ(MitigationViolations(conflict).empty(),
              state != MitigationState::kNone);
  }
  conflict.period.last = kToday;
  ASSERT_THAT(MitigationViolations(conflict), SizeIs(1));
  EXPECT_EQ(MitigationViolations(conflict)[0].type, "CONFLICT_ENDED");
}

TEST(Conflict, EndsOnce) {
  Conflict conflict = WithLearner();
  EXPECT_THAT(EndViolations(conflict), IsEmpty());
  conflict.period.last = kToday;
  ASSERT_THAT(EndViolations(conflict), SizeIs(1));
  EXPECT_EQ(EndViolations(conflict)[0].type, "CONFLICT_ENDED");
}

}  // namespace
}  // namespace attest::registration
