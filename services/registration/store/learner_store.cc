#include "services/registration/store/learner_store.h"

#include "libs/clock/dates.h"
#include "services/registration/domain/unique_learner_number.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {

absl::StatusOr<bool> InsertLearner(journal::WriteTransaction& tx,
                                   const Learner& learner) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO learner (id, full_name, name_key, birth_date, email, "
      "email_key, unique_learner_number, subject, job_role, "
      "awarding_organisation_number, created_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
      "ON CONFLICT DO NOTHING",
      learner.id, learner.full_name, ComparisonKey(learner.full_name),
      FormatDate(learner.birth_date), learner.email,
      ComparisonKey(learner.email), learner.unique_learner_number,
      learner.subject, learner.job_role, learner.awarding_organisation_number,
      Micros(learner.created)));
  return tx.changes() > 0;
}

absl::StatusOr<std::optional<Learner>> FindLearner(db::Transaction& tx,
                                                   std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          tx.Query("SELECT id, full_name, birth_date, email, "
                                   "unique_learner_number, subject, job_role, "
                                   "awarding_organisation_number, created_us "
                                   "FROM learner WHERE id = $1",
                                   id));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  return Learner{.id = row.Text(0),
                 .full_name = row.Text(1),
                 .birth_date = DateAt(row, 2),
                 .email = row.Text(3),
                 .unique_learner_number = row.Text(4),
                 .subject = row.Text(5),
                 .job_role = row.Text(6),
                 .awarding_organisation_number = row.Text(7),
                 .created = TimeAt(row, 8)};
}

absl::StatusOr<std::optional<NumberHolder>> FindNumberHolder(
    db::Transaction& tx, std::string_view number, std::string_view centre) {
  if (number.empty() || number == kTemporaryUniqueLearnerNumber) {
    return std::nullopt;
  }
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT l.id, "
               "CASE WHEN EXISTS (SELECT 1 FROM registration r "
               "WHERE r.learner = l.id AND r.state = 3) AND "
               "NOT EXISTS (SELECT 1 FROM registration r "
               "WHERE r.learner = l.id AND r.state <> 3) THEN 0 ELSE 1 END, "
               "CASE WHEN EXISTS (SELECT 1 FROM registration r "
               "WHERE r.learner = l.id AND r.centre = $2) THEN 1 ELSE 0 END "
               "FROM learner l WHERE l.unique_learner_number = $1 AND "
               "l.unique_learner_number <> '' AND "
               "l.unique_learner_number <> '9999999999' AND "
               "l.unique_learner_number_released = 0",
               number, centre));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  return NumberHolder{.learner = row.Text(0),
                      .studies = row.Int(1) != 0,
                      .same_centre = row.Int(2) != 0};
}

absl::Status ReleaseNumber(journal::WriteTransaction& tx,
                           std::string_view learner) {
  return tx.Execute(
      "UPDATE learner SET unique_learner_number_released = 1 WHERE id = $1",
      learner);
}

absl::StatusOr<std::vector<DuplicateCandidate>> FindDuplicates(
    db::Transaction& tx, const Learner& learner, std::string_view centre) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(
          "SELECT l.id, CASE WHEN l.name_key = $2 THEN 1 ELSE 0 END, "
          "CASE WHEN l.email_key = $3 AND l.email_key <> '' THEN 1 ELSE 0 END, "
          "CASE WHEN EXISTS (SELECT 1 FROM registration r "
          "WHERE r.learner = l.id AND r.centre = $4) THEN 1 ELSE 0 END AS near "
          "FROM learner l WHERE l.birth_date = $1 AND (l.name_key = $2 OR "
          "(l.email_key = $3 AND l.email_key <> '')) "
          "ORDER BY near DESC, l.id LIMIT 20",
          FormatDate(learner.birth_date), ComparisonKey(learner.full_name),
          ComparisonKey(learner.email), centre));
  std::vector<DuplicateCandidate> candidates;
  for (const db::Row& row : rows) {
    candidates.push_back({.learner = row.Text(0),
                          .same_name = row.Int(1) != 0,
                          .same_email = row.Int(2) != 0,
                          .same_centre = row.Int(3) != 0});
  }
  return candidates;
}

}  // namespace attest::registration::store
