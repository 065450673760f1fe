#include "services/registration/domain/staff.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::IsEmpty;
using Day = absl::CivilDay;

Appointment Tom(StaffRole role, Period period) {
  Appointment appointment;
  appointment.centre = "northgate";
  appointment.id = "a1";
  appointment.person = "tom";
  appointment.role = role;
  appointment.period = period;
  return appointment;
}

const Period kIn2024{.first = Day(2024, 1, 1), .last = Day(2024, 12, 31)};

// R120
TEST(Staff, TheQualityManagerIsNeverOne) {
  Centre centre;
  centre.id = "northgate";
  centre.quality_manager = "quinn";

  const auto violations = AppointmentViolations(centre, "quinn");

  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].type, "QUALITY_MANAGER_IS_STAFF");
  EXPECT_THAT(AppointmentViolations(centre, "tom"), IsEmpty());
}

TEST(Staff, HoldsARoleOnceAtATime) {
  const std::vector<Appointment> held = {Tom(StaffRole::kAssessor, kIn2024)};
  const auto runs = [&](StaffRole role, Day first) {
    Appointment wanted = Tom(role, {.first = first, .last = {}});
    wanted.id = "a2";
    return FindRunning(held, wanted) != nullptr;
  };

  EXPECT_TRUE(runs(StaffRole::kAssessor, Day(2023, 1, 1)));
  EXPECT_TRUE(runs(StaffRole::kAssessor, Day(2024, 12, 31)));
  EXPECT_FALSE(runs(StaffRole::kAssessor, Day(2025, 1, 1)));
  EXPECT_FALSE(runs(StaffRole::kTutor, Day(2024, 1, 1)));
}

TEST(Staff, IsAppointedOnTheDaysOfTheAppointment) {
  const std::vector<Appointment> held = {Tom(StaffRole::kAssessor, kIn2024)};
  const auto is = [&](std::string_view person, StaffRole role, Day day) {
    return IsAppointed(held, person, role, day);
  };

  EXPECT_TRUE(is("tom", StaffRole::kAssessor, Day(2024, 12, 31)));
  EXPECT_FALSE(is("tom", StaffRole::kAssessor, Day(2025, 1, 1)));
  EXPECT_FALSE(is("tom", StaffRole::kInternalVerifier, Day(2024, 6, 1)));
  EXPECT_FALSE(is("tim", StaffRole::kAssessor, Day(2024, 6, 1)));
}

// An appointment that changes does not stand in its own way.
TEST(Staff, MayHaveItsOwnDaysChanged) {
  const Appointment tom = Tom(StaffRole::kAssessor, kIn2024);

  EXPECT_EQ(FindRunning({tom}, tom), nullptr);
}

TEST(Staff, EndsOnce) {
  const Appointment tom = Tom(StaffRole::kAssessor, kIn2024);
  Appointment open = tom;
  open.period.last.reset();

  EXPECT_THAT(EndViolations(open, Day(2026, 1, 1)), IsEmpty());
  EXPECT_THAT(EndViolations(tom, Day(2024, 12, 31)), IsEmpty());
  const auto violations = EndViolations(tom, Day(2025, 1, 1));
  ASSERT_EQ(violations.size(), 1);
  EXPECT_EQ(violations[0].type, "APPOINTMENT_ENDED");
}

// R120: who was staff once may be allocated.
TEST(Staff, IsNotAllocatedAsQualityManager) {
  const Appointment tom = Tom(StaffRole::kAssessor, kIn2024);

  EXPECT_THAT(QualityManagerViolations({}, Day(2024, 6, 1)), IsEmpty());
  EXPECT_THAT(QualityManagerViolations({tom}, Day(2025, 1, 1)), IsEmpty());
  for (const Day day : {Day(2024, 12, 31), Day(2023, 1, 1)}) {
    const auto violations = QualityManagerViolations({tom}, day);
    ASSERT_EQ(violations.size(), 1);
    EXPECT_EQ(violations[0].type, "QUALITY_MANAGER_IS_STAFF");
  }
}

}  // namespace
}  // namespace attest::registration
