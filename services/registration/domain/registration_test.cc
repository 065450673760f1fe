#include "services/registration/domain/registration.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

Registration Active() {
  Registration registration;
  registration.id = "r1";
  registration.qualification = "7D27V2";
  registration.syllabus_version = "8";
  return registration;
}

InductionItem Done() {
  return {.done = true, .done_date = Day(2026, 11, 1), .notes = "n"};
}

// R115
TEST(Registration, NamesTheSyllabusThatItIsPinnedTo) {
  EXPECT_EQ(Active().syllabus(), "qualifications/7D27V2/syllabi/8");
}

// R26 to R30: four parts and a learning plan, whatever the order.
TEST(Induction, IsCompleteWithFourPartsAndALearningPlan) {
  for (unsigned parts = 0; parts < 16; ++parts) {
    for (const bool plan : {false, true}) {
      Registration registration = Active();
      for (size_t i = 0; i < kInductionItems; ++i) {
        if (parts & (1u << i)) registration.induction[i] = Done();
      }
      if (plan) {
        registration.learning_plan =
            LearningPlan{.goals = {}, .review_date = Day(2027, 1, 1)};
      }

      EXPECT_EQ(InductionComplete(registration), parts == 15 && plan);
    }
  }
}

TEST(Induction, KeepsPartsThatAreNotNamed) {
  Induction induction;
  InductionUpdate first;
  first[0] = Done();
  InductionUpdate second;
  second[2] = Done();

  MergeInduction(induction, first);
  MergeInduction(induction, second);

  EXPECT_TRUE(induction[0].done);
  EXPECT_FALSE(induction[1].done);
  EXPECT_TRUE(induction[2].done);
}

// R93, D28: Affiliate membership ends with the studies; another one stays.
TEST(Registration, EndsAnAffiliateMembershipWithTheStudies) {
  for (const auto state :
       {RegistrationState::kCompleted, RegistrationState::kWithdrawn}) {
    Registration affiliate = Active();
    Registration member = Active();
    member.membership = Membership::kAlreadyMember;

    End(affiliate, state);
    End(member, state);

    EXPECT_EQ(affiliate.membership, Membership::kAffiliateEnded);
    EXPECT_EQ(member.membership, Membership::kAlreadyMember);
    EXPECT_THAT(NotActiveViolations(affiliate), SizeIs(1));
  }
  EXPECT_THAT(NotActiveViolations(Active()), IsEmpty());
}

// Random lives: what has ended never becomes active again, what is awarded
// stays so, and membership follows.
// R93: a withdrawal that was acknowledged stands, and the award is noted once.
TEST(Registration, StaysWithdrawnWhenAnAwardComes) {
  Registration registration = Active();
  End(registration, RegistrationState::kWithdrawn);

  EXPECT_EQ(ApplyAward(registration, "awards/a1"),
            AwardEffect::kAfterWithdrawal);
  EXPECT_EQ(ApplyAward(registration, "awards/a1"), AwardEffect::kNothing);

  EXPECT_EQ(registration.state, RegistrationState::kWithdrawn);
  EXPECT_EQ(registration.membership, Membership::kAffiliateEnded);
  EXPECT_EQ(registration.award_after_withdrawal, "awards/a1");
}

TEST(Registration, IsCompletedByOneAward) {
  Registration registration = Active();

  EXPECT_EQ(ApplyAward(registration, "awards/a1"), AwardEffect::kCompleted);
  EXPECT_EQ(ApplyAward(registration, "awards/a1"), AwardEffect::kNothing);

  EXPECT_EQ(registration.state, RegistrationState::kCompleted);
  EXPECT_EQ(registration.award_after_withdrawal, "");
}

TEST(Registration, NeverComesBackToLife) {
  std::mt19937 random(20260716);
  for (int life = 0; life < 500; ++life) {
    Registration registration = Active();
    if (random() % 2) registration.membership = Membership::kAlreadyMember;
    const Membership began_as = registration.membership;
    bool ended = false;
    bool awarded = false;
    for (int step = 0; step < 6; ++step) {
      switch (random() % 3) {
        case 0:  // withdraw, where that is allowed
          if (NotActiveViolations(registration).empty()) {
            End(registration, RegistrationState::kWithdrawn);
            ended = true;
          }
          break;
        case 1:  // an award: it completes, or comes too late
          awarded = awarded || !ended;
          ApplyAward(registration, "awards/a1");
          ended = true;
          break;
        default:
          break;
      }
      ASSERT_EQ(NotActiveViolations(registration).empty(), !ended);
      ASSERT_EQ(registration.state == RegistrationState::kCompleted, awarded);
      ASSERT_EQ(registration.membership == Membership::kAffiliateEnded,
                ended && began_as == Membership::kAffiliate);
    }
  }
}

}  // namespace
}  // namespace attest::registration
