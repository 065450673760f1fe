// Breaks, extension, withdrawal, reviews and membership on the wire.
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class BreaksTest : public RegistrationTest {
 protected:
  BreaksTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }

  absl::StatusOr<v1::Registration> StartBreak(
      const std::string& start = "2026-11-10") {
    v1::StartBreakRequest request;
    request.set_name(registration_);
    request.set_start_date(start);
    request.set_expected_return_date("2027-02-01");
    request.set_reason("A child is born.");
    return Change(partner_, &Stub::StartBreak, request);
  }
  absl::StatusOr<v1::Registration> Return(
      const std::string& day = "2026-11-20") {
    v1::ReturnFromBreakRequest request;
    request.set_name(registration_);
    request.set_return_date(day);
    return Change(admin_, &Stub::ReturnFromBreak, request);
  }
  absl::StatusOr<v1::Registration> Extend(const std::string& day) {
    v1::ExtendRegistrationRequest request;
    request.set_name(registration_);
    request.set_expiry_date(day);
    request.set_reason("Illness.");
    return Change(awarding_, &Stub::ExtendRegistration, request);
  }
  absl::StatusOr<v1::Registration> Withdraw() {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("Moved abroad.");
    return Change(admin_, &Stub::WithdrawRegistration, request);
  }
  absl::StatusOr<v1::Registration> Review(const std::string& held) {
    auto request = Proto<v1::RecordReviewRequest>(R"pb(
      review {
        text: "On course."
        learner_comment: "So it is."
        next_review_date: "2027-03-01"
      })pb");
    request.set_name(registration_);
    request.mutable_review()->set_held_date(held);
    return Change(tutor_, &Stub::RecordReview, request);
  }
  absl::StatusOr<v1::Registration> Plan(const std::string& goal) {
    auto request = Proto<v1::PutLearningPlanRequest>(
        "learning_plan { goals { goal: \"Lead.\" target_date: \"2027-06-30\" " +
        goal + " } review_date: \"2027-01-15\" }");
    request.set_name(registration_);
    return Change(tutor_, &Stub::PutLearningPlan, request);
  }
  absl::StatusOr<v1::Registration> Upgrade(const std::string& assessed) {
    auto request = Proto<v1::UpgradeMembershipRequest>(R"pb(
      upgrade {
        membership_class: "Member"
        assessment_reference: "A-77"
        assessed_by: "Membership panel"
      })pb");
    request.set_name(registration_);
    request.mutable_upgrade()->set_assessed_date(assessed);
    return Change(awarding_, &Stub::UpgradeMembership, request);
  }

  std::string registration_;
};

TEST_F(BreaksTest, ABreakBeginsAndEnds) {
  const auto away = StartBreak();
  ASSERT_THAT(away, IsOk());
  EXPECT_EQ(away->state(), v1::ON_BREAK);
  EXPECT_EQ(away->membership(), v1::AFFILIATE);  // R93
  ASSERT_THAT(away->breaks(), SizeIs(1));
  EXPECT_EQ(away->breaks(0).start_date(), "2026-11-10");
  EXPECT_THAT(StartBreak(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_THAT(
      SelectUnits(registration_, {"57"}),
      FailsWith(absl::StatusCode::kFailedPrecondition, "SELECTION_REFUSED"));

  const auto back = Return();
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->state(), v1::ACTIVE);
  EXPECT_EQ(back->breaks(0).return_date(), "2026-11-20");
  EXPECT_THAT(Return(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ON_BREAK"));
  EXPECT_THAT(EventTypes(), Contains("registration.break_started"));
  EXPECT_THAT(EventTypes(), Contains("registration.break_ended"));
  for (const std::string& text : AuditTexts(registration_)) {
    EXPECT_THAT(text, Not(HasSubstr("child")));
  }
}

TEST_F(BreaksTest, DatesOfABreakMustFit) {
  EXPECT_THAT(StartBreak("2026-10-31"), NamesFields({"start_date"}));
  EXPECT_THAT(StartBreak("2026-11-25"), NamesFields({"start_date"}));
  ASSERT_THAT(StartBreak(), IsOk());
  EXPECT_THAT(Return("2026-11-09"), NamesFields({"return_date"}));
  EXPECT_THAT(Return("2026-11-25"), NamesFields({"return_date"}));
}

// D31: on a break it is live, and there is one.
TEST_F(BreaksTest, NobodyRegistersBesideABreak) {
  ASSERT_THAT(StartBreak(), IsOk());
  auto again = Ann();
  again.mutable_learner()->clear_unique_learner_number();
  again.set_duplicate_reason("Another record.");
  EXPECT_THAT(Register(again), FailsWith(absl::StatusCode::kAlreadyExists,
                                         "ALREADY_REGISTERED"));
}

TEST_F(BreaksTest, WithdrawalComesFromABreakToo) {
  ASSERT_THAT(StartBreak(), IsOk());
  const auto withdrawn = Withdraw();
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->state(), v1::WITHDRAWN);
  EXPECT_EQ(withdrawn->end_date(), "2026-11-24");
  EXPECT_THAT(Withdraw(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_THAT(Extend("2030-01-01"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
}

// D32
TEST_F(BreaksTest, ARegistrationLastsThreeYearsAndIsExtended) {
  EXPECT_EQ(Get(registration_).expiry_date(), "2029-10-31");
  EXPECT_THAT(
      Extend("2029-10-31"),
      FailsWith(absl::StatusCode::kFailedPrecondition, "EXTENSION_REFUSED"));
  EXPECT_THAT(Extend("2026-11-23"), NamesFields({"expiry_date"}));
  const auto extended = Extend("2030-10-31");
  ASSERT_THAT(extended, IsOk());
  EXPECT_EQ(extended->expiry_date(), "2030-10-31");
  EXPECT_EQ(AwaitEvent("registration.extended").attributes().at("expiry_date"),
            "2030-10-31");
}

// R30
TEST_F(BreaksTest, ReviewsAreKeptWithThePlan) {
  EXPECT_THAT(
      Review("2026-11-20"),
      FailsWith(absl::StatusCode::kFailedPrecondition, "NO_LEARNING_PLAN"));
  ASSERT_THAT(Plan(""), IsOk());
  EXPECT_THAT(Review("2026-11-25"), NamesFields({"review.held_date"}));
  const auto reviewed = Review("2026-11-20");
  ASSERT_THAT(reviewed, IsOk());
  EXPECT_EQ(reviewed->learning_plan().review_date(), "2027-03-01");

  // Another plan keeps what was reviewed.
  const auto planned = Plan("reached_date: \"2026-11-24\"");
  ASSERT_THAT(planned, IsOk());
  ASSERT_THAT(planned->learning_plan().reviews(), SizeIs(1));
  EXPECT_EQ(planned->learning_plan().reviews(0).recorded_by(), "tess");
  EXPECT_EQ(planned->learning_plan().goals(0).reached_date(), "2026-11-24");
}

TEST_F(BreaksTest, GoalsServeUnitsOfTheSelection) {
  EXPECT_THAT(Plan("units: \"56\""),
              NamesFields({"learning_plan.goals[0].units[0]"}));
  ASSERT_THAT(SelectUnits(registration_, {"57", "58", "67", "54", "56", "61",
                                          "63", "64", "65"}),
              IsOk());
  ASSERT_THAT(Plan("units: \"56\" units: \"57\""), IsOk());

  // A goal loses a unit with the selection.
  ASSERT_THAT(SelectUnits(registration_,
                          {"57", "58", "67", "54", "61", "63", "64", "65"}),
              IsOk());
  EXPECT_THAT(Get(registration_).learning_plan().goals(0).units(),
              ElementsAre("57"));
}

// R94, and R93: an upgraded membership does not end with the studies.
TEST_F(BreaksTest, MembershipIsUpgradedByAnAssessment) {
  EXPECT_THAT(Upgrade("2026-10-31"), NamesFields({"upgrade.assessed_date"}));
  EXPECT_THAT(Upgrade(""), NamesFields({"upgrade.assessed_date"}));
  const auto upgraded = Upgrade("2026-11-20");
  ASSERT_THAT(upgraded, IsOk());
  EXPECT_EQ(upgraded->membership(), v1::MEMBERSHIP_UPGRADED);
  EXPECT_EQ(upgraded->membership_upgrade().membership_class(), "Member");
  EXPECT_EQ(Withdraw()->membership(), v1::MEMBERSHIP_UPGRADED);
  EXPECT_THAT(Upgrade("2026-11-20"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
}

// Who acts elsewhere gets the answer for what does not exist.
TEST_F(BreaksTest, OthersDoNotKnowOfIt) {
  v1::StartBreakRequest request;
  request.set_name(registration_);
  request.set_start_date("2026-11-10");
  request.set_expected_return_date("2027-02-01");
  request.set_reason("No.");
  EXPECT_THAT(Change(elsewhere_, &Stub::StartBreak, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(tutor_, &Stub::StartBreak, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(
      Change(admin_, &Stub::StartBreak, v1::StartBreakRequest()),
      NamesFields({"name", "start_date", "expected_return_date", "reason"}));
}

}  // namespace
}  // namespace attest::registration
