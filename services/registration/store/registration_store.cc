#include "services/registration/store/registration_store.h"

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "services/registration/store/life_store.h"
#include "services/registration/store/registration_filter.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "id, centre, learner, qualification, syllabus_version, registration_date, "
    "state, membership, language, learner_subject, site, capability_text, "
    "capability_stated_by, capability_stated_date, meets_needs, "
    "enables_achievement, enables_progression, advice_text, "
    "advice_given_date, duplicate_reason, withdrawal_reason, "
    "plan_review_date, revision, created_us, award_after_withdrawal, "
    "identity_document_kind, identity_checked_by, identity_checked_date, "
    "expiry_date, programme_start_date, end_date, upgrade_class, "
    "upgrade_reference, upgrade_assessed_date, upgrade_assessed_by, "
    "upgrade_us";

std::optional<IdentityCheck> IdentityOf(const db::Row& row) {
  if (row.IsNull(27)) return std::nullopt;
  return IdentityCheck{.document_kind = row.Text(25),
                       .checked_by = row.Text(26),
                       .checked_date = DateAt(row, 27)};
}

Recruitment RecruitmentOf(const db::Row& row) {
  return {
      .capability = {.text = row.Text(11),
                     .stated_by = row.Text(12),
                     .stated_date = OptionalDateAt(row, 13)},
      .integrity = {.meets_needs = row.Int(14) != 0,
                    .enables_achievement = row.Int(15) != 0,
                    .enables_progression = row.Int(16) != 0},
      .advice = {.text = row.Text(17), .given_date = OptionalDateAt(row, 18)},
      .identity = IdentityOf(row)};
}

std::optional<MembershipUpgrade> UpgradeOf(const db::Row& row) {
  if (row.IsNull(35)) return std::nullopt;
  return MembershipUpgrade{.membership_class = row.Text(31),
                           .assessment_reference = row.Text(32),
                           .assessed_date = DateAt(row, 33),
                           .assessed_by = row.Text(34),
                           .upgraded = TimeAt(row, 35)};
}

Registration RegistrationOf(const db::Row& row) {
  Registration registration;
  registration.id = row.Text(0);
  registration.centre = row.Text(1);
  registration.learner = row.Text(2);
  registration.qualification = row.Text(3);
  registration.syllabus_version = row.Text(4);
  registration.registration_date = DateAt(row, 5);
  registration.state = static_cast<RegistrationState>(row.Int(6));
  registration.membership = static_cast<Membership>(row.Int(7));
  registration.language = row.Text(8);
  registration.learner_subject = row.Text(9);
  registration.site = row.Text(10);
  registration.recruitment = RecruitmentOf(row);
  registration.duplicate_reason = row.Text(19);
  registration.withdrawal_reason = row.Text(20);
  if (!row.IsNull(21)) {
    registration.learning_plan =
        LearningPlan{.goals = {}, .review_date = DateAt(row, 21)};
  }
  registration.revision = row.Int(22);
  registration.created = TimeAt(row, 23);
  registration.award_after_withdrawal = row.Text(24);
  registration.expiry_date = OptionalDateAt(row, 28);
  registration.programme_start_date = OptionalDateAt(row, 29);
  registration.end_date = OptionalDateAt(row, 30);
  registration.upgrade = UpgradeOf(row);
  return registration;
}

absl::StatusOr<std::vector<Registration>> ReadAll(db::Transaction& tx,
                                                  const db::Rows& rows) {
  std::vector<Registration> registrations;
  for (const db::Row& row : rows) {
    registrations.push_back(RegistrationOf(row));
    ATTEST_RETURN_IF_ERROR(ReadParts(tx, registrations.back()));
  }
  return registrations;
}

absl::StatusOr<std::optional<Registration>> ReadOne(db::Transaction& tx,
                                                    const db::Rows& rows) {
  if (rows.empty()) return std::nullopt;
  Registration registration = RegistrationOf(rows.front());
  ATTEST_RETURN_IF_ERROR(ReadParts(tx, registration));
  return registration;
}

absl::Status PutIdentity(journal::WriteTransaction& tx,
                         const Registration& registration) {
  const auto& identity = registration.recruitment.identity;
  if (!identity) return absl::OkStatus();
  return tx.Execute(
      "UPDATE registration SET identity_document_kind = $2, "
      "identity_checked_by = $3, identity_checked_date = $4 WHERE id = $1",
      registration.id, identity->document_kind, identity->checked_by,
      FormatDate(identity->checked_date));
}

}  // namespace

absl::StatusOr<bool> InsertRegistration(journal::WriteTransaction& tx,
                                        const Registration& registration) {
  const Recruitment& recruitment = registration.recruitment;
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO registration (id, centre, learner, qualification, "
      "syllabus_version, registration_date, state, membership, language, "
      "learner_subject, site, capability_text, capability_stated_by, "
      "capability_stated_date, meets_needs, enables_achievement, "
      "enables_progression, advice_text, advice_given_date, "
      "duplicate_reason, withdrawal_reason, revision, created_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15, $16, $17, $18, $19, $20, '', $21, $22) ON CONFLICT DO NOTHING",
      registration.id, registration.centre, registration.learner,
      registration.qualification, registration.syllabus_version,
      FormatDate(registration.registration_date),
      static_cast<int64_t>(registration.state),
      static_cast<int64_t>(registration.membership), registration.language,
      registration.learner_subject, registration.site,
      recruitment.capability.text, recruitment.capability.stated_by,
      DateValue(recruitment.capability.stated_date),
      recruitment.integrity.meets_needs,
      recruitment.integrity.enables_achievement,
      recruitment.integrity.enables_progression, recruitment.advice.text,
      DateValue(recruitment.advice.given_date), registration.duplicate_reason,
      registration.revision, Micros(registration.created)));
  if (tx.changes() == 0) return false;
  ATTEST_RETURN_IF_ERROR(PutIdentity(tx, registration));
  ATTEST_RETURN_IF_ERROR(PutLifeColumns(tx, registration));
  ATTEST_RETURN_IF_ERROR(PutNotes(tx, registration));
  return true;
}

absl::StatusOr<std::optional<Registration>> FindRegistration(
    db::Transaction& tx, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(
          fmt::format("SELECT {} FROM registration WHERE id = $1", kColumns),
          id));
  return ReadOne(tx, rows);
}

absl::StatusOr<std::optional<Registration>> FindLive(
    db::Transaction& tx, std::string_view learner_subject,
    std::string_view qualification) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(
          fmt::format("SELECT {} FROM registration WHERE learner_subject = $1 "
                      "AND qualification = $2 AND state IN (1, 4) "
                      "AND learner_subject <> ''",
                      kColumns),
          learner_subject, qualification));
  return ReadOne(tx, rows);
}

absl::StatusOr<std::vector<Registration>> RegistrationsOf(
    db::Transaction& tx, std::string_view learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM registration WHERE learner = $1 "
                           "ORDER BY created_us, id",
                           kColumns),
               learner));
  return ReadAll(tx, rows);
}

absl::StatusOr<std::vector<Registration>> ListRegistrations(
    db::Transaction& tx, const RegistrationFilter& filter,
    const CreationKey& after, int limit) {
  Condition where = ConditionOf(filter);
  where.Add("(created_us, id) > ({}, {})", {after.created_us, after.id});
  const std::string sql = fmt::format(
      "SELECT {} FROM registration WHERE {} ORDER BY created_us, id LIMIT {}",
      kColumns, where.text, limit);
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, tx.Run(sql, where.parameters));
  return ReadAll(tx, rows);
}

absl::Status UpdateRegistration(journal::WriteTransaction& tx,
                                const Registration& registration) {
  ATTEST_RETURN_IF_ERROR(PutLifeColumns(tx, registration));
  return tx.Execute(
      "UPDATE registration SET state = $2, membership = $3, "
      "withdrawal_reason = $4, revision = $5, award_after_withdrawal = $6 "
      "WHERE id = $1",
      registration.id, static_cast<int64_t>(registration.state),
      static_cast<int64_t>(registration.membership),
      registration.withdrawal_reason, registration.revision,
      registration.award_after_withdrawal);
}

}  // namespace attest::registration::store
