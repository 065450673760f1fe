#include "services/registration/store/correction_store.h"

#include "fmt/format.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "learner, id, state, reason, centre, requested_by, requested_us, "
    "decided_by, decided_us, decide_reason";

Correction CorrectionOf(const db::Row& row) {
  Correction correction{.learner = row.Text(0),
                        .id = row.Text(1),
                        .fields = {},
                        .reason = row.Text(3),
                        .state = static_cast<CorrectionState>(row.Int(2)),
                        .centre = row.Text(4),
                        .requested_by = row.Text(5),
                        .requested = TimeAt(row, 6),
                        .decided_by = row.Text(7),
                        .decided = {},
                        .decide_reason = row.Text(9)};
  if (!row.IsNull(8)) correction.decided = TimeAt(row, 8);
  return correction;
}

absl::Status ReadFields(db::Transaction& tx, Correction& correction) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT field, before_value, after_value FROM correction_field "
               "WHERE learner = $1 AND correction = $2 ORDER BY position",
               correction.learner, correction.id));
  for (const db::Row& row : rows) {
    correction.fields.push_back({row.Text(0), row.Text(1), row.Text(2)});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Correction>> ReadAll(db::Transaction& tx,
                                                const db::Rows& rows) {
  std::vector<Correction> corrections;
  for (const db::Row& row : rows) {
    corrections.push_back(CorrectionOf(row));
    ATTEST_RETURN_IF_ERROR(ReadFields(tx, corrections.back()));
  }
  return corrections;
}

// Adds a value; gives its placeholder.
std::string Parameter(db::Value value, std::vector<db::Value>& parameters) {
  parameters.push_back(std::move(value));
  return fmt::format("${}", parameters.size());
}

std::string Condition(const CorrectionFilter& filter,
                      std::vector<db::Value>& parameters) {
  std::string condition;
  if (!filter.learner.empty()) {
    condition += " AND learner = " + Parameter(filter.learner, parameters);
  }
  if (!filter.centres.empty()) {
    std::vector<std::string> places;
    for (const std::string& centre : filter.centres) {
      places.push_back(Parameter(centre, parameters));
    }
    condition += fmt::format(" AND centre IN ({})", fmt::join(places, ", "));
  }
  if (filter.state) {
    condition += " AND state = " +
                 Parameter(static_cast<int64_t>(*filter.state), parameters);
  }
  return condition;
}

}  // namespace

absl::Status InsertCorrection(journal::WriteTransaction& tx,
                              const Correction& correction) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO correction (learner, id, state, reason, centre, "
      "requested_by, requested_us, decided_by, decided_us, decide_reason) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      correction.learner, correction.id, static_cast<int64_t>(correction.state),
      correction.reason, correction.centre, correction.requested_by,
      Micros(correction.requested), correction.decided_by,
      TimeValue(correction.decided), correction.decide_reason));
  for (size_t i = 0; i < correction.fields.size(); ++i) {
    const CorrectedField& one = correction.fields[i];
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO correction_field (learner, correction, position, field, "
        "before_value, after_value) VALUES ($1, $2, $3, $4, $5, $6)",
        correction.learner, correction.id, static_cast<int64_t>(i), one.field,
        one.before, one.after));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Correction>> FindCorrection(
    db::Transaction& tx, std::string_view learner, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          tx.Query(fmt::format("SELECT {} FROM correction "
                                               "WHERE learner = $1 AND id = $2",
                                               kColumns),
                                   learner, id));
  if (rows.empty()) return std::nullopt;
  Correction correction = CorrectionOf(rows.front());
  ATTEST_RETURN_IF_ERROR(ReadFields(tx, correction));
  return correction;
}

absl::Status UpdateCorrection(journal::WriteTransaction& tx,
                              const Correction& correction) {
  return tx.Execute(
      "UPDATE correction SET state = $3, decided_by = $4, decided_us = $5, "
      "decide_reason = $6 WHERE learner = $1 AND id = $2",
      correction.learner, correction.id, static_cast<int64_t>(correction.state),
      correction.decided_by, TimeValue(correction.decided),
      correction.decide_reason);
}

absl::StatusOr<std::vector<Correction>> ListCorrections(
    db::Transaction& tx, const CorrectionFilter& filter,
    const CreationKey& after, int limit) {
  std::vector<db::Value> parameters = {after.created_us, after.id,
                                       int64_t{limit}};
  const std::string condition = Condition(filter, parameters);
  const std::string sql = fmt::format(
      "SELECT {} FROM correction WHERE (requested_us, id) > ($1, $2){} "
      "ORDER BY requested_us, id LIMIT $3",
      kColumns, condition);
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, tx.Run(sql, parameters));
  return ReadAll(tx, rows);
}

}  // namespace attest::registration::store
