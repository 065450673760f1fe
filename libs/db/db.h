// The database as the services see it: transactions, rows, a small set of
// errors. SQL text is written once for SQLite and PostgreSQL: parameters are
// $1, $2 ...; columns are BIGINT, TEXT, BYTEA; nothing that only one of the
// two understands. Every implementation passes
// tests/contract/database_contract.h.
#ifndef ATTEST_LIBS_DB_DB_H_
#define ATTEST_LIBS_DB_DB_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libs/status/status.h"

namespace attest::db {

// Bytes as opposed to text.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

// What a parameter or a column holds. monostate is NULL.
using Value = std::variant<std::monostate, int64_t, std::string, Blob>;

// NULL, to pass as a parameter.
inline constexpr std::monostate kNull;

// One row of an answer. Asking for another type than the column holds is a
// programming error and ends the process with a message.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  bool IsNull(int column) const;
  int64_t Int(int column) const;
  // Empty for NULL.
  const std::string& Text(int column) const;
  const std::string& Bytes(int column) const;
  // The integer, or `otherwise` for NULL.
  int64_t IntOr(int column, int64_t otherwise) const;
  int size() const { return static_cast<int>(values_.size()); }

 private:
  std::vector<Value> values_;
};

using Rows = std::vector<Row>;

// One open transaction. Not thread-safe; used only within the body that got it.
//
// The first error ends the transaction: later statements give the same error
// and nothing of it is committed, whatever the body returns. (PostgreSQL does
// so; the others follow.) Use ON CONFLICT where a duplicate is to be expected.
//
// Errors of Execute and Query, besides success; their texts never hold values:
//   INVALID_ARGUMENT,    `TEXT_ENCODING`: text that is not UTF-8 or holds NUL.
//   ALREADY_EXISTS,      `UNIQUE`: a unique index; metadata `constraint`.
//   FAILED_PRECONDITION, `FOREIGN_KEY`, `CHECK`, `NOT_NULL`.
//   ABORTED,             `CONFLICT`: another writer; the whole body is retried.
//   UNAVAILABLE,         `CONNECTION`: the database cannot be reached.
//   RESOURCE_EXHAUSTED,  `DISK_FULL`.
//   INTERNAL,            `SQL`: wrong SQL.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Runs `sql`, one statement, and gives its rows (also those of RETURNING).
  // There are exactly as many parameters as `sql` names: $1 to $n.
  virtual absl::StatusOr<Rows> Run(std::string_view sql,
                                   const std::vector<Value>& parameters) = 0;
  // Rows changed by the last Run.
  virtual int64_t changes() const = 0;

  template <class... Args>
  absl::StatusOr<Rows> Query(std::string_view sql, Args&&... args) {
    return Run(sql, {ToValue(std::forward<Args>(args))...});
  }
  template <class... Args>
  absl::Status Execute(std::string_view sql, Args&&... args) {
    return Run(sql, {ToValue(std::forward<Args>(args))...}).status();
  }

 private:
  static Value ToValue(std::monostate) { return {}; }
  static Value ToValue(bool value) { return int64_t{value}; }
  static Value ToValue(int value) { return int64_t{value}; }
  static Value ToValue(int64_t value) { return value; }
  static Value ToValue(const char* value) { return std::string(value); }
  static Value ToValue(std::string_view value) { return std::string(value); }
  static Value ToValue(std::string value) { return value; }
  static Value ToValue(Blob value) { return value; }
  static Value ToValue(Value value) { return value; }
};

using Body = absl::FunctionRef<absl::Status(Transaction&)>;

// A database with a bounded pool of connections. Thread-safe.
//
// Read and Write run `body` in one transaction: OK commits, any other status
// rolls back and is returned. On a conflict with another writer `body` runs
// again, so it MUST NOT keep state across calls.
//   RESOURCE_EXHAUSTED, `POOL_EXHAUSTED`: no connection became free in time.
//   RESOURCE_EXHAUSTED, `DISK_FULL`.
//   UNAVAILABLE, `CONNECTION`: nothing happened.
//   ABORTED, `CONFLICT`: still conflicting after the last try.
class Database {
 public:
  virtual ~Database() = default;
  // A consistent snapshot; writing in it is an error.
  virtual absl::Status Read(Body body) = 0;
  // Durable when it returns OK.
  virtual absl::Status Write(Body body) = 0;
};

// Whether `status` comes from a unique index.
bool IsUniqueViolation(const absl::Status& status);

// One step of a schema.
struct Migration {
  int number;        // from 1, without gaps
  std::string name;  // e.g. `create_centre`
  std::string sql;   // statements separated by `;`
};

// Applies what has not been applied, each step in one transaction with its own
// record. Safe to call from several processes at once.
//   FAILED_PRECONDITION, `SCHEMA_OUT_OF_ORDER`: `migrations`, or what was
//     applied, is not numbered from 1 without gaps.
//   FAILED_PRECONDITION, `SCHEMA_TOO_NEW`: the database knows later steps.
//   FAILED_PRECONDITION, `SCHEMA_CHANGED`: an applied step reads differently.
absl::Status Migrate(Database& database,
                     const std::vector<Migration>& migrations);

// The number of the last step applied, 0 when there is none.
absl::StatusOr<int> SchemaVersion(Database& database);

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_DB_H_
