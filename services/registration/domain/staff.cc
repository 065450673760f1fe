#include "services/registration/domain/staff.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"

namespace attest::registration {

std::string_view Words(StaffRole role) {
  switch (role) {
    case StaffRole::kTutor:
      return "tutor";
    case StaffRole::kAssessor:
      return "assessor";
    case StaffRole::kInternalVerifier:
      return "internal verifier";
    case StaffRole::kCentreAdmin:
      return "centre administrator";
  }
  return "";
}

std::string Appointment::name() const {
  return FormatName("centres/{centre}/appointments/{appointment}",
                    {centre, id});
}

std::vector<RuleViolation> AppointmentViolations(const Centre& centre,
                                                 std::string_view person) {
  if (person != centre.quality_manager) return {};
  return {{"QUALITY_MANAGER_IS_STAFF", centre.name(),
           "the person is the Quality Manager of this centre; staff and "
           "Quality Manager must be different people"}};
}

std::vector<RuleViolation> QualityManagerViolations(
    const std::vector<Appointment>& held, absl::CivilDay today) {
  std::vector<RuleViolation> violations;
  for (const Appointment& one : held) {
    if (one.period.last && *one.period.last < today) continue;
    violations.push_back(
        {"QUALITY_MANAGER_IS_STAFF", one.name(),
         fmt::format("the person is appointed here as {} {}; staff and Quality "
                     "Manager must be different people",
                     Words(one.role), one.period.Text())});
  }
  return violations;
}

std::vector<RuleViolation> EndViolations(const Appointment& appointment,
                                         absl::CivilDay today) {
  const auto& last = appointment.period.last;
  if (!last || *last >= today) return {};
  return {{"APPOINTMENT_ENDED", appointment.name(),
           fmt::format("the appointment ended on {}", FormatDate(*last))}};
}

const Appointment* FindRunning(const std::vector<Appointment>& held,
                               const Appointment& wanted) {
  const auto found =
      std::find_if(held.begin(), held.end(), [&](const Appointment& other) {
        return other.id != wanted.id && other.person == wanted.person &&
               other.role == wanted.role &&
               other.period.Overlaps(wanted.period);
      });
  return found == held.end() ? nullptr : &*found;
}

bool IsAppointed(const std::vector<Appointment>& appointments,
                 std::string_view person, StaffRole role, absl::CivilDay day) {
  return std::any_of(appointments.begin(), appointments.end(),
                     [&](const Appointment& appointment) {
                       return appointment.person == person &&
                              appointment.role == role &&
                              appointment.period.Covers(day);
                     });
}

}  // namespace attest::registration
