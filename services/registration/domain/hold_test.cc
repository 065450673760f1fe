#include "services/registration/domain/hold.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr HoldScope kAll[] = {HoldScope::kRegistration, HoldScope::kAssessment,
                              HoldScope::kVerification, HoldScope::kClaim};

absl::Time At(absl::CivilDay day) {
  return absl::FromCivil(day, absl::UTCTimeZone());
}

Hold On(HoldTarget kind, std::vector<HoldScope> scopes = {}) {
  Hold hold;
  hold.id = "h1";
  hold.kind = kind;
  hold.target = "x";
  hold.scopes = std::move(scopes);
  hold.placed = At(absl::CivilDay(2026, 11, 10));
  return hold;
}

TEST(Hold, NamesItselfAndItsTarget) {
  EXPECT_EQ(On(HoldTarget::kCentre).name(), "holds/h1");
  EXPECT_EQ(On(HoldTarget::kCentre).target_name(), "centres/x");
  EXPECT_EQ(On(HoldTarget::kLearner).target_name(), "learners/x");
  EXPECT_EQ(On(HoldTarget::kPerson).target_name(), "x");
}

// D68
TEST(Hold, WithoutScopesStopsEverything) {
  for (const HoldScope scope : kAll) {
    EXPECT_TRUE(On(HoldTarget::kCentre).Stops(scope));
  }
}

// D68: claims stop whatever the scope is.
TEST(Hold, StopsItsScopesAndClaims) {
  for (const HoldScope own : kAll) {
    const Hold hold = On(HoldTarget::kCentre, {own});
    for (const HoldScope scope : kAll) {
      EXPECT_EQ(hold.Stops(scope), scope == own || scope == HoldScope::kClaim);
    }
  }
}

TEST(Hold, StandsFromPlacingToTheDayBeforeLifting) {
  Hold hold = On(HoldTarget::kCentre);
  EXPECT_FALSE(hold.StoodOn(absl::CivilDay(2026, 11, 9)));
  EXPECT_TRUE(hold.StoodOn(absl::CivilDay(2026, 11, 10)));
  EXPECT_TRUE(hold.StoodOn(absl::CivilDay(2030, 1, 1)));

  hold = Lift(hold, "olga", "cleared", At(absl::CivilDay(2026, 11, 12)));
  EXPECT_TRUE(hold.StoodOn(absl::CivilDay(2026, 11, 11)));
  EXPECT_FALSE(hold.StoodOn(absl::CivilDay(2026, 11, 12)));
}

// Its states: running and lifted; the only step is from the first to the
// second.
TEST(Hold, IsLiftedOnce) {
  const Hold hold = On(HoldTarget::kPerson);
  ASSERT_THAT(LiftViolations(hold), IsEmpty());

  const Hold lifted =
      Lift(hold, "olga", "cleared", At(absl::CivilDay(2026, 11, 12)));

  EXPECT_FALSE(lifted.running());
  EXPECT_EQ(lifted.lifted_by, "olga");
  EXPECT_EQ(lifted.lift_reason, "cleared");
  ASSERT_THAT(LiftViolations(lifted), SizeIs(1));
  EXPECT_EQ(LiftViolations(lifted)[0].type, "HOLD_NOT_RUNNING");
  EXPECT_THAT(LiftViolations(lifted)[0].description, HasSubstr("2026-11-12"));
}

TEST(Hold, IsAViolationForEachThatRunsAndStops) {
  const Hold centre = On(HoldTarget::kCentre);
  const Hold assessment = On(HoldTarget::kPerson, {HoldScope::kAssessment});
  const Hold lifted =
      Lift(centre, "olga", "cleared", At(absl::CivilDay(2026, 11, 12)));

  const auto violations =
      HoldViolations({centre, assessment, lifted}, HoldScope::kRegistration);

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].type, "ON_HOLD");
  EXPECT_EQ(violations[0].subject, "holds/h1");
  EXPECT_THAT(violations[0].description, HasSubstr("hold on the centre"));
  EXPECT_THAT(HoldViolations({centre, assessment}, HoldScope::kAssessment),
              SizeIs(2));
}

}  // namespace
}  // namespace attest::registration
