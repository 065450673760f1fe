#include <random>
#include <thread>

#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class FollowingTest : public RegistrationTest {
 protected:
  FollowingTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }

  void Emit(EventLog& events, const std::string& type,
            const std::string& registration, const std::string& unit = "") {
    events::v1::Event event;
    event.set_type(type);
    event.set_resource("awards/a1");
    event.set_registration(registration);
    if (!unit.empty()) (*event.mutable_attributes())["unit"] = unit;
    events.Emit(event);
  }

  std::string registration_;
};

// R93: the award completes the registration and ends the membership.
TEST_F(FollowingTest, AnAwardCompletesTheRegistration) {
  Emit(neighbours_.verification.events, "award.issued", registration_);

  const events::v1::Event event = AwaitEvent("registration.completed");
  EXPECT_EQ(event.registration(), registration_);
  EXPECT_EQ(event.attributes().at("award"), "awards/a1");
  AwaitEvent("membership.ended");

  const v1::Registration registration = Get(registration_);
  EXPECT_EQ(registration.state(), v1::COMPLETED);
  EXPECT_EQ(registration.membership(), v1::AFFILIATE_ENDED);
  EXPECT_THAT(AuditTexts(registration_),
              Contains(HasSubstr("service:registration")));
}

// R93: who was a member before stays one.
TEST_F(FollowingTest, AMemberStaysAMember) {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_full_name("Mia Member");
  request.mutable_learner()->set_email("mia@example.org");
  request.mutable_learner()->set_unique_learner_number("9276308686");
  request.mutable_learner()->set_subject("mia");
  request.set_already_member(true);
  const auto member = Register(request);
  ASSERT_THAT(member, IsOk());

  Emit(neighbours_.verification.events, "award.issued",
       member->registration().name());
  AwaitEvent("registration.completed");

  EXPECT_EQ(Get(member->registration().name()).membership(),
            v1::ALREADY_MEMBER);
}

// R93: a withdrawal that was acknowledged stands; the trail says, once, that an
// award came.
TEST_F(FollowingTest, AnAwardLeavesWithdrawnWhatWasWithdrawn) {
  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(registration_);
  withdraw.set_reason("Changed jobs.");
  ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw), IsOk());

  Emit(neighbours_.verification.events, "award.issued", registration_);
  const events::v1::Event event =
      AwaitEvent("registration.award_after_withdrawal");
  EXPECT_EQ(event.registration(), registration_);
  EXPECT_EQ(event.attributes().at("award"), "awards/a1");
  EXPECT_EQ(event.attributes().at("state"), "WITHDRAWN");

  // The same once more; what comes after it shows that it was passed over.
  const auto bob = Register(Bob());
  ASSERT_THAT(bob, IsOk());
  Emit(neighbours_.verification.events, "award.issued", registration_);
  Emit(neighbours_.verification.events, "award.issued",
       bob->registration().name());
  AwaitEvent("registration.completed");

  const v1::Registration registration = Get(registration_);
  EXPECT_EQ(registration.state(), v1::WITHDRAWN);
  EXPECT_EQ(registration.membership(), v1::AFFILIATE_ENDED);
  const Strings types = EventTypes();
  EXPECT_EQ(std::count(types.begin(), types.end(),
                       "registration.award_after_withdrawal"),
            1);
  EXPECT_EQ(std::count(types.begin(), types.end(), "membership.ended"), 2);
}

// What an award completed cannot be withdrawn.
TEST_F(FollowingTest, NobodyWithdrawsWhatIsAwarded) {
  Emit(neighbours_.verification.events, "award.issued", registration_);
  AwaitEvent("registration.completed");
  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(registration_);
  withdraw.set_reason("Changed jobs.");

  EXPECT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_EQ(Get(registration_).state(), v1::COMPLETED);
}

// Withdrawal and award in any order, or at once: exactly one of them ends the
// registration, and what the caller was told is what stays.
TEST_F(FollowingTest, WhatWasAcknowledgedStays) {
  std::mt19937 random(20261124);
  for (int life = 0; life < 25; ++life) {
    v1::RegisterLearnerRequest request = Ann();
    request.mutable_learner()->set_full_name("Life " + std::to_string(life));
    request.mutable_learner()->clear_email();
    request.mutable_learner()->clear_unique_learner_number();
    request.mutable_learner()->clear_subject();
    const auto registered = Register(request);
    ASSERT_THAT(registered, IsOk());
    const std::string name = registered->registration().name();
    v1::WithdrawRegistrationRequest withdraw;
    withdraw.set_name(name);
    withdraw.set_reason("So it goes.");

    const unsigned award_at = random() % 3;  // before, with, after
    std::thread award([&] {
      if (award_at < 2) {
        Emit(neighbours_.verification.events, "award.issued", name);
      }
    });
    if (award_at == 0) {
      award.join();
      AwaitEventOf(name, "registration.completed");
    }
    const bool withdrawn =
        Change(admin_, &Stub::WithdrawRegistration, withdraw).ok();
    if (award.joinable()) award.join();
    if (award_at == 2) {
      Emit(neighbours_.verification.events, "award.issued", name);
    }
    AwaitEventOf(name, withdrawn ? "registration.award_after_withdrawal"
                                 : "registration.completed");

    EXPECT_TRUE(award_at == 1 || withdrawn == (award_at == 2));
    EXPECT_EQ(Get(name).state(), withdrawn ? v1::WITHDRAWN : v1::COMPLETED);
    EXPECT_EQ(Get(name).membership(), v1::AFFILIATE_ENDED);
  }
}

// What is not known here, or says nothing new, changes nothing and stops
// nothing.
TEST_F(FollowingTest, PassesOverWhatChangesNothing) {
  EventLog& events = neighbours_.assessment.events;
  Emit(events, "unit.signed_off", "registrations/unknown", "57");
  Emit(events, "unit.signed_off", "no name", "57");
  Emit(events, "unit.signed_off", registration_);
  Emit(events, "unit.returned", registration_, "57");
  Emit(events, "evidence.submitted", registration_, "57");
  Emit(events, "unit.signed_off", registration_, "57");
  Emit(events, "unit.signed_off", registration_, "57");
  Emit(events, "unit.returned", registration_, "57");

  AwaitEvent("registration.unit_reopened");

  const Strings types = EventTypes();
  EXPECT_EQ(
      std::count(types.begin(), types.end(), "registration.unit_achieved"), 1);
  EXPECT_EQ(
      std::count(types.begin(), types.end(), "registration.unit_reopened"), 1);
}

// R53: a unit that assessment returned is not achieved any more.
TEST_F(FollowingTest, AReturnedUnitMayBeDropped) {
  ASSERT_THAT(SelectUnits(registration_, {"57", "58", "67", "54", "56", "61",
                                          "63", "64", "65"}),
              IsOk());
  Emit(neighbours_.assessment.events, "unit.signed_off", registration_, "56");
  Emit(neighbours_.assessment.events, "unit.returned", registration_, "56");
  AwaitEvent("registration.unit_reopened");

  EXPECT_THAT(SelectUnits(registration_,
                          {"57", "58", "67", "54", "61", "63", "64", "65"}),
              IsOk());
}

// An effect that fails is tried again; nothing is lost and nothing twice.
TEST_F(FollowingTest, TriesAgainWhenTheDatabaseFails) {
  database_->FailNextCommit(absl::UnavailableError("disk"));
  Emit(neighbours_.verification.events, "award.issued", registration_);

  AwaitEvent("registration.completed");

  const Strings types = EventTypes();
  EXPECT_EQ(std::count(types.begin(), types.end(), "registration.completed"),
            1);
}

}  // namespace
}  // namespace attest::registration
