// Registers the learners of a CSV file in a batch, and writes the rows that
// were not accepted to a file that can be mended and sent again.
#ifndef ATTEST_TOOLS_ATTEST_LEARNERS_IMPORT_H_
#define ATTEST_TOOLS_ATTEST_LEARNERS_IMPORT_H_

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>

#include "absl/time/time.h"
#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "tools/attest/learners/columns.h"

namespace attest::learners {

struct ImportCounts {
  int64_t rows = 0;
  int64_t accepted = 0;
  int64_t duplicates = 0;
  int64_t refused = 0;
  int64_t bytes_read = 0;

  int64_t not_accepted() const { return duplicates + refused; }
};

struct ImportOptions {
  std::string centre;    // `centres/{centre}`
  std::string batch_id;  // UUID; the same one goes on where it broke off
  bool dry_run = false;
  ColumnOptions columns;
  absl::Duration patience = absl::Seconds(30);  // with a server that is away
};

// Where an import reads, writes and tells how far it is.
struct ImportFiles {
  std::istream& in;
  // Asked for once, when the first row was not accepted.
  std::function<std::ostream&()> refused;
  std::function<void(const ImportCounts&)> progress;
};

// Holds a few rows at a time, however long the file is. The column `reasons`
// is the last one of what is written; one that is there already is replaced.
//   INVALID_ARGUMENT, `EMPTY_FILE`, `COLUMNS`, `HEADER`: before any row.
//   What the batch as a whole fails with. Sent again with the same batch id, it
//   goes on, and rows that were dealt with get the same answers.
absl::StatusOr<ImportCounts> ImportLearners(
    registration::v1::RegistrationService::StubInterface& stub,
    const std::string& token, const ImportOptions& options,
    const ImportFiles& files);

}  // namespace attest::learners

#endif  // ATTEST_TOOLS_ATTEST_LEARNERS_IMPORT_H_
