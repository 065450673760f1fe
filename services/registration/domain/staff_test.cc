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
    return FindRunning(held, Tom(role, {.first = first, .last = {}})) !=
           nullptr;
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

}  // namespace
}  // namespace attest::registration
