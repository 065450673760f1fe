#include "services/verification/store/awards.h"

#include <utility>

#include "libs/clock/dates.h"
#include "services/verification/store/claims.h"

namespace attest::verification::store {
namespace {

constexpr int kValid = 1;

constexpr char kInsertAward[] =
    "INSERT INTO award (id, registration, claim, centre, certificate_number,"
    " title, qualification_code, qualification_number, awarding_organisation,"
    " learner_name, award_date, credits, credits_at_level,"
    " guided_learning_hours, syllabus, state) VALUES ($1, $2, $3, $4, $5, $6,"
    " $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

// The columns in the order in which ReadAward takes them.
#define ATTEST_AWARD_COLUMNS                                           \
  "SELECT id, registration, claim, centre, certificate_number, title," \
  " qualification_code, qualification_number, awarding_organisation,"  \
  " learner_name, award_date, credits, credits_at_level,"              \
  " guided_learning_hours, syllabus FROM award"
constexpr char kSelectAward[] = ATTEST_AWARD_COLUMNS " WHERE id = $1";
constexpr char kSelectAwardOfClaim[] =
    ATTEST_AWARD_COLUMNS " WHERE registration = $1 AND claim = $2";
constexpr char kSelectAwardByNumber[] =
    ATTEST_AWARD_COLUMNS " WHERE certificate_number = $1";
#undef ATTEST_AWARD_COLUMNS

absl::StatusOr<std::optional<Award>> ReadAward(db::Transaction& sql,
                                               const db::Rows& rows) {
  if (rows.empty()) return std::optional<Award>();
  const db::Row& row = rows.front();
  Award award;
  award.id = row.Text(0);
  award.registration = row.Text(1);
  award.claim = row.Text(2);
  award.centre = row.Text(3);
  award.certificate_number = row.Text(4);
  award.title = row.Text(5);
  award.qualification_code = row.Text(6);
  award.qualification_number = row.Text(7);
  award.awarding_organisation = row.Text(8);
  award.learner_name = row.Text(9);
  award.award_date = ParseDate(row.Text(10)).value_or(absl::CivilDay());
  award.credits = static_cast<int>(row.Int(11));
  award.credits_at_level = static_cast<int>(row.Int(12));
  award.guided_learning_hours = static_cast<int>(row.Int(13));
  award.syllabus = row.Text(14);
  ATTEST_ASSIGN_OR_RETURN(std::optional<Claim> claim,
                          FindClaim(sql, award.registration, award.claim));
  if (claim.has_value()) award.units = std::move(claim->units);
  return std::optional<Award>(std::move(award));
}

}  // namespace

absl::Status InsertAward(journal::WriteTransaction& sql, const Award& award) {
  return sql.Execute(kInsertAward, award.id, award.registration, award.claim,
                     award.centre, award.certificate_number, award.title,
                     award.qualification_code, award.qualification_number,
                     award.awarding_organisation, award.learner_name,
                     FormatDate(award.award_date), award.credits,
                     award.credits_at_level, award.guided_learning_hours,
                     award.syllabus, kValid);
}

absl::StatusOr<std::optional<Award>> FindAward(db::Transaction& sql,
                                               std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql.Query(kSelectAward, id));
  return ReadAward(sql, rows);
}

absl::StatusOr<std::optional<Award>> FindAwardOfClaim(
    db::Transaction& sql, std::string_view registration,
    std::string_view claim) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectAwardOfClaim, registration, claim));
  return ReadAward(sql, rows);
}

absl::StatusOr<std::optional<Award>> FindAwardByNumber(
    db::Transaction& sql, std::string_view certificate_number) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectAwardByNumber, certificate_number));
  return ReadAward(sql, rows);
}

}  // namespace attest::verification::store
