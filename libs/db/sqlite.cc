#include "libs/db/sqlite.h"

#include <filesystem>
#include <mutex>
#include <system_error>
#include <utility>

#include "libs/db/errors.h"
#include "libs/db/gate.h"
#include "libs/db/retry.h"
#include "libs/db/sqlite_connection.h"

namespace attest::db {
namespace {

// Remembers the first error and runs nothing after it.
class SqliteTransaction : public Transaction {
 public:
  explicit SqliteTransaction(SqliteConnection& connection)
      : connection_(connection) {}

  absl::StatusOr<Rows> Run(std::string_view sql,
                           const std::vector<Value>& parameters) override {
    if (!error_.ok()) return error_;
    absl::StatusOr<Rows> rows = connection_.Run(sql, parameters);
    error_ = rows.status();
    return rows;
  }
  int64_t changes() const override { return connection_.changes(); }

  // How the transaction ends when its body says `said`: a conflict goes to
  // whoever retries, and an error that the body passed over still counts.
  absl::Status Verdict(absl::Status said) const {
    return said.ok() || errors::IsConflict(error_) ? error_ : said;
  }

 private:
  SqliteConnection& connection_;
  absl::Status error_;
};

class SqliteDatabase : public Database {
 public:
  explicit SqliteDatabase(SqliteOptions options)
      : options_(std::move(options)), places_(options_.connections_max) {}

  // Shows that the file can be opened and makes it.
  absl::Status Warm() {
    ATTEST_ASSIGN_OR_RETURN(auto connection, Take());
    Return(std::move(connection));
    return absl::OkStatus();
  }

  absl::Status Read(Body body) override {
    return RetryConflicts(options_.wait_max,
                          [&] { return RunOnce(Access::kRead, body); });
  }

  // Writers of this process queue for their turn before they take a
  // connection, so that readers find one however many write.
  absl::Status Write(Body body) override {
    const Pass turn(writer_, options_.wait_max);
    if (!turn) return errors::PoolExhausted();
    return RetryConflicts(options_.wait_max,
                          [&] { return RunOnce(Access::kWrite, body); });
  }

 private:
  absl::Status RunOnce(Access access, Body body) {
    const Pass place(places_, options_.wait_max);
    if (!place) return errors::PoolExhausted();
    ATTEST_ASSIGN_OR_RETURN(auto connection, Take());
    const absl::Status status = RunOn(*connection, access, body);
    Return(std::move(connection));
    return status;
  }

  static absl::Status RunOn(SqliteConnection& connection, Access access,
                            Body body) {
    ATTEST_RETURN_IF_ERROR(connection.Begin(access));
    SqliteTransaction transaction(connection);
    absl::Status status = transaction.Verdict(body(transaction));
    if (status.ok()) status = connection.Commit();
    if (!status.ok()) connection.Rollback();
    return status;
  }

  absl::StatusOr<std::unique_ptr<SqliteConnection>> Take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        return connection;
      }
    }
    return SqliteConnection::Open(options_.path, options_.wait_max);
  }

  // A broken connection is dropped; the next call opens another.
  void Return(std::unique_ptr<SqliteConnection> connection) {
    if (connection->broken()) return;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }

  const SqliteOptions options_;
  Gate places_;
  Gate writer_{1};
  std::mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Database>> OpenSqlite(SqliteOptions options) {
  const std::filesystem::path folder =
      std::filesystem::path(options.path).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error) return errors::Connection(error.message());
  auto database = std::make_unique<SqliteDatabase>(std::move(options));
  ATTEST_RETURN_IF_ERROR(database->Warm());
  return database;
}

}  // namespace attest::db
