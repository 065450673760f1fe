// Errors of the journal.
#ifndef ATTEST_LIBS_JOURNAL_ERRORS_H_
#define ATTEST_LIBS_JOURNAL_ERRORS_H_

#include "libs/status/status.h"

namespace attest::journal::errors {

absl::Status NoRequestId();
absl::Status RequestIdReused();
// Programming error: a write that leaves no trace.
absl::Status NoChanges();
// Somebody wrote into the outbox by hand.
absl::Status UnreadableEvent(int64_t cursor);

}  // namespace attest::journal::errors

#endif  // ATTEST_LIBS_JOURNAL_ERRORS_H_
