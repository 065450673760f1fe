#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SelectionTest : public RegistrationTest {
 protected:
  SelectionTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }
  absl::StatusOr<v1::Registration> Select(const Strings& units) {
    return SelectUnits(registration_, units);
  }

  std::string registration_;
};

// R43, R44 to R46: the smallest valid selection, in the order of the document.
TEST_F(SelectionTest, TakesAValidSelectionInTheOrderOfTheDocument) {
  const auto selected =
      Select({"67", "54", "61", "57", "63", "64", "58", "65"});

  ASSERT_THAT(selected, IsOk());
  EXPECT_THAT(selected->units(), SizeIs(8));
  EXPECT_EQ(Get(registration_).units().size(), 8);
  const auto again = Select({"57", "58", "67", "54", "61", "63", "64", "65"});
  EXPECT_THAT(again->units(), ::testing::ElementsAreArray(selected->units()));
  EXPECT_NE(again->etag(), selected->etag());
  EXPECT_THAT(EventTypes(), Contains("units.selected"));
}

// R46, R50: 54 credits of which 16 at level 7.
TEST_F(SelectionTest, SaysWhatIsMissingAndWhatCouldFillIt) {
  const auto refused =
      Select({"57", "58", "67", "46", "47", "49", "51", "52", "53", "54"});

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SELECTION_REFUSED"));
  EXPECT_THAT(Violations(refused.status()),
              ElementsAre("LEVEL_7_CREDITS: have 16, need 35, missing 19; "
                          "units that could fill it: 56, 59, 60, 61, 63, 64, "
                          "65, 66"));
  EXPECT_THAT(Get(registration_).units(), IsEmpty());
}

// R50: three reasons in one answer.
TEST_F(SelectionTest, NamesEveryRuleThatIsBroken) {
  const auto refused = Select({"56", "57", "58", "67"});

  EXPECT_THAT(Violations(refused.status()),
              ::testing::UnorderedElementsAre(
                  HasSubstr("TOTAL_CREDITS: have 22, need 45, missing 23"),
                  HasSubstr("OPTIONAL_CREDITS: have 6, need 29, missing 23"),
                  HasSubstr("LEVEL_7_CREDITS: have 22, need 35, missing 13")));
}

// R44: all three of the mandatory units.
TEST_F(SelectionTest, NeedsTheMandatoryUnits) {
  const auto refused =
      Select({"57", "58", "46", "47", "49", "51", "52", "53", "54", "56", "59",
              "60", "61", "63", "64", "65", "66"});

  EXPECT_THAT(refused, BreaksRules(Strings{"MANDATORY_UNITS"}));
  EXPECT_THAT(Violations(refused.status()), ElementsAre(HasSubstr("67")));
}

// R52: unknown and repeated units, each named.
TEST_F(SelectionTest, RefusesUnknownAndRepeatedUnits) {
  EXPECT_THAT(Select({"57", "57", "58", "48"}),
              NamesFields(Strings{"units[1]", "units[3]"}));
  EXPECT_THAT(Select({}), NamesFields(Strings{"units"}));
  EXPECT_THAT(Select({"57", "", std::string(21, '5')}),
              NamesFields(Strings{"units[1]", "units[2]"}));
  EXPECT_THAT(Call(admin_, &Stub::SelectUnits, v1::SelectUnitsRequest()),
              NamesFields(Strings{"request_id", "name", "units"}));
}

// R53: an achieved unit stays, and so does the last valid selection.
TEST_F(SelectionTest, KeepsAchievedUnits) {
  ASSERT_THAT(Select({"57", "58", "67", "54", "61", "63", "64", "65"}), IsOk());
  auto event = Proto<events::v1::Event>(R"pb(
    type: "unit.signed_off"
    attributes { key: "unit" value: "54" })pb");
  event.set_registration(registration_);
  neighbours_.assessment.events.Emit(event);
  AwaitEvent("registration.unit_achieved");

  const auto refused =
      Select({"57", "58", "67", "56", "59", "60", "61", "63", "65"});
  EXPECT_THAT(refused, BreaksRules(Strings{"ACHIEVED_UNIT_DROPPED"}));
  EXPECT_THAT(Violations(refused.status()), ElementsAre(HasSubstr("unit 54")));
  EXPECT_THAT(Get(registration_).units(), SizeIs(8));

  EXPECT_THAT(
      Select({"57", "58", "67", "54", "56", "59", "60", "61", "63", "65"}),
      IsOk());
}

// What a registration is pinned to decides, not what is current.
TEST_F(SelectionTest, FailsWhileTheCatalogueLacksTheSyllabus) {
  server_->Connect(neighbours_.channel(), nullptr, nullptr);

  const auto failed = Select({"57"});

  EXPECT_THAT(failed, FailsWith(absl::StatusCode::kUnavailable,
                                "CATALOGUE_UNAVAILABLE"));
}

TEST_F(SelectionTest, IsForTheCentreOfTheRegistration) {
  v1::SelectUnitsRequest request;
  request.set_name(registration_);
  request.add_units("57");

  EXPECT_THAT(Change(elsewhere_, &Stub::SelectUnits, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(quinn_, &Stub::SelectUnits, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(
      Change(partner_, &Stub::SelectUnits, request),
      FailsWith(absl::StatusCode::kFailedPrecondition, "SELECTION_REFUSED"));
}

}  // namespace
}  // namespace attest::registration
