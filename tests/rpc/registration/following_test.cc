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

// An award that was under way counts more than a withdrawal.
TEST_F(FollowingTest, AnAwardCompletesWhatWasWithdrawn) {
  v1::WithdrawRegistrationRequest withdraw;
  withdraw.set_name(registration_);
  withdraw.set_reason("Changed jobs.");
  ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, withdraw), IsOk());

  Emit(neighbours_.verification.events, "award.issued", registration_);
  AwaitEvent("registration.completed");

  EXPECT_EQ(Get(registration_).state(), v1::COMPLETED);
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
