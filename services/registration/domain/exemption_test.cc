#include "services/registration/domain/exemption.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

const absl::Time kNow = absl::FromCivil(Day(2026, 11, 24), absl::UTCTimeZone());

MATCHER_P(Is, type, "") { return arg.type == type; }

Registration Selected() {
  Registration registration;
  registration.id = "r1";
  registration.units = {"56", "57"};
  return registration;
}

Exemption Wanted(ExemptionKind kind = ExemptionKind::kExemption) {
  Exemption exemption;
  exemption.registration = "r1";
  exemption.id = "e1";
  exemption.kind = kind;
  exemption.unit = "56";
  exemption.certificate_number = "C-100";
  exemption.awarding_organisation = "Another";
  return exemption;
}

// D45: the credit is the same however it is written.
TEST(Exemption, IsCountedByWhatStandsOnTheCertificate) {
  Exemption one = Wanted();
  Exemption other = Wanted();
  other.certificate_number = " c-100";
  other.awarding_organisation = "ANOTHER ";
  EXPECT_EQ(CountedKey(one), CountedKey(other));
  other.unit = "57";
  EXPECT_NE(CountedKey(one), CountedKey(other));
  one.unit_reference = "Y/506/2071";
  other.unit_reference = "y/506/2071";
  EXPECT_EQ(CountedKey(one), CountedKey(other));
}

// R92, D45: every broken rule in one answer.
TEST(Exemption, NamesEveryRuleThatIsBroken) {
  EXPECT_THAT(ExemptionViolations({.registration = Selected()}, Wanted()),
              IsEmpty());
  Registration registration = Selected();
  registration.state = RegistrationState::kWithdrawn;
  registration.units = {"57"};
  registration.achieved = {"56"};
  Exemption wanted = Wanted(ExemptionKind::kCreditTransfer);
  wanted.unit_reference = "X/1";
  EXPECT_THAT(ExemptionViolations({.registration = registration,
                                   .unit_reference = "Y/506/2071",
                                   .unit_counted = true,
                                   .credit_counted = true},
                                  wanted),
              ElementsAre(Is("NOT_ACTIVE"), Is("UNIT_NOT_SELECTED"),
                          Is("UNIT_ACHIEVED"), Is("WRONG_UNIT_REFERENCE"),
                          Is("COUNTED_TWICE"), Is("COUNTED_TWICE")));
}

TEST(Exemption, ComparesReferencesOfCreditTransfersOnly) {
  Exemption wanted = Wanted(ExemptionKind::kCreditTransfer);
  wanted.unit_reference = "y/506/2071";
  EXPECT_THAT(
      ExemptionViolations(
          {.registration = Selected(), .unit_reference = "Y/506/2071"}, wanted),
      IsEmpty());
  EXPECT_THAT(ExemptionViolations({.registration = Selected()}, wanted),
              ElementsAre(Is("WRONG_UNIT_REFERENCE")));
}

TEST(Exemption, IsDecidedOnceAndShownAsItWas) {
  Exemption exemption = Wanted();
  EXPECT_THAT(DecidedViolations(exemption), IsEmpty());

  Decide(exemption, true, "As the policy says.", "olga", kNow);

  EXPECT_EQ(exemption.state, ExemptionState::kApproved);
  EXPECT_THAT(DecidedViolations(exemption), SizeIs(1));
  EXPECT_EQ(AsOf(exemption, kNow).state, ExemptionState::kApproved);
  EXPECT_EQ(AsOf(exemption, kNow - absl::Seconds(1)).state,
            ExemptionState::kRequested);
}

}  // namespace
}  // namespace attest::registration
