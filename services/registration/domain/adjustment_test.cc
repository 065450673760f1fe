#include "services/registration/domain/adjustment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

const absl::Time kNow = absl::FromCivil(Day(2026, 11, 24), absl::UTCTimeZone());

MATCHER_P(Is, type, "") { return arg.type == type; }

Adjustment Told(std::initializer_list<NoticeRecipient> recipients) {
  Adjustment adjustment;
  adjustment.registration = "r1";
  adjustment.id = "a1";
  for (const NoticeRecipient recipient : recipients) {
    AddNotice(adjustment, {.recipient = recipient,
                           .notice_date = Day(2026, 11, 20),
                           .recorded_by = "carol"});
  }
  return adjustment;
}

Adjustment ToldBoth() {
  return Told({NoticeRecipient::kQualityManager,
               NoticeRecipient::kAwardingOrganisation});
}

AdjustmentDecision Approval() {
  return {.approved = true,
          .reason = "",
          .approval_date = Day(2026, 11, 25),
          .decided_by = "olga",
          .decided = kNow};
}

// R90: one notice alone leaves it open, whichever it is.
TEST(Adjustment, IsOpenUntilBothAreTold) {
  EXPECT_THAT(NoticeViolations(Told({})), SizeIs(2));
  for (const auto one : {NoticeRecipient::kQualityManager,
                         NoticeRecipient::kAwardingOrganisation}) {
    EXPECT_EQ(Told({one}).state, AdjustmentState::kOpen);
    EXPECT_THAT(NoticeViolations(Told({one})),
                ElementsAre(Is("NOTICE_MISSING")));
  }
  EXPECT_EQ(ToldBoth().state, AdjustmentState::kNotified);
  EXPECT_THAT(NoticeViolations(ToldBoth()), IsEmpty());
}

TEST(Adjustment, IsDecidedOnce) {
  Adjustment approved = ToldBoth();
  EXPECT_THAT(DecidedViolations(approved), IsEmpty());
  Decide(approved, Approval());
  Adjustment refused = ToldBoth();
  Decide(refused, {.approved = false,
                   .reason = "No.",
                   .approval_date = {},
                   .decided_by = "olga",
                   .decided = kNow});

  EXPECT_EQ(approved.state, AdjustmentState::kApproved);
  EXPECT_EQ(approved.approval_date, Day(2026, 11, 25));
  EXPECT_EQ(refused.state, AdjustmentState::kRefused);
  EXPECT_THAT(DecidedViolations(approved)[0].description,
              HasSubstr("approved on 2026-11-24"));
  EXPECT_THAT(DecidedViolations(refused)[0].description,
              HasSubstr("refused on 2026-11-24"));
}

// R89
TEST(Adjustment, IsForUnitsOfTheSelectionWhileItRuns) {
  Registration registration;
  registration.id = "r1";
  registration.units = {"57", "58"};
  EXPECT_THAT(AdjustmentViolations(registration, {}), IsEmpty());
  EXPECT_THAT(AdjustmentViolations(registration, {"58"}), IsEmpty());
  registration.state = RegistrationState::kCompleted;
  EXPECT_THAT(AdjustmentViolations(registration, {"58", "9"}),
              ElementsAre(Is("NOT_ACTIVE"), Is("UNIT_NOT_SELECTED")));
}

// Who left before the decision sees the adjustment without it.
TEST(Adjustment, IsShownAsItWas) {
  Adjustment adjustment = ToldBoth();
  Decide(adjustment, Approval());

  EXPECT_EQ(AsOf(adjustment, kNow).state, AdjustmentState::kApproved);
  const Adjustment before = AsOf(adjustment, kNow - absl::Seconds(1));
  EXPECT_EQ(before.state, AdjustmentState::kNotified);
  EXPECT_EQ(before.decided_by, "");
  EXPECT_EQ(before.approval_date, std::nullopt);
}

}  // namespace
}  // namespace attest::registration
