#include "libs/db/sqlite_connection.h"

#include <cerrno>
#include <utility>

#include "fmt/format.h"
#include "libs/db/errors.h"
#include "libs/db/retry.h"
#include "libs/db/sqlite_errors.h"
#include "libs/db/text.h"

namespace attest::db {
namespace {

constexpr size_t kPreparedMax = 256;

// Resets a statement whatever happened to it.
class Resetting {
 public:
  explicit Resetting(sqlite3_stmt* statement) : statement_(statement) {}
  ~Resetting() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Resetting(const Resetting&) = delete;
  Resetting& operator=(const Resetting&) = delete;

 private:
  sqlite3_stmt* statement_;
};

// The values outlive the statement's run, so SQLite need not copy them.
int BindValue(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, index, text->data(), text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    return sqlite3_bind_blob64(statement, index, blob->bytes.data(),
                               blob->bytes.size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, index);
}

std::string Copy(const void* bytes, int size) {
  return size == 0 ? std::string()
                   : std::string(static_cast<const char*>(bytes), size);
}

// Whether the next statement behind a prepared one says nothing.
bool SaysNothing(const char* tail, const char* end) {
  return SplitStatements({tail, static_cast<size_t>(end - tail)}).empty();
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::string& path, absl::Duration busy_wait) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                          SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                      nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  if (code != SQLITE_OK) return errors::Connection(sqlite3_errstr(code));
  ATTEST_RETURN_IF_ERROR(connection->Configure(busy_wait));
  return connection;
}

absl::Status SqliteConnection::Configure(absl::Duration busy_wait) {
  sqlite3_busy_timeout(handle_.get(),
                       static_cast<int>(absl::ToInt64Milliseconds(busy_wait)));
  // The switch to WAL does not wait for others by itself.
  ATTEST_RETURN_IF_ERROR(RetryConflicts(
      busy_wait, [&] { return Control("PRAGMA journal_mode = WAL"); }));
  for (const char* pragma :
       {"PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON",
        "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY"}) {
    ATTEST_RETURN_IF_ERROR(Control(pragma));
  }
  return absl::OkStatus();
}

absl::Status SqliteConnection::Begin(Access access) {
  const bool read_only = access == Access::kRead;
  if (read_only != read_only_) {
    ATTEST_RETURN_IF_ERROR(Control(read_only ? "PRAGMA query_only = ON"
                                             : "PRAGMA query_only = OFF"));
    read_only_ = read_only;
  }
  return Control(read_only ? "BEGIN" : "BEGIN IMMEDIATE");
}

absl::Status SqliteConnection::Commit() { return Control("COMMIT"); }

void SqliteConnection::Rollback() {
  if (sqlite3_get_autocommit(handle_.get()) != 0) return;  // SQLite did it
  if (!Control("ROLLBACK").ok()) broken_ = true;
}

absl::StatusOr<Rows> SqliteConnection::Run(
    std::string_view sql, const std::vector<Value>& parameters) {
  changes_ = 0;
  ATTEST_RETURN_IF_ERROR(CheckTexts(parameters));
  ATTEST_ASSIGN_OR_RETURN(sqlite3_stmt* const statement, Prepare(sql));
  const Resetting resetting(statement);
  ATTEST_RETURN_IF_ERROR(Bind(statement, parameters));
  return Step(statement);
}

absl::StatusOr<sqlite3_stmt*> SqliteConnection::Prepare(std::string_view sql) {
  if (const auto found = index_.find(sql); found != index_.end()) {
    prepared_.splice(prepared_.begin(), prepared_, found->second);
    return found->second->statement.get();
  }
  ATTEST_ASSIGN_OR_RETURN(sqlite3_stmt* const statement, PrepareNew(sql));
  if (prepared_.size() == kPreparedMax) {
    index_.erase(prepared_.back().sql);
    prepared_.pop_back();
  }
  prepared_.push_front({std::string(sql), {statement, {}}});
  index_.emplace(prepared_.front().sql, prepared_.begin());
  return statement;
}

absl::StatusOr<sqlite3_stmt*> SqliteConnection::PrepareNew(
    std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(
      handle_.get(), sql.data(), static_cast<int>(sql.size()),
      SQLITE_PREPARE_PERSISTENT, &statement, &tail);
  if (code != SQLITE_OK) return Error(code);
  if (statement == nullptr) return errors::Sql("no statement");
  if (!SaysNothing(tail, sql.data() + sql.size())) {
    sqlite3_finalize(statement);
    return errors::Sql("more than one statement");
  }
  return statement;
}

absl::Status SqliteConnection::Bind(sqlite3_stmt* statement,
                                    const std::vector<Value>& parameters) {
  const int count = static_cast<int>(parameters.size());
  const int wanted = sqlite3_bind_parameter_count(statement);
  if (count != wanted) {
    return errors::Sql(
        fmt::format("{} parameters for {} places", count, wanted));
  }
  for (int i = 0; i < count; ++i) {
    const std::string name = fmt::format("${}", i + 1);
    const int index = sqlite3_bind_parameter_index(statement, name.c_str());
    if (index == 0) return errors::Sql(fmt::format("no place for {}", name));
    const int code = BindValue(statement, index, parameters[i]);
    if (code != SQLITE_OK) return Error(code);
  }
  return absl::OkStatus();
}

absl::StatusOr<Rows> SqliteConnection::Step(sqlite3_stmt* statement) {
  Rows rows;
  errno = 0;
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    ATTEST_ASSIGN_OR_RETURN(Row row, ReadRow(statement));
    rows.push_back(std::move(row));
  }
  if (code != SQLITE_DONE) return Error(code);
  if (sqlite3_stmt_readonly(statement) == 0) {
    changes_ = sqlite3_changes64(handle_.get());
  }
  return rows;
}

absl::StatusOr<Row> SqliteConnection::ReadRow(sqlite3_stmt* statement) {
  const int columns = sqlite3_column_count(statement);
  std::vector<Value> values(columns);
  for (int i = 0; i < columns; ++i) {
    switch (sqlite3_column_type(statement, i)) {
      case SQLITE_INTEGER:
        values[i] = int64_t{sqlite3_column_int64(statement, i)};
        break;
      case SQLITE_TEXT: {
        const void* text = sqlite3_column_text(statement, i);
        values[i] = Copy(text, sqlite3_column_bytes(statement, i));
        break;
      }
      case SQLITE_BLOB: {
        const void* bytes = sqlite3_column_blob(statement, i);
        values[i] = Blob{Copy(bytes, sqlite3_column_bytes(statement, i))};
        break;
      }
      case SQLITE_FLOAT:
        return errors::Sql(fmt::format("column {} is a fraction", i));
      default:
        break;
    }
  }
  return Row(std::move(values));
}

absl::Status SqliteConnection::Control(std::string_view sql) {
  return Run(sql, {}).status();
}

absl::Status SqliteConnection::Error(int code) {
  absl::Status error = SqliteError(handle_.get(), code);
  // A file that was opened for reading alone stays so until it is opened anew.
  if (IsHardSqliteError(code) || absl::IsUnavailable(error)) broken_ = true;
  return error;
}

}  // namespace attest::db
