// What SQLite's result codes mean to a service.
#ifndef ATTEST_LIBS_DB_SQLITE_ERRORS_H_
#define ATTEST_LIBS_DB_SQLITE_ERRORS_H_

#include "libs/status/status.h"
#include "sqlite3.h"

namespace attest::db {

// The error of the last call on `handle`, which gave `code` (extended). errno
// is still as that call left it, and was 0 before.
absl::Status SqliteError(sqlite3* handle, int code);

// Whether a connection that gave `code` is to be closed rather than used on.
bool IsHardSqliteError(int code);

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_SQLITE_ERRORS_H_
