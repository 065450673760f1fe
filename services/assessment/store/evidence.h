// Rows of evidence. Errors are those of the database.
#ifndef ATTEST_SERVICES_ASSESSMENT_STORE_EVIDENCE_H_
#define ATTEST_SERVICES_ASSESSMENT_STORE_EVIDENCE_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/assessment/domain/evidence.h"

namespace attest::assessment::store {

// Place of a piece in the list of its registration.
struct EvidenceKey {
  int64_t create_us = 0;
  std::string id;
};

// Inserts a draft with its witness and records.
absl::Status InsertEvidence(journal::WriteTransaction& sql,
                            const Evidence& evidence);

absl::StatusOr<std::optional<Evidence>> FindEvidence(
    db::Transaction& sql, std::string_view registration, std::string_view id);

// Hands those behind `after` to `take`, oldest first and one by one since a
// piece may be large, until it gives false.
absl::Status ListEvidence(db::Transaction& sql, std::string_view registration,
                          const EvidenceKey& after, int limit,
                          absl::FunctionRef<bool(const Evidence&)> take);

// Writes state, declaration, return reason and revision.
absl::Status UpdateEvidence(journal::WriteTransaction& sql,
                            const Evidence& evidence);

// Adds a file. The same bytes again replace name and type.
absl::Status PutFile(journal::WriteTransaction& sql, const Evidence& evidence,
                     const EvidenceFile& file, absl::Time time);

// Size of the file that came by this upload; nothing when none did.
absl::StatusOr<std::optional<int64_t>> FindUploaded(
    db::Transaction& sql, std::string_view registration,
    std::string_view evidence, std::string_view upload);

absl::Status ReplaceMapping(journal::WriteTransaction& sql,
                            const Evidence& evidence);

// The criteria of a registration with mapped evidence that was not withdrawn;
// true: some of it is handed in.
absl::StatusOr<std::map<CriterionRef, bool>> MappedCriteria(
    db::Transaction& sql, std::string_view registration);

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_STORE_EVIDENCE_H_
