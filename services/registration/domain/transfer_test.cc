#include "services/registration/domain/transfer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

const Day kToday(2026, 11, 24);
const absl::Time kNow = absl::FromCivil(kToday, absl::UTCTimeZone());

Registration AtNorthgate() {
  Registration registration;
  registration.id = "r1";
  registration.centre = "northgate";
  registration.qualification = "7D27V2";
  registration.registration_date = Day(2026, 11, 1);
  registration.site = "Main Street";
  registration.allocations = {
      {.role = StaffRole::kAssessor, .person = "tom", .units = {}}};
  return registration;
}

Centre Southbank() {
  Centre centre;
  centre.id = "southbank";
  centre.sites = {"Riverside"};
  centre.agreement = {.first = Day(2014, 1, 1), .last = {}};
  centre.approvals = {{.qualification = "7D27V2",
                       .period = {.first = Day(2014, 1, 1), .last = {}}}};
  return centre;
}

std::optional<DeliveryPlan> Approved() {
  DeliveryPlan plan;
  plan.state = PlanState::kApproved;
  return plan;
}

Transfer Asked() {
  Transfer transfer;
  transfer.registration = "r1";
  transfer.id = "t1";
  transfer.from_centre = "northgate";
  transfer.to_centre = "southbank";
  transfer.site = "Riverside";
  return transfer;
}

class TransferRules : public ::testing::Test {
 protected:
  std::vector<RuleViolation> Violations() const {
    return TransferViolations({.registration = registration_,
                               .to_centre = centre_,
                               .delivery_plan = plan_,
                               .holds = holds_,
                               .site = site_,
                               .today = kToday});
  }
  static Hold HoldOn(HoldTarget kind) {
    Hold hold;
    hold.id = "h1";
    hold.kind = kind;
    hold.target = "x";
    return hold;
  }

  Registration registration_ = AtNorthgate();
  Centre centre_ = Southbank();
  std::optional<DeliveryPlan> plan_ = Approved();
  std::vector<Hold> holds_;
  std::string site_ = "Riverside";
};

MATCHER_P(Is, type, "") { return arg.type == type; }

TEST_F(TransferRules, LetItPassWhereEverythingIsReady) {
  EXPECT_THAT(Violations(), IsEmpty());
  registration_.state = RegistrationState::kOnBreak;
  EXPECT_THAT(Violations(), IsEmpty());
}

// D11, D12, D68: every broken rule in one answer.
TEST_F(TransferRules, NameEveryRuleThatIsBroken) {
  registration_.state = RegistrationState::kExpired;
  registration_.holds = {HoldOn(HoldTarget::kLearner)};
  centre_.approvals.clear();
  plan_->state = PlanState::kDraft;
  holds_ = {HoldOn(HoldTarget::kCentre)};
  site_ = "Hillside";

  EXPECT_THAT(Violations(),
              ElementsAre(Is("NOT_ACTIVE"), Is("CENTRE_NOT_APPROVED"),
                          Is("DELIVERY_PLAN_NOT_APPROVED"), Is("UNKNOWN_SITE"),
                          Is("ON_HOLD"), Is("ON_HOLD")));
}

TEST_F(TransferRules, RefuseTheCentreWhereItIs) {
  registration_.centre = "southbank";
  EXPECT_THAT(Violations(), ElementsAre(Is("SAME_CENTRE")));
}

TEST(Transfer, NeedsTheConsentOfBoth) {
  Transfer transfer = Asked();

  Consent(transfer, {.from = true, .to = false}, "carol", kNow);
  EXPECT_FALSE(transfer.agreed());
  EXPECT_THAT(ConsentViolations(transfer, {.from = true, .to = false}),
              ElementsAre(Is("CONSENT_GIVEN")));
  EXPECT_THAT(ConsentViolations(transfer, {.from = true, .to = true}),
              IsEmpty());
  Consent(transfer, {.from = true, .to = true}, "eve", kNow);

  EXPECT_TRUE(transfer.agreed());
  EXPECT_EQ(transfer.from_consent->given_by, "carol");
  EXPECT_EQ(transfer.to_consent->given_by, "eve");
}

TEST(Transfer, IsOpenUntilItIsDoneOrRefused) {
  Transfer transfer = Asked();
  EXPECT_THAT(NotOpenViolations(transfer), IsEmpty());

  Refuse(transfer, "eve", "Full.", kNow);

  EXPECT_THAT(NotOpenViolations(transfer),
              ElementsAre(Is("TRANSFER_NOT_OPEN")));
  EXPECT_EQ(transfer.ended, kNow);
}

// D31: everything stays but centre, site and the people of the old centre.
TEST(Transfer, MovesTheRegistrationAndRemembersWhereItWas) {
  Registration registration = AtNorthgate();
  Transfer there = Asked();
  Move(registration, there, kNow);
  EXPECT_EQ(registration.centre, "southbank");
  EXPECT_EQ(registration.site, "Riverside");
  EXPECT_THAT(registration.allocations, IsEmpty());
  EXPECT_EQ(there.state, TransferState::kDone);

  Transfer back = Asked();
  std::swap(back.from_centre, back.to_centre);
  Move(registration, back, kNow + absl::Hours(48));

  ASSERT_THAT(registration.former_centres, SizeIs(2));
  EXPECT_THAT(registration.former_centres,
              ElementsAre(Field(&FormerCentre::centre, "northgate"),
                          Field(&FormerCentre::centre, "southbank")));
  EXPECT_EQ(registration.former_centres[0].start_date, Day(2026, 11, 1));
  EXPECT_EQ(registration.former_centres[1].start_date, kToday);
  EXPECT_EQ(registration.former_centres[1].end_date, kToday + 2);
}

}  // namespace
}  // namespace attest::registration
