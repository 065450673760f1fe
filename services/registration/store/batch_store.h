// Batches of registrations: how far each was answered, and the answers to rows
// that were not accepted, so that a batch that is sent again gets them again.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_BATCH_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_BATCH_STORE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "libs/db/db.h"
#include "libs/journal/journal.h"

namespace attest::registration::store {

// Whose batch it is, and its request id.
struct BatchKey {
  std::string subject;
  std::string id;
};

absl::Status InsertBatch(journal::WriteTransaction& tx, const BatchKey& batch,
                         const std::string& centre, absl::Time now);

// The highest number of a row that was answered; 0 when none was.
absl::StatusOr<int64_t> AnsweredTo(db::Transaction& tx, const BatchKey& batch);
// Raises it.
absl::Status PutAnsweredTo(journal::WriteTransaction& tx, const BatchKey& batch,
                           int64_t row_number);

// What was said of a row, and of which content.
struct KeptAnswer {
  std::string fingerprint;
  std::string answer;  // bytes
};

// Keeps the first one.
absl::Status PutAnswer(journal::WriteTransaction& tx, const BatchKey& batch,
                       int64_t row_number, const KeptAnswer& answer);
absl::StatusOr<std::optional<KeptAnswer>> FindAnswer(db::Transaction& tx,
                                                     const BatchKey& batch,
                                                     int64_t row_number);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_BATCH_STORE_H_
