#include "services/verification/store/claims.h"

#include <utility>

#include "services/verification/store/moderations.h"
#include "services/verification/store/plans.h"
#include "services/verification/store/samples.h"

namespace attest::verification::store {
namespace {

constexpr char kInsertClaim[] =
    "INSERT INTO claim (registration, id, centre, state, claimed_by, syllabus,"
    " created_us) VALUES ($1, $2, $3, $4, $5, $6, $7)";
constexpr char kInsertUnit[] =
    "INSERT INTO claimed_unit (registration, claim, position, unit, title,"
    " level, credits, guided_learning_hours, revision)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr char kMark[] =
    "UPDATE claim SET state = $3"
    " WHERE registration = $1 AND id = $2 AND state = 1";
constexpr char kSelectClaim[] =
    "SELECT registration, id, centre, state, claimed_by, syllabus, created_us"
    " FROM claim WHERE registration = $1 AND id = $2";
constexpr char kSelectUnits[] =
    "SELECT unit, title, level, credits, guided_learning_hours, revision"
    " FROM claimed_unit WHERE registration = $1 AND claim = $2"
    " ORDER BY position";
constexpr char kSelectLive[] =
    "SELECT id FROM claim WHERE registration = $1 AND state IN (1, 2)";

absl::StatusOr<bool> Mark(journal::WriteTransaction& sql,
                          std::string_view registration, std::string_view id,
                          ClaimState state) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kMark, registration, id, static_cast<int>(state)));
  return sql.changes() > 0;
}

}  // namespace

absl::Status InsertClaim(journal::WriteTransaction& sql, const Claim& claim) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kInsertClaim, claim.registration, claim.id, claim.centre,
                  static_cast<int>(claim.state), claim.claimed_by,
                  claim.syllabus, absl::ToUnixMicros(claim.create_time)));
  int position = 0;
  for (const ClaimedUnit& unit : claim.units) {
    ATTEST_RETURN_IF_ERROR(
        sql.Execute(kInsertUnit, claim.registration, claim.id, ++position,
                    unit.unit, unit.title, unit.level, unit.credits,
                    unit.guided_learning_hours, unit.revision));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> MarkAwarded(journal::WriteTransaction& sql,
                                 std::string_view registration,
                                 std::string_view id) {
  return Mark(sql, registration, id, ClaimState::kAwarded);
}

absl::StatusOr<bool> MarkLapsed(journal::WriteTransaction& sql,
                                std::string_view registration,
                                std::string_view id) {
  return Mark(sql, registration, id, ClaimState::kLapsed);
}

absl::StatusOr<std::optional<Claim>> FindClaim(db::Transaction& sql,
                                               std::string_view registration,
                                               std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectClaim, registration, id));
  if (rows.empty()) return std::optional<Claim>();
  const db::Row& row = rows.front();
  Claim claim;
  claim.registration = row.Text(0);
  claim.id = row.Text(1);
  claim.centre = row.Text(2);
  claim.state = static_cast<ClaimState>(row.Int(3));
  claim.claimed_by = row.Text(4);
  claim.syllabus = row.Text(5);
  claim.create_time = absl::FromUnixMicros(row.Int(6));
  ATTEST_ASSIGN_OR_RETURN(const db::Rows units,
                          sql.Query(kSelectUnits, registration, id));
  for (const db::Row& unit : units) {
    claim.units.push_back(
        {.unit = unit.Text(0),
         .title = unit.Text(1),
         .level = static_cast<int>(unit.Int(2)),
         .credits = static_cast<int>(unit.Int(3)),
         .guided_learning_hours = static_cast<int>(unit.Int(4)),
         .revision = unit.Int(5)});
  }
  return std::optional<Claim>(std::move(claim));
}

absl::StatusOr<OwnRecord> OwnRecordOf(db::Transaction& sql,
                                      std::string_view centre,
                                      std::string_view registration,
                                      std::string_view qualification) {
  OwnRecord record;
  ATTEST_ASSIGN_OR_RETURN(record.plan,
                          FindOpenPlan(sql, centre, qualification));
  ATTEST_ASSIGN_OR_RETURN(record.samples, SamplesOf(sql, centre, registration));
  ATTEST_ASSIGN_OR_RETURN(record.considered,
                          ConsideredOf(sql, centre, registration));
  ATTEST_ASSIGN_OR_RETURN(record.moderations, ModerationsOf(sql, registration));
  ATTEST_ASSIGN_OR_RETURN(const db::Rows live,
                          sql.Query(kSelectLive, registration));
  if (!live.empty()) {
    ATTEST_ASSIGN_OR_RETURN(record.claim,
                            FindClaim(sql, registration, live.front().Text(0)));
  }
  return record;
}

}  // namespace attest::verification::store
