#include "services/registration/store/delivery_plan_store.h"

#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

// From three columns that stand beside each other.
std::optional<SignedStatement> StatementAt(const db::Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return SignedStatement{.text = row.Text(column),
                         .signed_by = row.Text(column + 1),
                         .signed_date = DateAt(row, column + 2)};
}

DeliveryPlan PlanOf(const db::Row& row) {
  DeliveryPlan plan{.centre = row.Text(0),
                    .qualification = row.Text(1),
                    .learning_experience = row.Text(2),
                    .non_discrimination = StatementAt(row, 3),
                    .equality_of_opportunity = StatementAt(row, 6),
                    .barriers = {},
                    .schedule = row.Text(9),
                    .state = static_cast<PlanState>(row.Int(10)),
                    .decided_by = row.Text(11),
                    .decided = {},
                    .return_reason = row.Text(13),
                    .revision = row.Int(14),
                    .delivery_modes = row.Text(15),
                    .advert = row.Text(16)};
  if (!row.IsNull(12)) plan.decided = TimeAt(row, 12);
  return plan;
}

// The three columns of a statement.
struct StatementValues {
  explicit StatementValues(const std::optional<SignedStatement>& statement) {
    if (!statement) return;
    text = statement->text;
    signed_by = statement->signed_by;
    signed_date = DateValue(statement->signed_date);
  }
  db::Value text;
  db::Value signed_by;
  db::Value signed_date;
};

absl::Status ReplaceBarriers(journal::WriteTransaction& tx,
                             const DeliveryPlan& plan) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("DELETE FROM delivery_plan_barrier "
                 "WHERE centre = $1 AND qualification = $2",
                 plan.centre, plan.qualification));
  for (size_t i = 0; i < plan.barriers.size(); ++i) {
    const Barrier& barrier = plan.barriers[i];
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO delivery_plan_barrier (centre, qualification, position, "
        "barrier, step, reason) VALUES ($1, $2, $3, $4, $5, $6)",
        plan.centre, plan.qualification, static_cast<int64_t>(i),
        barrier.barrier, barrier.step, barrier.reason));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<DeliveryPlan>> FindDeliveryPlan(
    db::Transaction& tx, std::string_view centre,
    std::string_view qualification) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT centre, qualification, learning_experience, "
               "non_discrimination_text, non_discrimination_signed_by, "
               "non_discrimination_signed_date, equality_text, "
               "equality_signed_by, equality_signed_date, schedule, state, "
               "decided_by, decided_us, return_reason, revision, "
               "delivery_modes, advert FROM delivery_plan WHERE centre = $1 "
               "AND qualification = $2",
               centre, qualification));
  if (rows.empty()) return std::nullopt;
  DeliveryPlan plan = PlanOf(rows.front());
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows barriers,
      tx.Query("SELECT barrier, step, reason FROM delivery_plan_barrier "
               "WHERE centre = $1 AND qualification = $2 ORDER BY position",
               centre, qualification));
  for (const db::Row& row : barriers) {
    plan.barriers.push_back(
        {.barrier = row.Text(0), .step = row.Text(1), .reason = row.Text(2)});
  }
  return plan;
}

absl::Status PutDeliveryPlan(journal::WriteTransaction& tx,
                             const DeliveryPlan& plan) {
  const StatementValues discrimination(plan.non_discrimination);
  const StatementValues equality(plan.equality_of_opportunity);
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO delivery_plan (centre, qualification, learning_experience, "
      "non_discrimination_text, non_discrimination_signed_by, "
      "non_discrimination_signed_date, equality_text, equality_signed_by, "
      "equality_signed_date, schedule, state, decided_by, decided_us, "
      "return_reason, revision, delivery_modes, advert) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15, $16, $17) ON CONFLICT (centre, qualification) DO UPDATE SET "
      "learning_experience = excluded.learning_experience, "
      "non_discrimination_text = excluded.non_discrimination_text, "
      "non_discrimination_signed_by = excluded.non_discrimination_signed_by, "
      "non_discrimination_signed_date = "
      "excluded.non_discrimination_signed_date, "
      "equality_text = excluded.equality_text, "
      "equality_signed_by = excluded.equality_signed_by, "
      "equality_signed_date = excluded.equality_signed_date, "
      "schedule = excluded.schedule, state = excluded.state, "
      "decided_by = excluded.decided_by, decided_us = excluded.decided_us, "
      "return_reason = excluded.return_reason, revision = excluded.revision, "
      "delivery_modes = excluded.delivery_modes, advert = excluded.advert",
      plan.centre, plan.qualification, plan.learning_experience,
      discrimination.text, discrimination.signed_by, discrimination.signed_date,
      equality.text, equality.signed_by, equality.signed_date, plan.schedule,
      static_cast<int64_t>(plan.state), plan.decided_by,
      TimeValue(plan.decided), plan.return_reason, plan.revision,
      plan.delivery_modes, plan.advert));
  return ReplaceBarriers(tx, plan);
}

}  // namespace attest::registration::store
