#include "services/registration/store/life_store.h"

#include "libs/clock/dates.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

absl::Status ReadReviews(db::Transaction& tx, Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT held_date, text, learner_comment, next_review_date, "
               "recorded_by FROM registration_review WHERE registration = $1 "
               "ORDER BY position",
               registration.id));
  for (const db::Row& row : rows) {
    registration.reviews.push_back({.held_date = DateAt(row, 0),
                                    .text = row.Text(1),
                                    .learner_comment = row.Text(2),
                                    .next_review_date = DateAt(row, 3),
                                    .recorded_by = row.Text(4)});
  }
  return absl::OkStatus();
}

absl::Status ReadBreaks(db::Transaction& tx, Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT start_date, expected_return_date, return_date, reason "
               "FROM registration_break WHERE registration = $1 "
               "ORDER BY position",
               registration.id));
  for (const db::Row& row : rows) {
    registration.breaks.push_back({.start_date = DateAt(row, 0),
                                   .expected_return_date = DateAt(row, 1),
                                   .return_date = OptionalDateAt(row, 2),
                                   .reason = row.Text(3)});
  }
  return absl::OkStatus();
}

absl::Status ReadFormerCentres(db::Transaction& tx,
                               Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT centre, start_date, end_date "
               "FROM registration_former_centre WHERE registration = $1 "
               "ORDER BY position",
               registration.id));
  for (const db::Row& row : rows) {
    registration.former_centres.push_back({.centre = row.Text(0),
                                           .start_date = DateAt(row, 1),
                                           .end_date = DateAt(row, 2)});
  }
  return absl::OkStatus();
}

absl::Status ReadExemptUnits(db::Transaction& tx, Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT unit FROM exemption WHERE registration = $1 "
               "AND state = 2 ORDER BY requested_us, id",
               registration.id));
  for (const db::Row& row : rows) {
    registration.exempt_units.push_back(row.Text(0));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadLife(db::Transaction& tx, Registration& registration) {
  ATTEST_RETURN_IF_ERROR(ReadReviews(tx, registration));
  ATTEST_RETURN_IF_ERROR(ReadBreaks(tx, registration));
  ATTEST_RETURN_IF_ERROR(ReadFormerCentres(tx, registration));
  return ReadExemptUnits(tx, registration);
}

absl::Status PutLifeColumns(journal::WriteTransaction& tx,
                            const Registration& registration) {
  const MembershipUpgrade upgrade =
      registration.upgrade.value_or(MembershipUpgrade());
  const bool upgraded = registration.upgrade.has_value();
  return tx.Execute(
      "UPDATE registration SET expiry_date = $2, programme_start_date = $3, "
      "end_date = $4, upgrade_class = $5, upgrade_reference = $6, "
      "upgrade_assessed_date = $7, upgrade_assessed_by = $8, upgrade_us = $9 "
      "WHERE id = $1",
      registration.id, DateValue(registration.expiry_date),
      DateValue(registration.programme_start_date),
      DateValue(registration.end_date), upgrade.membership_class,
      upgrade.assessment_reference,
      upgraded ? DateValue(upgrade.assessed_date) : db::Value(db::kNull),
      upgrade.assessed_by,
      upgraded ? TimeValue(upgrade.upgraded) : db::Value(db::kNull));
}

absl::Status PutBreaks(journal::WriteTransaction& tx,
                       const Registration& registration) {
  for (size_t i = 0; i < registration.breaks.size(); ++i) {
    const Break& taken = registration.breaks[i];
    ATTEST_RETURN_IF_ERROR(tx.Execute(
        "INSERT INTO registration_break (registration, position, start_date, "
        "expected_return_date, return_date, reason) "
        "VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (registration, position) "
        "DO UPDATE SET return_date = excluded.return_date",
        registration.id, static_cast<int64_t>(i), FormatDate(taken.start_date),
        FormatDate(taken.expected_return_date), DateValue(taken.return_date),
        taken.reason));
  }
  return absl::OkStatus();
}

absl::Status AddReview(journal::WriteTransaction& tx,
                       const Registration& registration) {
  const LearningReview& review = registration.reviews.back();
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO registration_review (registration, position, held_date, "
      "text, learner_comment, next_review_date, recorded_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7)",
      registration.id, static_cast<int64_t>(registration.reviews.size() - 1),
      FormatDate(review.held_date), review.text, review.learner_comment,
      FormatDate(review.next_review_date), review.recorded_by));
  return tx.Execute(
      "UPDATE registration SET plan_review_date = $2 WHERE id = $1",
      registration.id, FormatDate(review.next_review_date));
}

absl::Status PutMove(journal::WriteTransaction& tx,
                     const Registration& registration,
                     const Departure& departure) {
  const FormerCentre& former = registration.former_centres.back();
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO registration_former_centre (registration, position, centre, "
      "start_date, end_date, left_us, trail_sequence, record) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      registration.id,
      static_cast<int64_t>(registration.former_centres.size() - 1),
      former.centre, FormatDate(former.start_date), FormatDate(former.end_date),
      Micros(departure.left), departure.trail_sequence,
      db::Blob{departure.record}));
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("UPDATE registration SET centre = $2, site = $3 WHERE id = $1",
                 registration.id, registration.centre, registration.site));
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("UPDATE adjustment SET centre = $2 WHERE registration = $1",
                 registration.id, registration.centre));
  return tx.Execute("UPDATE exemption SET centre = $2 WHERE registration = $1",
                    registration.id, registration.centre);
}

absl::StatusOr<std::optional<Departure>> FindDeparture(
    db::Transaction& tx, std::string_view registration,
    std::string_view centre) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          tx.Query("SELECT left_us, trail_sequence, record "
                                   "FROM registration_former_centre "
                                   "WHERE registration = $1 AND centre = $2 "
                                   "ORDER BY position DESC LIMIT 1",
                                   registration, centre));
  if (rows.empty()) return std::nullopt;
  const db::Row& row = rows.front();
  return Departure{.left = TimeAt(row, 0),
                   .trail_sequence = row.Int(1),
                   .record = row.IsNull(2) ? "" : row.Bytes(2)};
}

absl::StatusOr<int64_t> TrailSequence(db::Transaction& tx,
                                      std::string_view chain) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT sequence FROM audit_head WHERE chain = $1", chain));
  return rows.empty() ? 0 : rows.front().Int(0);
}

absl::StatusOr<std::optional<std::string>> FindRival(
    db::Transaction& tx, const Registration& registration) {
  ATTEST_ASSIGN_OR_RETURN(
      db::Rows rows,
      tx.Query("SELECT id FROM registration WHERE learner = $1 "
               "AND qualification = $2 AND state IN (1, 4) AND id <> $3",
               registration.learner, registration.qualification,
               registration.id));
  if (rows.empty() && !registration.learner_subject.empty()) {
    ATTEST_ASSIGN_OR_RETURN(
        rows, tx.Query("SELECT id FROM registration WHERE learner_subject = $1 "
                       "AND learner_subject <> '' AND qualification = $2 "
                       "AND state IN (1, 4) AND id <> $3",
                       registration.learner_subject, registration.qualification,
                       registration.id));
  }
  if (rows.empty()) return std::nullopt;
  return rows.front().Text(0);
}

absl::StatusOr<std::vector<std::string>> Overdue(db::Transaction& tx,
                                                 absl::CivilDay today,
                                                 int limit) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT id FROM registration WHERE state IN (1, 4) "
               "AND expiry_date < $1 ORDER BY expiry_date LIMIT $2",
               FormatDate(today), int64_t{limit}));
  std::vector<std::string> ids;
  for (const db::Row& row : rows) ids.push_back(row.Text(0));
  return ids;
}

}  // namespace attest::registration::store
