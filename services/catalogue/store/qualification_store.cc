#include "services/catalogue/store/qualification_store.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::store {
namespace {

constexpr char kState[] = "code, number, current_version, revision";
constexpr char kKeyDate[] = "kind, date, source, observed_date";

QualificationState StateOf(const db::Row& row) {
  return {.code = row.Text(0),
          .number = row.Text(1),
          .current_version = row.Text(2),
          .revision = row.Int(3)};
}

db::Value DateValue(const std::optional<absl::CivilDay>& day) {
  if (!day) return db::kNull;
  return FormatDate(*day);
}

std::string DateText(const std::optional<absl::CivilDay>& day) {
  return day ? FormatDate(*day) : std::string();
}

// From the columns kKeyDate, which begin at `first`.
KeyDate KeyDateOf(const db::Row& row, int first) {
  return {.kind = static_cast<KeyDateKind>(row.Int(first)),
          .date = ParseDate(row.Text(first + 1)),
          .source = row.Text(first + 2),
          .observed = ParseDate(row.Text(first + 3))};
}

v1::KeyDate ToProto(const KeyDate& date, std::string_view where) {
  v1::KeyDate proto;
  proto.set_kind(static_cast<v1::KeyDateKind>(date.kind));
  proto.set_date(DateText(date.date));
  proto.set_source(date.source);
  proto.set_observed_date(DateText(date.observed));
  proto.set_note(NoteOf(date, where));
  return proto;
}

template <class Message>
absl::StatusOr<Message> Parse(const db::Row& row, int column) {
  Message message;
  if (message.ParseFromString(row.Bytes(column))) return message;
  return absl::DataLossError(
      fmt::format("a stored {} cannot be read", message.GetTypeName()));
}

absl::StatusOr<v1::ListSyllabiResponse> ReadSyllabi(
    db::Transaction& tx, const QualificationState& state) {
  v1::ListSyllabiResponse syllabi;
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT summary, version, revisions FROM syllabus "
               "WHERE qualification = $1",
               state.code));
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(auto summary, Parse<v1::SyllabusSummary>(row, 0));
    summary.set_current(row.Text(1) == state.current_version);
    if (summary.current()) {
      ATTEST_ASSIGN_OR_RETURN(auto printed,
                              Parse<v1::ListSyllabiResponse>(row, 2));
      *syllabi.mutable_revisions() = std::move(*printed.mutable_revisions());
    }
    *syllabi.add_syllabi() = std::move(summary);
  }
  std::sort(syllabi.mutable_syllabi()->begin(),
            syllabi.mutable_syllabi()->end(), IsNewer);
  return syllabi;
}

}  // namespace

bool IsNewer(const v1::SyllabusSummary& a, const v1::SyllabusSummary& b) {
  const auto age = [](const v1::SyllabusSummary& syllabus) {
    return std::tuple(syllabus.document_date(), syllabus.version().size(),
                      syllabus.version());
  };
  return age(a) > age(b);
}

std::string QualificationState::name() const {
  return FormatName(kQualificationName, {code});
}

std::string QualificationState::etag() const {
  return fmt::format("r{}", revision);
}

absl::StatusOr<std::optional<QualificationState>> FindState(
    db::Transaction& tx, std::string_view code) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(
          fmt::format("SELECT {} FROM qualification WHERE code = $1", kState),
          code));
  if (rows.empty()) return std::nullopt;
  return StateOf(rows.front());
}

absl::StatusOr<std::optional<std::string>> CodeOfNumber(
    db::Transaction& tx, std::string_view number) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT code FROM qualification WHERE number = $1", number));
  if (rows.empty()) return std::nullopt;
  return rows.front().Text(0);
}

absl::Status PutState(journal::WriteTransaction& tx,
                      const QualificationState& state) {
  return tx.Execute(
      "INSERT INTO qualification (code, number, current_version, revision) "
      "VALUES ($1, $2, $3, $4) ON CONFLICT (code) DO UPDATE SET "
      "number = excluded.number, current_version = excluded.current_version, "
      "revision = excluded.revision",
      state.code, state.number, state.current_version, state.revision);
}

absl::StatusOr<std::vector<KeyDate>> SetDatesOf(db::Transaction& tx,
                                                std::string_view code) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM key_date WHERE qualification = $1 "
                           "ORDER BY kind",
                           kKeyDate),
               code));
  std::vector<KeyDate> dates;
  for (const db::Row& row : rows) dates.push_back(KeyDateOf(row, 0));
  return dates;
}

absl::Status PutKeyDate(journal::WriteTransaction& tx, std::string_view code,
                        const KeyDate& date) {
  return tx.Execute(
      "INSERT INTO key_date (qualification, kind, date, source, observed_date) "
      "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (qualification, kind) DO UPDATE "
      "SET date = excluded.date, source = excluded.source, "
      "observed_date = excluded.observed_date",
      code, static_cast<int64_t>(date.kind), DateValue(date.date), date.source,
      DateValue(date.observed));
}

KeyDates DatesFrom(const v1::Qualification& facts,
                   const std::vector<KeyDate>& set) {
  KeyDates dates = NoKeyDates();
  const auto printed = [&](KeyDateKind kind, const std::string& text) {
    if (text.empty()) return;
    KeyDate& date = OfKind(dates, kind);
    date.date = ParseDate(text);
    date.source = "the syllabus";
  };
  printed(KeyDateKind::kOperationalEnd, facts.operational_end_date());
  printed(KeyDateKind::kCertificationEnd, facts.certification_end_date());
  printed(KeyDateKind::kReview, facts.review_date());
  return WithDates(std::move(dates), set);
}

void Complete(v1::Qualification& facts, const QualificationState& state,
              const std::vector<KeyDate>& set) {
  const KeyDates dates = DatesFrom(facts, set);
  facts.set_operational_end_date(DateText(dates[0].date));
  facts.set_certification_end_date(DateText(dates[1].date));
  facts.set_review_date(DateText(dates[2].date));
  facts.clear_key_dates();
  for (const KeyDate& date : dates) {
    *facts.add_key_dates() = ToProto(date, facts.key_dates_source());
  }
  facts.set_current_version(state.current_version);
  facts.set_etag(state.etag());
}

absl::StatusOr<std::optional<QualificationAnswer>> ReadAnswer(
    db::Transaction& tx, std::string_view code) {
  ATTEST_ASSIGN_OR_RETURN(const auto state, FindState(tx, code));
  if (!state) return std::nullopt;
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT facts FROM syllabus WHERE qualification = $1 "
               "AND version = $2",
               code, state->current_version));
  if (rows.empty()) return absl::DataLossError("no current version is stored");
  ATTEST_ASSIGN_OR_RETURN(auto facts,
                          Parse<v1::Qualification>(rows.front(), 0));
  ATTEST_ASSIGN_OR_RETURN(const auto set, SetDatesOf(tx, code));
  Complete(facts, *state, set);
  ATTEST_ASSIGN_OR_RETURN(const auto syllabi, ReadSyllabi(tx, *state));
  return QualificationAnswer{
      PublishedQualification::FromAnswers(facts, syllabi), state->revision};
}

absl::StatusOr<std::vector<v1::Qualification>> ListQualifications(
    db::Transaction& tx, std::string_view after, int limit) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT q.code, q.number, q.current_version, q.revision, "
               "s.facts FROM qualification q JOIN syllabus s "
               "ON s.qualification = q.code AND s.version = q.current_version "
               "WHERE q.code > $1 ORDER BY q.code LIMIT $2",
               after, limit));
  std::vector<v1::Qualification> qualifications;
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(auto facts, Parse<v1::Qualification>(row, 4));
    const QualificationState state = StateOf(row);
    ATTEST_ASSIGN_OR_RETURN(const auto set, SetDatesOf(tx, state.code));
    Complete(facts, state, set);
    qualifications.push_back(std::move(facts));
  }
  return qualifications;
}

}  // namespace attest::catalogue::store
