#include "services/verification/store/moderations.h"

#include <utility>

namespace attest::verification::store {
namespace {

constexpr char kInsertModeration[] =
    "INSERT INTO moderation (registration, id, sequence, centre, state,"
    " moderator, created_us) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr char kInsertUnit[] =
    "INSERT INTO moderated_unit (registration, moderation, position, unit,"
    " revision, outcome, reason, action)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr char kUpdateModeration[] =
    "UPDATE moderation SET state = $3, moderator = $4"
    " WHERE registration = $1 AND id = $2";
constexpr char kUpdateUnit[] =
    "UPDATE moderated_unit SET outcome = $4, reason = $5, action = $6"
    " WHERE registration = $1 AND moderation = $2 AND unit = $3";
constexpr char kSelectModeration[] =
    "SELECT registration, id, sequence, centre, state, moderator, created_us"
    " FROM moderation WHERE registration = $1 AND id = $2";
constexpr char kSelectModerations[] =
    "SELECT registration, id, sequence, centre, state, moderator, created_us"
    " FROM moderation WHERE registration = $1 ORDER BY sequence";
constexpr char kSelectUnits[] =
    "SELECT unit, revision, outcome, reason, action FROM moderated_unit"
    " WHERE registration = $1 AND moderation = $2 ORDER BY position";

absl::StatusOr<Moderation> ReadModeration(db::Transaction& sql,
                                          const db::Row& row) {
  Moderation moderation;
  moderation.registration = row.Text(0);
  moderation.id = row.Text(1);
  moderation.sequence = row.Int(2);
  moderation.centre = row.Text(3);
  moderation.state = static_cast<ModerationState>(row.Int(4));
  moderation.moderator = row.Text(5);
  moderation.create_time = absl::FromUnixMicros(row.Int(6));
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows units,
      sql.Query(kSelectUnits, moderation.registration, moderation.id));
  for (const db::Row& unit : units) {
    moderation.units.push_back(
        {.unit = unit.Text(0),
         .revision = unit.Int(1),
         .outcome = static_cast<ModerationOutcome>(unit.Int(2)),
         .reason = unit.Text(3),
         .action = unit.Text(4)});
  }
  return moderation;
}

}  // namespace

absl::Status InsertModeration(journal::WriteTransaction& sql,
                              const Moderation& moderation) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kInsertModeration, moderation.registration, moderation.id,
                  moderation.sequence, moderation.centre,
                  static_cast<int>(moderation.state), moderation.moderator,
                  absl::ToUnixMicros(moderation.create_time)));
  int position = 0;
  for (const ModeratedUnit& unit : moderation.units) {
    ATTEST_RETURN_IF_ERROR(
        sql.Execute(kInsertUnit, moderation.registration, moderation.id,
                    ++position, unit.unit, unit.revision,
                    static_cast<int>(unit.outcome), unit.reason, unit.action));
  }
  return absl::OkStatus();
}

absl::Status UpdateModeration(journal::WriteTransaction& sql,
                              const Moderation& moderation) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kUpdateModeration, moderation.registration, moderation.id,
                  static_cast<int>(moderation.state), moderation.moderator));
  for (const ModeratedUnit& unit : moderation.units) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(
        kUpdateUnit, moderation.registration, moderation.id, unit.unit,
        static_cast<int>(unit.outcome), unit.reason, unit.action));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Moderation>> FindModeration(
    db::Transaction& sql, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectModeration, registration, id));
  if (rows.empty()) return std::optional<Moderation>();
  ATTEST_ASSIGN_OR_RETURN(Moderation moderation,
                          ReadModeration(sql, rows.front()));
  return std::optional<Moderation>(std::move(moderation));
}

absl::StatusOr<std::vector<Moderation>> ModerationsOf(
    db::Transaction& sql, std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectModerations, registration));
  std::vector<Moderation> moderations;
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(Moderation moderation, ReadModeration(sql, row));
    moderations.push_back(std::move(moderation));
  }
  return moderations;
}

}  // namespace attest::verification::store
