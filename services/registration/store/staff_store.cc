#include "services/registration/store/staff_store.h"

#include <utility>

#include "fmt/format.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "centre, id, person, role, start_date, end_date, created_us, revision, "
    "end_reason";

Appointment AppointmentOf(const db::Row& row) {
  return {.centre = row.Text(0),
          .id = row.Text(1),
          .person = row.Text(2),
          .role = static_cast<StaffRole>(row.Int(3)),
          .period = PeriodAt(row, 4),
          .competences = {},
          .created = TimeAt(row, 6),
          .revision = row.Int(7),
          .end_reason = row.Text(8)};
}

absl::Status ReadCompetences(db::Transaction& tx, Appointment& appointment) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT award, kind, awarded_date, expiry_date, level_max, "
               "level_min "
               "FROM competence WHERE centre = $1 AND appointment = $2 "
               "ORDER BY position",
               appointment.centre, appointment.id));
  for (const db::Row& row : rows) {
    appointment.competences.push_back(
        {.award = row.Text(0),
         .kind = static_cast<CompetenceKind>(row.Int(1)),
         .validity = PeriodAt(row, 2),
         .level_max = static_cast<int>(row.Int(4)),
         .level_min = static_cast<int>(row.Int(5))});
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
      "awarded_date, expiry_date, level_max, level_min) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      appointment.centre, appointment.id, static_cast<int64_t>(position),
      competence.award, static_cast<int64_t>(competence.kind),
      DateValue(competence.validity.first), DateValue(competence.validity.last),
      competence.level_max, competence.level_min);
}

absl::Status InsertCompetences(journal::WriteTransaction& tx,
                               const Appointment& appointment) {
  for (size_t i = 0; i < appointment.competences.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(InsertCompetence(tx, appointment, i));
  }
  return absl::OkStatus();
}

// The condition of a filter, with its parameters behind those of `parameters`.
std::string Condition(const StaffFilter& filter,
                      std::vector<db::Value>& parameters) {
  std::string condition;
  const auto add = [&](std::string_view form, db::Value value) {
    parameters.push_back(std::move(value));
    condition += fmt::format(fmt::runtime(form), parameters.size());
  };
  if (!filter.person.empty()) add(" AND person = ${}", filter.person);
  if (filter.role) {
    add(" AND role = ${}", static_cast<int64_t>(*filter.role));
  }
  if (filter.date) {
    add(" AND start_date <= ${0} AND (end_date IS NULL OR end_date >= ${0})",
        DateValue(*filter.date));
  }
  return condition;
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
  ATTEST_RETURN_IF_ERROR(InsertCompetences(tx, appointment));
  return true;
}

absl::StatusOr<std::optional<Appointment>> FindAppointment(
    db::Transaction& tx, std::string_view centre, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM appointment WHERE centre = $1 AND "
                           "id = $2",
                           kColumns),
               centre, id));
  ATTEST_ASSIGN_OR_RETURN(std::vector<Appointment> found, ReadAll(tx, rows));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

absl::Status UpdateAppointment(journal::WriteTransaction& tx,
                               const Appointment& appointment) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "UPDATE appointment SET start_date = $3, end_date = $4, revision = $5, "
      "end_reason = $6 WHERE centre = $1 AND id = $2",
      appointment.centre, appointment.id, DateValue(appointment.period.first),
      DateValue(appointment.period.last), appointment.revision,
      appointment.end_reason));
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "DELETE FROM competence WHERE centre = $1 AND appointment = $2",
      appointment.centre, appointment.id));
  return InsertCompetences(tx, appointment);
}

absl::StatusOr<std::vector<std::string>> CentresOf(db::Transaction& tx,
                                                   std::string_view person) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT DISTINCT centre FROM appointment WHERE person = $1 "
               "ORDER BY centre",
               person));
  std::vector<std::string> centres;
  for (const db::Row& row : rows) centres.push_back(row.Text(0));
  return centres;
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
    db::Transaction& tx, std::string_view centre, const StaffFilter& filter,
    const CreationKey& after, int limit) {
  std::vector<db::Value> parameters = {std::string(centre), after.created_us,
                                       after.id, int64_t{limit}};
  const std::string condition = Condition(filter, parameters);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM appointment WHERE centre = $1 AND "
                         "(created_us, id) > ($2, $3){} "
                         "ORDER BY created_us, id LIMIT $4",
                         kColumns, condition),
             parameters));
  return ReadAll(tx, rows);
}

}  // namespace attest::registration::store
