#include "services/assessment/store/plans.h"

#include "services/assessment/store/lines.h"

namespace attest::assessment::store {
namespace {

constexpr char kSelect[] =
    "SELECT syllabus, state, gaps, decided_by, decide_us, return_reason,"
    " revision FROM assessment_plan WHERE centre = $1 AND plan = $2";
constexpr char kSelectRows[] =
    "SELECT unit, criteria, piece_of_work, method, date"
    " FROM assessment_plan_row WHERE centre = $1 AND plan = $2"
    " ORDER BY position";
constexpr char kUpsert[] =
    "INSERT INTO assessment_plan (centre, plan, syllabus, state, gaps,"
    " decided_by, decide_us, return_reason, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (centre, plan) DO UPDATE SET state = excluded.state,"
    " gaps = excluded.gaps, decided_by = excluded.decided_by,"
    " decide_us = excluded.decide_us, return_reason = excluded.return_reason,"
    " revision = excluded.revision";
constexpr char kDeleteRows[] =
    "DELETE FROM assessment_plan_row WHERE centre = $1 AND plan = $2";
constexpr char kInsertRow[] =
    "INSERT INTO assessment_plan_row (centre, plan, position, unit, criteria,"
    " piece_of_work, method, date) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

absl::Status ReadRows(db::Transaction& sql, Plan& plan) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectRows, plan.centre, plan.id));
  for (const db::Row& row : rows) {
    plan.rows.push_back({.unit = row.Text(0),
                         .criteria = SplitLines(row.Text(1)),
                         .piece_of_work = row.Text(2),
                         .method = static_cast<EvidenceKind>(row.Int(3)),
                         .date = row.Text(4)});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<Plan>> FindPlan(db::Transaction& sql,
                                             std::string_view centre,
                                             std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql.Query(kSelect, centre, id));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  Plan plan{.centre = std::string(centre),
            .id = std::string(id),
            .syllabus = row.Text(0),
            .rows = {},
            .state = static_cast<PlanState>(row.Int(1)),
            .gaps = SplitLines(row.Text(2)),
            .decided_by = row.Text(3),
            .decide_time = absl::FromUnixMicros(row.Int(4)),
            .return_reason = row.Text(5),
            .revision = row.Int(6)};
  ATTEST_RETURN_IF_ERROR(ReadRows(sql, plan));
  return plan;
}

absl::Status UpdatePlan(journal::WriteTransaction& sql, const Plan& plan) {
  return sql.Execute(kUpsert, plan.centre, plan.id, plan.syllabus,
                     static_cast<int>(plan.state), JoinLines(plan.gaps),
                     plan.decided_by, absl::ToUnixMicros(plan.decide_time),
                     plan.return_reason, plan.revision);
}

absl::Status PutPlan(journal::WriteTransaction& sql, const Plan& plan) {
  ATTEST_RETURN_IF_ERROR(UpdatePlan(sql, plan));
  ATTEST_RETURN_IF_ERROR(sql.Execute(kDeleteRows, plan.centre, plan.id));
  int64_t position = 0;
  for (const PlanRow& row : plan.rows) {
    ATTEST_RETURN_IF_ERROR(
        sql.Execute(kInsertRow, plan.centre, plan.id, position++, row.unit,
                    JoinLines(row.criteria), row.piece_of_work,
                    static_cast<int>(row.method), row.date));
  }
  return absl::OkStatus();
}

}  // namespace attest::assessment::store
