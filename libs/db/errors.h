// The errors of every database, and how they are recognised again. For the
// implementations; services read them from db.h.
#ifndef ATTEST_LIBS_DB_ERRORS_H_
#define ATTEST_LIBS_DB_ERRORS_H_

#include <string_view>

#include "libs/status/status.h"

namespace attest::db::errors {

// ALREADY_EXISTS. `constraint` names columns or an index.
absl::Status Unique(std::string_view constraint);
// FAILED_PRECONDITION. `reason` is FOREIGN_KEY, CHECK or NOT_NULL.
absl::Status BrokenConstraint(std::string_view reason,
                              std::string_view constraint);
// ABORTED: another writer was in the way.
absl::Status Conflict();
// UNAVAILABLE: the database cannot be reached, or what it keeps not read.
absl::Status Connection(std::string_view why);
// RESOURCE_EXHAUSTED, both with a RetryInfo.
absl::Status DiskFull();
absl::Status PoolExhausted();
// INTERNAL: wrong SQL.
absl::Status Sql(std::string_view why);
// INVALID_ARGUMENT: the text parameter $`number` is no text.
absl::Status TextEncoding(int number);
// FAILED_PRECONDITION. `reason` is one of those that Migrate names.
absl::Status Schema(std::string_view reason, std::string_view message);

// Whether `status` is Conflict(), as opposed to an ABORTED of a service.
bool IsConflict(const absl::Status& status);

}  // namespace attest::db::errors

#endif  // ATTEST_LIBS_DB_ERRORS_H_
