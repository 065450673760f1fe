#include "services/assessment/store/evidence.h"

namespace attest::assessment::store {
namespace {

constexpr char kInsert[] =
    "INSERT INTO evidence (registration, evidence, kind, title, description,"
    " workplace, performed_date, conditions, occurrence, held_at, state,"
    " declared, own_work, ai_use, return_reason, created_by, create_us,"
    " revision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, '',"
    " '', $12, $13, $14)";
constexpr char kInsertWitness[] =
    "INSERT INTO evidence_witness (registration, evidence, full_name, position,"
    " relationship, contact, signed_date, person)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr char kInsertRecord[] =
    "INSERT INTO evidence_record (registration, evidence, position, unit,"
    " criterion, question, note, time_stamp)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr char kSelect[] =
    "SELECT registration, evidence, kind, title, description, workplace,"
    " performed_date, conditions, occurrence, held_at, state, declared,"
    " own_work, ai_use, return_reason, created_by, create_us, revision"
    " FROM evidence WHERE registration = $1 AND evidence = $2";
constexpr char kSelectPage[] =
    "SELECT registration, evidence, kind, title, description, workplace,"
    " performed_date, conditions, occurrence, held_at, state, declared,"
    " own_work, ai_use, return_reason, created_by, create_us, revision"
    " FROM evidence WHERE registration = $1 AND (create_us, evidence) > ($2, "
    "$3)"
    " ORDER BY create_us, evidence LIMIT $4";
constexpr char kSelectWitness[] =
    "SELECT full_name, position, relationship, contact, signed_date, person"
    " FROM evidence_witness WHERE registration = $1 AND evidence = $2";
constexpr char kSelectRecords[] =
    "SELECT unit, criterion, question, note, time_stamp FROM evidence_record"
    " WHERE registration = $1 AND evidence = $2 ORDER BY position";
constexpr char kSelectFiles[] =
    "SELECT sha256, size_bytes, media_type, file_name, upload, uploaded_by"
    " FROM evidence_file WHERE registration = $1 AND evidence = $2"
    " ORDER BY upload_us, sha256";
constexpr char kSelectMapping[] =
    "SELECT unit, criterion FROM evidence_mapping"
    " WHERE registration = $1 AND evidence = $2 ORDER BY position";
constexpr char kUpdate[] =
    "UPDATE evidence SET state = $3, declared = $4, own_work = $5, ai_use = $6,"
    " return_reason = $7, revision = $8"
    " WHERE registration = $1 AND evidence = $2";
constexpr char kUpsertFile[] =
    "INSERT INTO evidence_file (registration, evidence, sha256, size_bytes,"
    " media_type, file_name, upload, uploaded_by, upload_us)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    " ON CONFLICT (registration, evidence, sha256) DO UPDATE SET"
    " media_type = excluded.media_type, file_name = excluded.file_name,"
    " upload = excluded.upload";
constexpr char kSelectUploaded[] =
    "SELECT size_bytes FROM evidence_file"
    " WHERE registration = $1 AND evidence = $2 AND upload = $3";
constexpr char kDeleteMapping[] =
    "DELETE FROM evidence_mapping WHERE registration = $1 AND evidence = $2";
constexpr char kInsertMapping[] =
    "INSERT INTO evidence_mapping (registration, evidence, position, unit,"
    " criterion) VALUES ($1, $2, $3, $4, $5)";
constexpr char kSelectMapped[] =
    "SELECT m.unit, m.criterion,"
    " CAST(MAX(CASE WHEN e.state = $2 THEN 1 ELSE 0 END) AS BIGINT)"
    " FROM evidence_mapping m JOIN evidence e"
    " ON e.registration = m.registration AND e.evidence = m.evidence"
    " WHERE m.registration = $1 AND e.state <> $3"
    " GROUP BY m.unit, m.criterion";

absl::Status InsertWitness(journal::WriteTransaction& sql,
                           const Evidence& evidence) {
  if (!evidence.witness) return absl::OkStatus();
  const Witness& witness = *evidence.witness;
  return sql.Execute(kInsertWitness, evidence.registration, evidence.id,
                     witness.full_name, witness.position, witness.relationship,
                     witness.contact, witness.signed_date, witness.person);
}

absl::Status InsertRecords(journal::WriteTransaction& sql,
                           const Evidence& evidence) {
  int64_t position = 0;
  for (const DiscussionRecord& record : evidence.discussion) {
    ATTEST_RETURN_IF_ERROR(
        sql.Execute(kInsertRecord, evidence.registration, evidence.id,
                    position++, record.about.unit, record.about.criterion,
                    record.question, record.note, record.time_stamp));
  }
  return absl::OkStatus();
}

Evidence FromRow(const db::Row& row) {
  Evidence evidence;
  evidence.registration = row.Text(0);
  evidence.id = row.Text(1);
  evidence.kind = static_cast<EvidenceKind>(row.Int(2));
  evidence.title = row.Text(3);
  evidence.description = row.Text(4);
  evidence.workplace = row.Text(5);
  evidence.performed_date = row.Text(6);
  evidence.conditions = row.Text(7);
  evidence.occurrence = static_cast<Occurrence>(row.Int(8));
  evidence.held_at = row.Text(9);
  evidence.state = static_cast<EvidenceState>(row.Int(10));
  if (row.Int(11) != 0) {
    evidence.declaration = Declaration{row.Int(12) != 0, row.Text(13)};
  }
  evidence.return_reason = row.Text(14);
  evidence.created_by = row.Text(15);
  evidence.create_time = absl::FromUnixMicros(row.Int(16));
  evidence.revision = row.Int(17);
  return evidence;
}

absl::Status ReadWitness(db::Transaction& sql, Evidence& evidence) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectWitness, evidence.registration, evidence.id));
  for (const db::Row& row : rows) {
    evidence.witness = Witness{row.Text(0), row.Text(1), row.Text(2),
                               row.Text(3), row.Text(4), row.Text(5)};
  }
  return absl::OkStatus();
}

absl::Status ReadRecords(db::Transaction& sql, Evidence& evidence) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectRecords, evidence.registration, evidence.id));
  for (const db::Row& row : rows) {
    evidence.discussion.push_back(
        {{row.Text(0), row.Text(1)}, row.Text(2), row.Text(3), row.Text(4)});
  }
  return absl::OkStatus();
}

absl::Status ReadFiles(db::Transaction& sql, Evidence& evidence) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectFiles, evidence.registration, evidence.id));
  for (const db::Row& row : rows) {
    evidence.files.push_back({row.Text(0), row.Int(1), row.Text(2), row.Text(3),
                              row.Text(4), row.Text(5)});
  }
  return absl::OkStatus();
}

absl::Status ReadMapping(db::Transaction& sql, Evidence& evidence) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectMapping, evidence.registration, evidence.id));
  for (const db::Row& row : rows) {
    evidence.criteria.push_back({row.Text(0), row.Text(1)});
  }
  return absl::OkStatus();
}

absl::StatusOr<Evidence> ReadWhole(db::Transaction& sql, const db::Row& row) {
  Evidence evidence = FromRow(row);
  ATTEST_RETURN_IF_ERROR(ReadWitness(sql, evidence));
  ATTEST_RETURN_IF_ERROR(ReadRecords(sql, evidence));
  ATTEST_RETURN_IF_ERROR(ReadFiles(sql, evidence));
  ATTEST_RETURN_IF_ERROR(ReadMapping(sql, evidence));
  return evidence;
}

}  // namespace

absl::Status InsertEvidence(journal::WriteTransaction& sql,
                            const Evidence& evidence) {
  ATTEST_RETURN_IF_ERROR(sql.Execute(
      kInsert, evidence.registration, evidence.id,
      static_cast<int>(evidence.kind), evidence.title, evidence.description,
      evidence.workplace, evidence.performed_date, evidence.conditions,
      static_cast<int>(evidence.occurrence), evidence.held_at,
      static_cast<int>(evidence.state), evidence.created_by,
      absl::ToUnixMicros(evidence.create_time), evidence.revision));
  ATTEST_RETURN_IF_ERROR(InsertWitness(sql, evidence));
  return InsertRecords(sql, evidence);
}

absl::StatusOr<std::optional<Evidence>> FindEvidence(
    db::Transaction& sql, std::string_view registration, std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                          sql.Query(kSelect, registration, id));
  if (rows.empty()) return std::nullopt;
  return ReadWhole(sql, rows.front());
}

absl::Status ListEvidence(db::Transaction& sql, std::string_view registration,
                          const EvidenceKey& after, int limit,
                          absl::FunctionRef<bool(const Evidence&)> take) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectPage, registration, after.create_us, after.id, limit));
  for (const db::Row& row : rows) {
    ATTEST_ASSIGN_OR_RETURN(const Evidence evidence, ReadWhole(sql, row));
    if (!take(evidence)) break;
  }
  return absl::OkStatus();
}

absl::Status UpdateEvidence(journal::WriteTransaction& sql,
                            const Evidence& evidence) {
  const Declaration declared = evidence.declaration.value_or(Declaration{});
  return sql.Execute(kUpdate, evidence.registration, evidence.id,
                     static_cast<int>(evidence.state),
                     evidence.declaration.has_value(), declared.own_work,
                     declared.ai_use, evidence.return_reason,
                     evidence.revision);
}

absl::Status PutFile(journal::WriteTransaction& sql, const Evidence& evidence,
                     const EvidenceFile& file, absl::Time time) {
  return sql.Execute(kUpsertFile, evidence.registration, evidence.id,
                     file.sha256, file.size_bytes, file.media_type,
                     file.file_name, file.upload, file.uploaded_by,
                     absl::ToUnixMicros(time));
}

absl::StatusOr<std::optional<int64_t>> FindUploaded(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence, std::string_view upload) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectUploaded, registration, evidence, upload));
  if (rows.empty()) return std::nullopt;
  return rows.front().Int(0);
}

absl::Status ReplaceMapping(journal::WriteTransaction& sql,
                            const Evidence& evidence) {
  ATTEST_RETURN_IF_ERROR(
      sql.Execute(kDeleteMapping, evidence.registration, evidence.id));
  int64_t position = 0;
  for (const CriterionRef& criterion : evidence.criteria) {
    ATTEST_RETURN_IF_ERROR(sql.Execute(kInsertMapping, evidence.registration,
                                       evidence.id, position++, criterion.unit,
                                       criterion.criterion));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<CriterionRef, bool>> MappedCriteria(
    db::Transaction& sql, std::string_view registration) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      sql.Query(kSelectMapped, registration,
                static_cast<int>(EvidenceState::kSubmitted),
                static_cast<int>(EvidenceState::kWithdrawn)));
  std::map<CriterionRef, bool> mapped;
  for (const db::Row& row : rows) {
    mapped[{row.Text(0), row.Text(1)}] = row.Int(2) != 0;
  }
  return mapped;
}

}  // namespace attest::assessment::store
