// The one place that tries a transaction again.
#ifndef ATTEST_LIBS_DB_RETRY_H_
#define ATTEST_LIBS_DB_RETRY_H_

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::db {

// Runs `attempt`, again after every conflict, with growing pauses of random
// length, until it ends otherwise or no further try fits into `longest`. Gives
// the last status.
absl::Status RetryConflicts(absl::Duration longest,
                            absl::FunctionRef<absl::Status()> attempt);

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_RETRY_H_
