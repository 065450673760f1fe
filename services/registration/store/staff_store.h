// Appointments in the database, with the awards they rest on.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_STAFF_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_STAFF_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/staff.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

// False when the person has an open appointment to the role; nothing changed
// then.
absl::StatusOr<bool> InsertAppointment(journal::WriteTransaction& tx,
                                       const Appointment& appointment);

absl::StatusOr<std::optional<Appointment>> FindAppointment(
    db::Transaction& tx, std::string_view centre, std::string_view id);

// Writes days, awards, reason of the end and revision.
absl::Status UpdateAppointment(journal::WriteTransaction& tx,
                               const Appointment& appointment);

// The centres (ids) at which a person is or was appointed.
absl::StatusOr<std::vector<std::string>> CentresOf(db::Transaction& tx,
                                                   std::string_view person);

// Which appointments to list; what is empty or none does not restrict.
struct StaffFilter {
  std::string person;
  std::optional<StaffRole> role;
  std::optional<absl::CivilDay> date;  // those that run on it
};

// All appointments of a person at a centre, oldest first.
absl::StatusOr<std::vector<Appointment>> AppointmentsOf(
    db::Transaction& tx, std::string_view centre, std::string_view person);

// At most `limit` appointments of a centre behind `after`, oldest first.
absl::StatusOr<std::vector<Appointment>> ListAppointments(
    db::Transaction& tx, std::string_view centre, const StaffFilter& filter,
    const CreationKey& after, int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_STAFF_STORE_H_
