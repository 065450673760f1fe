// Published syllabi in the database. There is no function that changes one
// (req R115).
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_STORE_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"

namespace attest::catalogue::store {

// A syllabus that is to be stored. `syllabus` has passed its checks, and its
// names are filled in.
struct NewSyllabus {
  const v1::Syllabus& syllabus;
  std::string document;  // its serialised form, and the hash of that
  std::string document_sha256;
  std::string source_sha256;  // of the text that it was read from
  absl::Time published;
};

// Errors of all are those of the database. Gives the id of the syllabus, which
// numbers its items of the search.
absl::StatusOr<int64_t> InsertSyllabus(journal::WriteTransaction& tx,
                                       const NewSyllabus& syllabus);

// The hash of a version's document, the document, or the id; nothing when there
// is no such version.
absl::StatusOr<std::optional<std::string>> FindDocumentHash(
    db::Transaction& tx, std::string_view code, std::string_view version);
absl::StatusOr<std::optional<std::string>> FindDocument(
    db::Transaction& tx, std::string_view code, std::string_view version);
absl::StatusOr<std::optional<int64_t>> FindSyllabusId(db::Transaction& tx,
                                                      std::string_view code,
                                                      std::string_view version);
// What a version says of its qualification.
absl::StatusOr<std::optional<v1::Qualification>> FindFacts(
    db::Transaction& tx, std::string_view code, std::string_view version);
// The name of the syllabus that was read from the text with this hash.
absl::StatusOr<std::optional<std::string>> FindBySource(
    db::Transaction& tx, std::string_view source_sha256);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_SYLLABUS_STORE_H_
