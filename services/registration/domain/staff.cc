#include "services/registration/domain/staff.h"

#include <algorithm>

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

const Appointment* FindRunning(const std::vector<Appointment>& held,
                               const Appointment& wanted) {
  const auto found =
      std::find_if(held.begin(), held.end(), [&](const Appointment& other) {
        return other.person == wanted.person && other.role == wanted.role &&
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
