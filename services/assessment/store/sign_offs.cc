#include "services/assessment/store/sign_offs.h"

namespace attest::assessment::store {
namespace {

constexpr char kSupersede[] =
    "UPDATE sign_off SET superseded = 1"
    " WHERE registration = $1 AND unit = $2 AND superseded = 0";
constexpr char kInsert[] =
    "INSERT INTO sign_off (registration, unit, revision, centre, assessor,"
    " sign_us, state, credits, learner_declared_date, syllabus_version,"
    " superseded) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)";
constexpr char kInsertPerson[] =
    "INSERT INTO sign_off_person (registration, unit, revision, person)"
    " VALUES ($1, $2, $3, $4)";
constexpr char kSelect[] =
    "SELECT registration, unit, revision, centre, assessor, sign_us, state,"
    " credits, learner_declared_date, syllabus_version FROM sign_off"
    " WHERE registration = $1 AND unit = $2 AND superseded = 0";
constexpr char kSelectSignedOff[] =
    "SELECT unit FROM sign_off"
    " WHERE registration = $1 AND superseded = 0 AND state = $2";
constexpr char kSelectOfCentre[] =
    "SELECT registration, unit, revision, centre, assessor, sign_us, state,"
    " credits, learner_declared_date, syllabus_version FROM sign_off"
    " WHERE centre = $1 AND superseded = 0 AND (registration, unit) > ($2, $3)"
    " ORDER BY registration, unit LIMIT $4";
constexpr char kSelectOfRegistration[] =
    "SELECT registration, unit, revision, centre, assessor, sign_us, state,"
    " credits, learner_declared_date, syllabus_version FROM sign_off"
    " WHERE registration = $1 AND superseded = 0 AND unit > $2"
    " ORDER BY unit LIMIT $3";
constexpr char kSelectPeople[] =
    "SELECT person FROM sign_off_person"
    " WHERE registration = $1 AND unit = $2 AND revision = $3 ORDER BY person";
constexpr char kReturn[] =
    "UPDATE sign_off SET state = $4 WHERE registration = $1 AND unit = $2"
    " AND revision = $3 AND superseded = 0 AND state = $5";

absl::StatusOr<SignOff> ReadWhole(db::Transaction& sql, const db::Row& row) {
  SignOff sign_off{.registration = row.Text(0),
                   .unit = row.Text(1),
                   .revision = row.Int(2),
                   .centre = row.Text(3),
                   .assessor = row.Text(4),
                   .sign_time = absl::FromUnixMicros(row.Int(5)),
                   .state = static_cast<UnitState>(row.Int(6)),
                   .credits = static_cast<int32_t>(row.Int(7)),
                   .learner_declared_date = row.Text(8),
                   .syllabus_version = row.Text(9),
                   .involved_people = {}};
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectPeople, sign_off.registration,
                                    sign_off.unit, sign_off.revision));
  for (const db::Row& person : rows) {
    sign_off.involved_people.push_back(person.Text(0));
  }
  return sign_off;
}

absl::StatusOr<std::vector<SignOff>> ReadAll(db::Transaction& sql,
                                             const db::Rows& rows) {
  std::vector<SignOff> all;
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(SignOff sign_off, ReadWhole(sql, row));
    all.push_back(std::move(sign_off));
  }
  return all;
}

}  // namespace

absl::Status InsertSignOff(journal::WriteTransaction& sql,
                           const SignOff& sign_off) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kSupersede, sign_off.registration, sign_off.unit));
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kInsert, sign_off.registration, sign_off.unit,
                  sign_off.revision, sign_off.centre, sign_off.assessor,
                  absl::ToUnixMicros(sign_off.sign_time),
                  static_cast<int>(sign_off.state), sign_off.credits,
                  sign_off.learner_declared_date, sign_off.syllabus_version));
  for (const std::string& person : sign_off.involved_people) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(kInsertPerson, sign_off.registration,
                                       sign_off.unit, sign_off.revision,
                                       person));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<SignOff>> FindSignOff(
    db::Transaction& sql, std::string_view registration,
    std::string_view unit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelect, registration, unit));
  if (rows.empty()) return std::nullopt;
  return ReadWhole(sql, rows.front());
}

absl::StatusOr<std::set<std::string>> SignedOffUnits(
    db::Transaction& sql, std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectSignedOff, registration,
                                    static_cast<int>(UnitState::kSignedOff)));
  std::set<std::string> units;
  for (const db::Row& row : rows) units.insert(row.Text(0));
  return units;
}

absl::StatusOr<std::vector<SignOff>> ListSignOffsOfCentre(
    db::Transaction& sql, std::string_view centre, const SignOffKey& after,
    int limit) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectOfCentre, centre, after.registration,
                                    after.unit, limit));
  return ReadAll(sql, rows);
}

absl::StatusOr<std::vector<SignOff>> ListSignOffsOfRegistration(
    db::Transaction& sql, std::string_view registration,
    const SignOffKey& after, int limit) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectOfRegistration, registration, after.unit, limit));
  return ReadAll(sql, rows);
}

absl::StatusOr<bool> ReturnUnit(journal::WriteTransaction& sql,
                                std::string_view registration,
                                std::string_view unit, int64_t revision) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(kReturn, registration, unit, revision,
                                     static_cast<int>(UnitState::kReturned),
                                     static_cast<int>(UnitState::kSignedOff)));
  return sql.changes() == 1;
}

}  // namespace attest::assessment::store
