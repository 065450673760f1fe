#include "libs/db/sqlite_errors.h"

#include <cerrno>
#include <string_view>

#include "libs/db/errors.h"

namespace attest::db {
namespace {

// What follows `failed: ` in "UNIQUE constraint failed: centre.name": names of
// columns, of an index or of a constraint, never values.
std::string_view ConstraintName(std::string_view message) {
  constexpr std::string_view kMark = "failed: ";
  const size_t at = message.find(kMark);
  return at == std::string_view::npos ? "" : message.substr(at + kMark.size());
}

absl::Status ConstraintError(int code, std::string_view message) {
  const std::string_view name = ConstraintName(message);
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return errors::Unique(name);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return errors::BrokenConstraint("FOREIGN_KEY", name);
    case SQLITE_CONSTRAINT_NOTNULL:
      return errors::BrokenConstraint("NOT_NULL", name);
    default:
      return errors::BrokenConstraint("CHECK", name);
  }
}

bool MeansFull(int error_number) {
  return error_number == ENOSPC || error_number == EDQUOT ||
         error_number == EFBIG;
}

// A write that failed for want of space is an I/O error to SQLite when a quota
// or the file of the shared memory is full. It keeps the reason of a failing
// statement, but not that of a failing COMMIT, which is then in errno.
bool IsDiskFull(sqlite3* handle, int code) {
  const int reason = errno;
  if ((code & 0xFF) == SQLITE_FULL) return true;
  if ((code & 0xFF) != SQLITE_IOERR || handle == nullptr) return false;
  return MeansFull(reason) || MeansFull(sqlite3_system_errno(handle));
}

// Whether the file refuses writing, as opposed to a transaction that only
// reads.
bool IsReadOnlyFile(sqlite3* handle, int code) {
  if ((code & 0xFF) != SQLITE_READONLY) return false;
  return code != SQLITE_READONLY || handle == nullptr ||
         sqlite3_db_readonly(handle, "main") == 1;
}

}  // namespace

absl::Status SqliteError(sqlite3* handle, int code) {
  if (IsDiskFull(handle, code)) return errors::DiskFull();
  const std::string_view message =
      handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  if (IsReadOnlyFile(handle, code)) return errors::Connection(message);
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT:
      return ConstraintError(code, message);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return errors::Conflict();
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_READONLY:
      return errors::Sql(message);
    default:
      return errors::Connection(message);
  }
}

bool IsHardSqliteError(int code) {
  switch (code & 0xFF) {
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_FULL:
    case SQLITE_PROTOCOL:
      return true;
    default:
      return code == SQLITE_READONLY_DBMOVED;
  }
}

}  // namespace attest::db
