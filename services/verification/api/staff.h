// Appointments, as far as verification looks at them.
#ifndef ATTEST_SERVICES_VERIFICATION_API_STAFF_H_
#define ATTEST_SERVICES_VERIFICATION_API_STAFF_H_

#include "attest/registration/v1/registration.pb.h"
#include "libs/clock/dates.h"

namespace attest::verification::api {

// Whether `today` lies within the appointment, both ends included.
inline bool IsRunning(const registration::v1::Appointment& appointment,
                      absl::CivilDay today) {
  const auto start = ParseDate(appointment.start_date());
  const auto end = ParseDate(appointment.end_date());
  return (!start.has_value() || *start <= today) &&
         (!end.has_value() || today <= *end);
}

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_STAFF_H_
