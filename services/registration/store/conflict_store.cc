#include "services/registration/store/conflict_store.h"

#include "fmt/format.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "centre, id, person, learner, other_person, nature, start_date, end_date, "
    "mitigation, mitigation_state, decided_by, decided_us, decide_reason, "
    "declared_by, declared_us";

Conflict ConflictOf(const db::Row& row) {
  Conflict conflict{
      .centre = row.Text(0),
      .id = row.Text(1),
      .person = row.Text(2),
      .learner = row.Text(3),
      .other_person = row.Text(4),
      .nature = row.Text(5),
      .period = PeriodAt(row, 6),
      .mitigation = row.Text(8),
      .mitigation_state = static_cast<MitigationState>(row.Int(9)),
      .decided_by = row.Text(10),
      .decided = {},
      .decide_reason = row.Text(12),
      .declared_by = row.Text(13),
      .declared = TimeAt(row, 14)};
  if (!row.IsNull(11)) conflict.decided = TimeAt(row, 11);
  return conflict;
}

std::vector<Conflict> All(const db::Rows& rows) {
  std::vector<Conflict> conflicts;
  for (const db::Row& row : rows) conflicts.push_back(ConflictOf(row));
  return conflicts;
}

std::optional<Conflict> First(const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return ConflictOf(rows.front());
}

}  // namespace

absl::StatusOr<bool> InsertConflict(journal::WriteTransaction& tx,
                                    const Conflict& conflict) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO interest_conflict (centre, id, person, learner, "
      "other_person, nature, start_date, end_date, mitigation, "
      "mitigation_state, decided_by, decided_us, decide_reason, declared_by, "
      "declared_us) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
      "$13, $14, $15) ON CONFLICT DO NOTHING",
      conflict.centre, conflict.id, conflict.person, conflict.learner,
      conflict.other_person, conflict.nature, DateValue(conflict.period.first),
      DateValue(conflict.period.last), conflict.mitigation,
      static_cast<int64_t>(conflict.mitigation_state), conflict.decided_by,
      TimeValue(conflict.decided), conflict.decide_reason, conflict.declared_by,
      Micros(conflict.declared)));
  return tx.changes() > 0;
}

absl::StatusOr<std::optional<Conflict>> FindConflict(db::Transaction& tx,
                                                     std::string_view centre,
                                                     std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM interest_conflict "
                           "WHERE centre = $1 AND id = $2",
                           kColumns),
               centre, id));
  return First(rows);
}

absl::StatusOr<std::optional<Conflict>> FindOpenConflict(
    db::Transaction& tx, const Conflict& declared) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM interest_conflict WHERE "
                           "centre = $1 AND person = $2 AND learner = $3 AND "
                           "other_person = $4 AND end_date IS NULL",
                           kColumns),
               declared.centre, declared.person, declared.learner,
               declared.other_person));
  return First(rows);
}

absl::Status UpdateConflict(journal::WriteTransaction& tx,
                            const Conflict& conflict) {
  return tx.Execute(
      "UPDATE interest_conflict SET end_date = $3, mitigation = $4, "
      "mitigation_state = $5, decided_by = $6, decided_us = $7, "
      "decide_reason = $8 WHERE centre = $1 AND id = $2",
      conflict.centre, conflict.id, DateValue(conflict.period.last),
      conflict.mitigation, static_cast<int64_t>(conflict.mitigation_state),
      conflict.decided_by, TimeValue(conflict.decided), conflict.decide_reason);
}

absl::StatusOr<std::vector<Conflict>> ConflictsNaming(db::Transaction& tx,
                                                      std::string_view centre,
                                                      std::string_view person) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {0} FROM interest_conflict "
                           "WHERE centre = $1 AND person = $2 UNION ALL "
                           "SELECT {0} FROM interest_conflict "
                           "WHERE centre = $1 AND other_person = $2 "
                           "ORDER BY declared_us, id",
                           kColumns),
               centre, person));
  return All(rows);
}

absl::StatusOr<std::vector<Conflict>> ListConflicts(db::Transaction& tx,
                                                    std::string_view centre,
                                                    std::string_view person,
                                                    const CreationKey& after,
                                                    int limit) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM interest_conflict WHERE "
                           "centre = $1 AND (declared_us, id) > ($2, $3) AND "
                           "($4 = '' OR person = $4) "
                           "ORDER BY declared_us, id LIMIT $5",
                           kColumns),
               centre, after.created_us, after.id, person, limit));
  return All(rows);
}

}  // namespace attest::registration::store
