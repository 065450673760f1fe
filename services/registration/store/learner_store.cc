#include "services/registration/store/learner_store.h"

#include <algorithm>

#include "libs/clock/dates.h"
#include "services/registration/domain/unique_learner_number.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

// Of learner_former_number.
constexpr int kUniqueNumber = 1;
constexpr int kOrganisationNumber = 2;

absl::Status ReadFormerNumbers(db::Transaction& tx, Learner& learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT kind, number FROM learner_former_number "
               "WHERE learner = $1 ORDER BY created_us, number",
               learner.id));
  for (const db::Row& row : rows) {
    auto& numbers = row.Int(0) == kUniqueNumber
                        ? learner.former_numbers
                        : learner.former_organisation_numbers;
    numbers.push_back(row.Text(1));
  }
  return absl::OkStatus();
}

absl::Status PutFormerNumbers(journal::WriteTransaction& tx,
                              std::string_view learner, int kind,
                              const std::vector<std::string>& numbers,
                              absl::Time now) {
  for (const std::string& number : numbers) {
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO learner_former_number (learner, kind, number, created_us) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        learner, kind, number, Micros(now)));
  }
  return absl::OkStatus();
}

// Erased learners have no birth date.
std::string BirthDateText(const Learner& learner) {
  return learner.erased ? "" : FormatDate(learner.birth_date);
}

bool IsListed(const std::vector<DuplicateCandidate>& candidates,
              const std::string& learner) {
  return std::any_of(
      candidates.begin(), candidates.end(),
      [&](const DuplicateCandidate& one) { return one.learner == learner; });
}

}  // namespace

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
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT id, full_name, birth_date, email, "
               "unique_learner_number, subject, job_role, "
               "awarding_organisation_number, created_us, revision, "
               "merged_into, erased FROM learner WHERE id = $1",
               id));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  Learner learner{.id = row.Text(0),
                  .full_name = row.Text(1),
                  .birth_date = DateAt(row, 2),
                  .email = row.Text(3),
                  .unique_learner_number = row.Text(4),
                  .subject = row.Text(5),
                  .job_role = row.Text(6),
                  .awarding_organisation_number = row.Text(7),
                  .created = TimeAt(row, 8),
                  .revision = row.Int(9),
                  .merged_into = row.Text(10),
                  .erased = row.Int(11) != 0};
  ATTEST_RETURN_IF_ERROR(ReadFormerNumbers(tx, learner));
  return learner;
}

absl::Status UpdateLearner(journal::WriteTransaction& tx,
                           const Learner& learner, absl::Time now) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "UPDATE learner SET full_name = $2, name_key = $3, birth_date = $4, "
      "email = $5, email_key = $6, unique_learner_number_released = CASE WHEN "
      "unique_learner_number = $7 THEN unique_learner_number_released ELSE 0 "
      "END, unique_learner_number = $7, subject = $8, job_role = $9, "
      "awarding_organisation_number = $10, revision = $11, merged_into = $12, "
      "erased = $13 WHERE id = $1",
      learner.id, learner.full_name, ComparisonKey(learner.full_name),
      BirthDateText(learner), learner.email, ComparisonKey(learner.email),
      learner.unique_learner_number, learner.subject, learner.job_role,
      learner.awarding_organisation_number, learner.revision,
      learner.merged_into, learner.erased));
  ATTEST_RETURN_IF_ERROR(PutFormerNumbers(tx, learner.id, kUniqueNumber,
                                          learner.former_numbers, now));
  return PutFormerNumbers(tx, learner.id, kOrganisationNumber,
                          learner.former_organisation_numbers, now);
}

absl::Status MoveToLearner(journal::WriteTransaction& tx, const Learner& kept,
                           std::string_view duplicate) {
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("UPDATE learner SET merged_into = $2, revision = revision + 1 "
                 "WHERE id = $1 OR merged_into = $1",
                 duplicate, kept.id));
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "UPDATE registration SET learner = $2, revision = revision + 1 "
      "WHERE learner = $1",
      duplicate, kept.id));
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "UPDATE interest_conflict SET learner = $2 WHERE learner = $1 AND "
      "NOT EXISTS (SELECT 1 FROM interest_conflict other "
      "WHERE other.centre = interest_conflict.centre AND "
      "other.person = interest_conflict.person AND other.learner = $2 AND "
      "other.end_date IS NULL AND interest_conflict.end_date IS NULL)",
      duplicate, kept.id));
  return PutSubject(tx, kept);
}

absl::StatusOr<bool> SubjectIsTaken(db::Transaction& tx,
                                    const Learner& learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT 1 FROM registration own JOIN registration other "
               "ON other.qualification = own.qualification "
               "WHERE own.learner = $1 AND own.state IN (1, 4) AND "
               "other.learner_subject = $2 AND other.learner_subject <> '' AND "
               "other.state IN (1, 4) AND other.learner <> $1 LIMIT 1",
               learner.id, learner.subject));
  return !rows.empty();
}

absl::Status PutSubject(journal::WriteTransaction& tx, const Learner& learner) {
  return tx.Execute(
      "UPDATE registration SET learner_subject = $2, revision = revision + 1 "
      "WHERE learner = $1 AND learner_subject <> $2",
      learner.id, learner.subject);
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
               "FROM (SELECT CASE WHEN merged_into = '' THEN id "
               "ELSE merged_into END AS id FROM learner "
               "WHERE unique_learner_number = $1 AND "
               "unique_learner_number <> '' AND "
               "unique_learner_number <> '9999999999' AND "
               "unique_learner_number_released = 0) l",
               number, centre));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  return NumberHolder{.learner = row.Text(0),
                      .studies = row.Int(1) != 0,
                      .same_centre = row.Int(2) != 0};
}

absl::Status ReleaseNumber(journal::WriteTransaction& tx,
                           std::string_view number) {
  return tx.Execute(
      "UPDATE learner SET unique_learner_number_released = 1 "
      "WHERE unique_learner_number = $1 AND unique_learner_number <> '' AND "
      "unique_learner_number <> '9999999999' AND "
      "unique_learner_number_released = 0",
      number);
}

absl::StatusOr<std::vector<DuplicateCandidate>> FindDuplicates(
    db::Transaction& tx, const Learner& learner, std::string_view centre) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT l.id, l.same_name, l.same_email, "
               "CASE WHEN EXISTS (SELECT 1 FROM registration r "
               "WHERE r.learner = l.id AND r.centre = $4) THEN 1 ELSE 0 END "
               "AS near FROM (SELECT CASE WHEN merged_into = '' THEN id "
               "ELSE merged_into END AS id, "
               "CASE WHEN name_key = $2 THEN 1 ELSE 0 END AS same_name, "
               "CASE WHEN email_key = $3 AND email_key <> '' "
               "THEN 1 ELSE 0 END AS same_email "
               "FROM learner WHERE birth_date = $1 AND (name_key = $2 OR "
               "(email_key = $3 AND email_key <> ''))) l "
               "ORDER BY near DESC, l.id LIMIT 20",
               FormatDate(learner.birth_date), ComparisonKey(learner.full_name),
               ComparisonKey(learner.email), centre));
  std::vector<DuplicateCandidate> candidates;
  for (const db::Row& row : rows) {
    if (IsListed(candidates, row.Text(0))) continue;
    candidates.push_back({.learner = row.Text(0),
                          .same_name = row.Int(1) != 0,
                          .same_email = row.Int(2) != 0,
                          .same_centre = row.Int(3) != 0});
  }
  return candidates;
}

}  // namespace attest::registration::store
