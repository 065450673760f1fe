// How far an import is, in one line.
#ifndef ATTEST_TOOLS_ATTEST_LEARNERS_PROGRESS_H_
#define ATTEST_TOOLS_ATTEST_LEARNERS_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "tools/attest/learners/import.h"

namespace attest::learners {

// `[=====>    ]  52 %  1,040 rows: 1,031 accepted, 4 duplicates, 5 refused
// (812/s)`, of a file of `bytes` that is being read for `elapsed`.
std::string ProgressLine(const ImportCounts& counts, int64_t bytes,
                         absl::Duration elapsed);

// `1,040 rows: 1,031 accepted, 4 duplicates, 5 refused`.
std::string CountsText(const ImportCounts& counts);

}  // namespace attest::learners

#endif  // ATTEST_TOOLS_ATTEST_LEARNERS_PROGRESS_H_
