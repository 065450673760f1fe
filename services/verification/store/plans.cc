#include "services/verification/store/plans.h"

#include <utility>

namespace attest::verification::store {
namespace {

constexpr int64_t kOpen = 1;

constexpr char kInsertPlan[] =
    "INSERT INTO sampling_plan (centre, id, qualification, rate_percent,"
    " new_assessor_rate_percent, seed, state, created_us)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr char kInsertMustSample[] =
    "INSERT INTO must_sample_unit (centre, plan, position, unit)"
    " VALUES ($1, $2, $3, $4)";
constexpr char kSelectPlan[] =
    "SELECT centre, id, qualification, rate_percent,"
    " new_assessor_rate_percent, seed, created_us FROM sampling_plan"
    " WHERE centre = $1 AND id = $2";
constexpr char kSelectOpenPlan[] =
    "SELECT centre, id, qualification, rate_percent,"
    " new_assessor_rate_percent, seed, created_us FROM sampling_plan"
    " WHERE centre = $1 AND qualification = $2 AND state = 1";
constexpr char kSelectMustSample[] =
    "SELECT unit FROM must_sample_unit WHERE centre = $1 AND plan = $2"
    " ORDER BY position";
constexpr char kInsertConsidered[] =
    "INSERT INTO considered_sign_off (centre, plan, registration, unit,"
    " revision, chosen, considered_us) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (centre, plan, registration, unit, revision) DO NOTHING";
constexpr char kSelectConsideredBy[] =
    "SELECT registration, unit, revision FROM considered_sign_off"
    " WHERE centre = $1 AND plan = $2";
constexpr char kSelectConsideredOf[] =
    "SELECT registration, unit, revision FROM considered_sign_off"
    " WHERE centre = $1 AND registration = $2";

absl::StatusOr<std::optional<SamplingPlan>> ReadPlan(db::Transaction& sql,
                                                     const db::Rows& rows) {
  if (rows.empty()) return std::optional<SamplingPlan>();
  const db::Row& row = rows.front();
  SamplingPlan plan;
  plan.centre = row.Text(0);
  plan.id = row.Text(1);
  plan.qualification = row.Text(2);
  plan.strategy.rate_percent = static_cast<int>(row.Int(3));
  plan.strategy.new_assessor_rate_percent = static_cast<int>(row.Int(4));
  plan.seed = row.Bytes(5);
  plan.create_time = absl::FromUnixMicros(row.Int(6));
  ATTEST_ASSIGN_OR_RETURN(const db::Rows units,
                          sql.Query(kSelectMustSample, plan.centre, plan.id));
  for (const db::Row& unit : units) {
    plan.strategy.must_sample_units.push_back(unit.Text(0));
  }
  return std::optional<SamplingPlan>(std::move(plan));
}

std::set<SignOffKey> ReadKeys(const db::Rows& rows) {
  std::set<SignOffKey> keys;
  for (const db::Row& row : rows) {
    keys.insert({row.Text(0), row.Text(1), row.Int(2)});
  }
  return keys;
}

}  // namespace

absl::Status InsertPlan(journal::WriteTransaction& sql,
                        const SamplingPlan& plan) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(
      kInsertPlan, plan.centre, plan.id, plan.qualification,
      plan.strategy.rate_percent, plan.strategy.new_assessor_rate_percent,
      db::Blob{plan.seed}, kOpen, absl::ToUnixMicros(plan.create_time)));
  int position = 0;
  for (const std::string& unit : plan.strategy.must_sample_units) {
    ATTEST_RETURN_IF_ERROR(
        sql.Execute(kInsertMustSample, plan.centre, plan.id, ++position, unit));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<SamplingPlan>> FindPlan(db::Transaction& sql,
                                                     std::string_view centre,
                                                     std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectPlan, centre, id));
  return ReadPlan(sql, rows);
}

absl::StatusOr<std::optional<SamplingPlan>> FindOpenPlan(
    db::Transaction& sql, std::string_view centre,
    std::string_view qualification) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectOpenPlan, centre, qualification));
  return ReadPlan(sql, rows);
}

absl::StatusOr<bool> InsertConsidered(journal::WriteTransaction& sql,
                                      std::string_view centre,
                                      std::string_view plan,
                                      const SignOffKey& key, bool chosen,
                                      absl::Time now) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(kInsertConsidered, centre, plan,
                                     key.registration, key.unit, key.revision,
                                     chosen, absl::ToUnixMicros(now)));
  return sql.changes() > 0;
}

absl::StatusOr<std::set<SignOffKey>> ConsideredBy(db::Transaction& sql,
                                                  std::string_view centre,
                                                  std::string_view plan) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectConsideredBy, centre, plan));
  return ReadKeys(rows);
}

absl::StatusOr<std::set<SignOffKey>> ConsideredOf(
    db::Transaction& sql, std::string_view centre,
    std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectConsideredOf, centre, registration));
  return ReadKeys(rows);
}

}  // namespace attest::verification::store
