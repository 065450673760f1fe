#include "services/verification/store/samples.h"

#include <charconv>
#include <limits>
#include <utility>

#include "fmt/format.h"

namespace attest::verification::store {
namespace {

constexpr char kInsertSample[] =
    "INSERT INTO sample (centre, id, plan, registration, unit, revision,"
    " assessor, reason, added_reason, state, verifier, verified_us, comment,"
    " close_comment, verified_revision, created_us) VALUES ($1, $2, $3, $4,"
    " $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
constexpr char kUpdateSample[] =
    "UPDATE sample SET state = $3, verifier = $4, verified_us = $5,"
    " comment = $6, close_comment = $7, verified_revision = $8"
    " WHERE centre = $1 AND id = $2";
constexpr char kInsertDisagreement[] =
    "INSERT INTO disagreement (centre, sample, position, criterion, reason,"
    " action) VALUES ($1, $2, $3, $4, $5, $6)"
    " ON CONFLICT (centre, sample, position) DO NOTHING";
constexpr char kSelectDisagreements[] =
    "SELECT criterion, reason, action FROM disagreement"
    " WHERE centre = $1 AND sample = $2 ORDER BY position";
constexpr char kSelectUnits[] =
    "SELECT registration, unit, state FROM sample WHERE centre = $1";

// The columns in the order in which ReadSample takes them.
#define ATTEST_SAMPLE_COLUMNS                                                \
  "SELECT centre, id, plan, registration, unit, revision, assessor, reason," \
  " added_reason, state, verifier, verified_us, comment, close_comment,"     \
  " verified_revision, created_us FROM sample"
constexpr char kSelectSample[] =
    ATTEST_SAMPLE_COLUMNS " WHERE centre = $1 AND id = $2";
constexpr char kSelectSampleOf[] = ATTEST_SAMPLE_COLUMNS
    " WHERE centre = $1 AND registration = $2 AND unit = $3 AND revision = $4";
constexpr char kSelectSamplesOf[] = ATTEST_SAMPLE_COLUMNS
    " WHERE centre = $1 AND registration = $2 ORDER BY created_us, id";
constexpr char kListSamples[] = ATTEST_SAMPLE_COLUMNS
    " WHERE centre = $1 AND ($2 = 0 OR state = $2)"
    " AND ($3 = '' OR registration = $3)"
    " AND (created_us > $4 OR (created_us = $4 AND id > $5))"
    " ORDER BY created_us, id LIMIT $6";
#undef ATTEST_SAMPLE_COLUMNS

db::Value TimeOrNull(const std::optional<absl::Time>& time) {
  if (!time.has_value()) return {};
  return absl::ToUnixMicros(*time);
}

Sample ReadSample(const db::Row& row) {
  Sample sample;
  sample.centre = row.Text(0);
  sample.id = row.Text(1);
  sample.plan = row.Text(2);
  sample.key = {row.Text(3), row.Text(4), row.Int(5)};
  sample.assessor = row.Text(6);
  sample.reason = static_cast<SampleReason>(row.Int(7));
  sample.added_reason = row.Text(8);
  sample.state = static_cast<SampleState>(row.Int(9));
  sample.verifier = row.Text(10);
  if (!row.IsNull(11)) sample.verify_time = absl::FromUnixMicros(row.Int(11));
  sample.comment = row.Text(12);
  sample.close_comment = row.Text(13);
  sample.verified_revision = row.Int(14);
  sample.create_time = absl::FromUnixMicros(row.Int(15));
  return sample;
}

absl::StatusOr<std::vector<Sample>> ReadSamples(db::Transaction& sql,
                                                const db::Rows& rows) {
  std::vector<Sample> samples;
  for (const db::Row& row : rows) {
    Sample sample = ReadSample(row);
    ATTEST_ASSIGN_OR_RETURN(
        const db::Rows disagreements,
        sql.Query(kSelectDisagreements, sample.centre, sample.id));
    for (const db::Row& found : disagreements) {
      sample.disagreements.push_back(
          {found.Text(0), found.Text(1), found.Text(2)});
    }
    samples.push_back(std::move(sample));
  }
  return samples;
}

absl::StatusOr<std::optional<Sample>> ReadOnly(db::Transaction& sql,
                                               const db::Rows& rows) {
  ATTEST_ASSIGN_OR_RETURN(std::vector<Sample> samples, ReadSamples(sql, rows));
  if (samples.empty()) return std::optional<Sample>();
  return std::optional<Sample>(std::move(samples.front()));
}

// What PageKey made, read again; the beginning for anything else.
std::pair<int64_t, std::string> ReadPageKey(std::string_view key) {
  int64_t micros = std::numeric_limits<int64_t>::min();
  const size_t slash = key.find('/');
  if (slash == std::string_view::npos) return {micros, ""};
  std::from_chars(key.data(), key.data() + slash, micros);
  return {micros, std::string(key.substr(slash + 1))};
}

}  // namespace

absl::Status InsertSample(journal::WriteTransaction& sql,
                          const Sample& sample) {
  return sql.Execute(
      kInsertSample, sample.centre, sample.id, sample.plan,
      sample.key.registration, sample.key.unit, sample.key.revision,
      sample.assessor, static_cast<int>(sample.reason), sample.added_reason,
      static_cast<int>(sample.state), sample.verifier,
      TimeOrNull(sample.verify_time), sample.comment, sample.close_comment,
      sample.verified_revision, absl::ToUnixMicros(sample.create_time));
}

absl::Status UpdateSample(journal::WriteTransaction& sql,
                          const Sample& sample) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(
      kUpdateSample, sample.centre, sample.id, static_cast<int>(sample.state),
      sample.verifier, TimeOrNull(sample.verify_time), sample.comment,
      sample.close_comment, sample.verified_revision));
  int position = 0;
  for (const Disagreement& found : sample.disagreements) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(kInsertDisagreement, sample.centre,
                                       sample.id, ++position, found.criterion,
                                       found.reason, found.action));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<Sample>> FindSample(db::Transaction& sql,
                                                 std::string_view centre,
                                                 std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectSample, centre, id));
  return ReadOnly(sql, rows);
}

absl::StatusOr<std::optional<Sample>> FindSampleOf(db::Transaction& sql,
                                                   std::string_view centre,
                                                   const SignOffKey& key) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectSampleOf, centre, key.registration,
                                    key.unit, key.revision));
  return ReadOnly(sql, rows);
}

absl::StatusOr<std::vector<Sample>> SamplesOf(db::Transaction& sql,
                                              std::string_view centre,
                                              std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelectSamplesOf, centre, registration));
  return ReadSamples(sql, rows);
}

absl::StatusOr<std::vector<Sample>> ListSamples(db::Transaction& sql,
                                                const SampleFilter& filter,
                                                int limit) {
  const auto [micros, id] = ReadPageKey(filter.after);
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kListSamples, filter.centre, filter.state,
                                    filter.registration, micros, id, limit));
  return ReadSamples(sql, rows);
}

std::string PageKey(const Sample& sample) {
  return fmt::format("{}/{}", absl::ToUnixMicros(sample.create_time),
                     sample.id);
}

absl::StatusOr<SampledUnits> SampledUnitsOf(db::Transaction& sql,
                                            std::string_view centre) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, sql.Query(kSelectUnits, centre));
  SampledUnits units;
  for (const db::Row& row : rows) {
    const SignOffKey unit{row.Text(0), row.Text(1), 0};
    units.sampled.insert(unit);
    if (static_cast<SampleState>(row.Int(2)) == SampleState::kDisagreed) {
      units.open_action.insert(unit);
    }
  }
  return units;
}

}  // namespace attest::verification::store
