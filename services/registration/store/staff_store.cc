#include "services/registration/store/staff_store.h"

#include "fmt/format.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "centre, id, person, role, start_date, end_date, created_us";

Appointment AppointmentOf(const db::Row& row) {
  return {.centre = row.Text(0),
          .id = row.Text(1),
          .person = row.Text(2),
          .role = static_cast<StaffRole>(row.Int(3)),
          .period = PeriodAt(row, 4),
          .competences = {},
          .created = TimeAt(row, 6)};
}

absl::Status ReadCompetences(db::Transaction& tx, Appointment& appointment) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT award, kind, awarded_date, expiry_date, level_max "
               "FROM competence WHERE centre = $1 AND appointment = $2 "
               "ORDER BY position",
               appointment.centre, appointment.id));
  for (const db::Row& row : rows) {
    appointment.competences.push_back(
        {.award = row.Text(0),
         .kind = static_cast<CompetenceKind>(row.Int(1)),
         .validity = PeriodAt(row, 2),
         .level_max = static_cast<int>(row.Int(4))});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Appointment>> ReadAll(db::Transaction& tx,
                                                 const db::Rows& rows) {
  std::vector<Appointment> appointments;
  for (const db::Row& row : rows) {
    appointments.push_back(AppointmentOf(row));
    ATTEST_RETURN_IF_ERROR(ReadCompetences(tx, appointments.back()));
  }
  return appointments;
}

absl::Status InsertCompetence(journal::WriteTransaction& tx,
                              const Appointment& appointment, size_t position) {
  const Competence& competence = appointment.competences[position];
  return tx.Execute(
      "INSERT INTO competence (centre, appointment, position, award, kind, "
      "awarded_date, expiry_date, level_max) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      appointment.centre, appointment.id, static_cast<int64_t>(position),
      competence.award, static_cast<int64_t>(competence.kind),
      DateValue(competence.validity.first), DateValue(competence.validity.last),
      competence.level_max);
}

}  // namespace

absl::StatusOr<bool> InsertAppointment(journal::WriteTransaction& tx,
                                       const Appointment& appointment) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO appointment (centre, id, person, role, start_date, "
      "end_date, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT DO NOTHING",
      appointment.centre, appointment.id, appointment.person,
      static_cast<int64_t>(appointment.role),
      DateValue(appointment.period.first), DateValue(appointment.period.last),
      Micros(appointment.created)));
  if (tx.changes() == 0) return false;
  for (size_t i = 0; i < appointment.competences.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(InsertCompetence(tx, appointment, i));
  }
  return true;
}

absl::StatusOr<std::vector<Appointment>> AppointmentsOf(
    db::Transaction& tx, std::string_view centre, std::string_view person) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM appointment WHERE centre = $1 AND "
                           "person = $2 ORDER BY created_us, id",
                           kColumns),
               centre, person));
  return ReadAll(tx, rows);
}

absl::StatusOr<std::vector<Appointment>> ListAppointments(
    db::Transaction& tx, std::string_view centre, const CreationKey& after,
    int limit) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM appointment WHERE centre = $1 AND "
                           "(created_us, id) > ($2, $3) "
                           "ORDER BY created_us, id LIMIT $4",
                           kColumns),
               centre, after.created_us, after.id, limit));
  return ReadAll(tx, rows);
}

}  // namespace attest::registration::store
