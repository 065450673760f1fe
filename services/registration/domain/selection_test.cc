#include "services/registration/domain/selection.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Day = absl::CivilDay;

constexpr Day kToday(2026, 11, 24);

Registration Selected() {
  Registration registration;
  registration.id = "r1";
  registration.units = {"57", "58", "67", "56"};
  return registration;
}

Appointment Of(std::string person, StaffRole role) {
  Appointment appointment;
  appointment.person = std::move(person);
  appointment.role = role;
  appointment.period = {.first = Day(2020, 1, 1), .last = {}};
  return appointment;
}

std::vector<Appointment> Staff() {
  return {
      Of("tom", StaffRole::kAssessor), Of("tom", StaffRole::kInternalVerifier),
      Of("iris", StaffRole::kInternalVerifier), Of("tess", StaffRole::kTutor)};
}

Allocation To(std::string person, StaffRole role,
              std::vector<std::string> units = {}) {
  return {.role = role, .person = std::move(person), .units = std::move(units)};
}

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const RuleViolation& violation : violations) {
    types.push_back(violation.type);
  }
  return types;
}

// R46, R50: have, need, missing, and what could fill the gap.
TEST(Selection, SaysWhatIsMissingAndWhatCouldFillIt) {
  const auto violations = SelectionViolations(Selected(), {"57"},
                                              {{.rule_id = "LEVEL_7_CREDITS",
                                                .have = 16,
                                                .need = 35,
                                                .missing = 19,
                                                .candidates = {"56", "59"}},
                                               {.rule_id = "NONE_LEFT",
                                                .have = 1,
                                                .need = 2,
                                                .missing = 1,
                                                .candidates = {}},
                                               {.rule_id = "AT_MOST_ONE",
                                                .have = 3,
                                                .need = 1,
                                                .missing = -2,
                                                .candidates = {}}});

  ASSERT_THAT(violations, SizeIs(3));
  EXPECT_EQ(violations[0].type, "LEVEL_7_CREDITS");
  EXPECT_EQ(violations[0].subject, "registrations/r1");
  EXPECT_EQ(violations[0].description,
            "have 16, need 35, missing 19; units that could fill it: 56, 59");
  EXPECT_EQ(violations[1].description, "have 1, need 2, missing 1");
  EXPECT_EQ(violations[2].description, "have 3, at most 1, 2 too many");
}

// R53
TEST(Selection, KeepsWhatIsAchieved) {
  Registration registration = Selected();
  registration.achieved = {"57", "99"};

  const auto violations = SelectionViolations(registration, {"57", "58"}, {});

  ASSERT_THAT(Types(violations), ElementsAre("ACHIEVED_UNIT_DROPPED"));
  EXPECT_THAT(violations[0].description, HasSubstr("unit 99"));
}

TEST(Selection, IsForActiveRegistrations) {
  Registration registration = Selected();
  registration.state = RegistrationState::kWithdrawn;

  EXPECT_THAT(Types(SelectionViolations(registration, {"57"}, {})),
              ElementsAre("NOT_ACTIVE"));
}

// An allocation to named units never turns into one to all units.
TEST(Selection, TakesDroppedUnitsOutOfAllocations) {
  Registration registration = Selected();
  registration.allocations = {To("tom", StaffRole::kAssessor, {"57", "56"}),
                              To("tess", StaffRole::kTutor, {"56"}),
                              To("iris", StaffRole::kInternalVerifier)};

  Select(registration, {"57", "58"});

  ASSERT_THAT(registration.allocations, SizeIs(2));
  EXPECT_THAT(registration.allocations[0].units, ElementsAre("57"));
  EXPECT_EQ(registration.allocations[1].person, "iris");
  EXPECT_THAT(registration.allocations[1].units, IsEmpty());
}

TEST(Allocation, AcceptsAppointedPeople) {
  EXPECT_THAT(AllocationViolations(Selected(),
                                   {To("tom", StaffRole::kAssessor),
                                    To("iris", StaffRole::kInternalVerifier),
                                    To("tess", StaffRole::kTutor, {"57"})},
                                   Staff(), kToday),
              IsEmpty());
}

TEST(Allocation, NamesEveryRuleThatIsBroken) {
  Registration registration = Selected();
  registration.state = RegistrationState::kCompleted;

  const auto violations = AllocationViolations(
      registration,
      {To("nobody", StaffRole::kTutor), To("tess", StaffRole::kAssessor),
       To("iris", StaffRole::kInternalVerifier, {"47", "57"})},
      Staff(), kToday);

  EXPECT_THAT(Types(violations),
              UnorderedElementsAre("NOT_ACTIVE", "NOT_APPOINTED",
                                   "NOT_APPOINTED", "UNIT_NOT_SELECTED"));
}

TEST(Allocation, NeedsTheAppointmentToday) {
  EXPECT_THAT(
      Types(AllocationViolations(Selected(), {To("tom", StaffRole::kAssessor)},
                                 Staff(), Day(2019, 12, 31))),
      ElementsAre("NOT_APPOINTED"));
}

// R87, D14: not for the same unit; for different units it may be.
TEST(Allocation, KeepsAssessingAndVerifyingApart) {
  const auto shared = [](std::vector<std::string> assesses,
                         std::vector<std::string> verifies) {
    const auto violations = AllocationViolations(
        Selected(),
        {To("tom", StaffRole::kAssessor, std::move(assesses)),
         To("tom", StaffRole::kInternalVerifier, std::move(verifies))},
        Staff(), kToday);
    return violations.empty() ? "" : violations[0].description;
  };

  EXPECT_THAT(shared({}, {}), HasSubstr("assess and verify all units"));
  EXPECT_THAT(shared({"57", "58"}, {"58"}), HasSubstr("units 58;"));
  EXPECT_THAT(shared({"57"}, {}), HasSubstr("units 57;"));
  EXPECT_THAT(shared({}, {"67"}), HasSubstr("units 67;"));
  EXPECT_EQ(shared({"57"}, {"58"}), "");
}

// R87: also when it is spread over several allocations.
TEST(Allocation, FindsThemSpreadOverSeveralAllocations) {
  const auto violations =
      AllocationViolations(Selected(),
                           {To("tom", StaffRole::kAssessor, {"57"}),
                            To("tom", StaffRole::kInternalVerifier, {"67"}),
                            To("tom", StaffRole::kAssessor, {"67"})},
                           Staff(), kToday);

  ASSERT_THAT(Types(violations),
              ElementsAre("SAME_PERSON_ASSESSES_AND_VERIFIES"));
  EXPECT_THAT(violations[0].description, HasSubstr("units 67;"));
}

// D68
TEST(Selection, WaitsForHolds) {
  Registration registration = Selected();
  registration.holds = {Hold{}};

  EXPECT_THAT(Types(SelectionViolations(registration, {"57"}, {})),
              ElementsAre("ON_HOLD"));
}

}  // namespace
}  // namespace attest::registration
