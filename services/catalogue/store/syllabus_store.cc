#include "services/catalogue/store/syllabus_store.h"

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "libs/names/resource_name.h"
#include "services/catalogue/domain/names.h"
#include "services/catalogue/store/published_syllabus.h"

namespace attest::catalogue::store {
namespace {

// One column of a version's row.
absl::StatusOr<std::optional<db::Row>> FindColumn(db::Transaction& tx,
                                                  std::string_view column,
                                                  std::string_view code,
                                                  std::string_view version) {
  ATTEST_ASSIGN_OR_RETURN(
      db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM syllabus WHERE qualification = $1 "
                           "AND version = $2",
                           column),
               code, version));
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::string PrintedRevisions(const v1::Syllabus& syllabus) {
  v1::ListSyllabiResponse revisions;
  *revisions.mutable_revisions() = syllabus.revisions();
  return revisions.SerializeAsString();
}

}  // namespace

absl::StatusOr<int64_t> InsertSyllabus(journal::WriteTransaction& tx,
                                       const NewSyllabus& added) {
  const v1::Syllabus& syllabus = added.syllabus;
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT COALESCE(MAX(id), 0) + 1 FROM syllabus"));
  const int64_t id = rows.front().Int(0);
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO syllabus (qualification, version, id, document_date, "
      "document_sha256, source_sha256, published_us, summary, facts, "
      "revisions, document) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
      syllabus.qualification().code(), syllabus.version(), id,
      syllabus.document_date(), added.document_sha256, added.source_sha256,
      absl::ToUnixMicros(added.published),
      db::Blob{SummaryOf(syllabus).SerializeAsString()},
      db::Blob{syllabus.qualification().SerializeAsString()},
      db::Blob{PrintedRevisions(syllabus)}, db::Blob{added.document}));
  return id;
}

absl::StatusOr<std::optional<std::string>> FindDocumentHash(
    db::Transaction& tx, std::string_view code, std::string_view version) {
  ATTEST_ASSIGN_OR_RETURN(const auto row,
                          FindColumn(tx, "document_sha256", code, version));
  if (!row) return std::nullopt;
  return row->Text(0);
}

absl::StatusOr<std::optional<std::string>> FindDocument(
    db::Transaction& tx, std::string_view code, std::string_view version) {
  ATTEST_ASSIGN_OR_RETURN(const auto row,
                          FindColumn(tx, "document", code, version));
  if (!row) return std::nullopt;
  return row->Bytes(0);
}

absl::StatusOr<std::optional<int64_t>> FindSyllabusId(
    db::Transaction& tx, std::string_view code, std::string_view version) {
  ATTEST_ASSIGN_OR_RETURN(const auto row, FindColumn(tx, "id", code, version));
  if (!row) return std::nullopt;
  return row->Int(0);
}

absl::StatusOr<std::optional<v1::Qualification>> FindFacts(
    db::Transaction& tx, std::string_view code, std::string_view version) {
  ATTEST_ASSIGN_OR_RETURN(const auto row,
                          FindColumn(tx, "facts", code, version));
  if (!row) return std::nullopt;
  v1::Qualification facts;
  if (facts.ParseFromString(row->Bytes(0))) return facts;
  return absl::DataLossError("stored facts of a qualification cannot be read");
}

absl::StatusOr<std::optional<std::string>> FindBySource(
    db::Transaction& tx, std::string_view source_sha256) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT qualification, version FROM syllabus "
               "WHERE source_sha256 = $1",
               source_sha256));
  if (rows.empty()) return std::nullopt;
  return FormatName(kSyllabusName,
                    {rows.front().Text(0), rows.front().Text(1)});
}

}  // namespace attest::catalogue::store
