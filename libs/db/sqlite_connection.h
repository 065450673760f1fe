// One connection to a SQLite file. For sqlite.cc alone.
#ifndef ATTEST_LIBS_DB_SQLITE_CONNECTION_H_
#define ATTEST_LIBS_DB_SQLITE_CONNECTION_H_

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "absl/time/time.h"
#include "libs/db/db.h"
#include "sqlite3.h"

namespace attest::db {

enum class Access { kRead, kWrite };

// Statements are prepared once and kept, the least recently used making room;
// each is reset as soon as its rows are read, so that none pins a snapshot.
// Used by one thread at a time.
class SqliteConnection {
 public:
  static absl::StatusOr<std::unique_ptr<SqliteConnection>> Open(
      const std::string& path, absl::Duration busy_wait);

  // A transaction that reads takes its snapshot at its first statement and
  // cannot write; one that writes holds the write lock from the start.
  absl::Status Begin(Access access);
  absl::Status Commit();
  // Never fails: a connection that cannot roll back is broken and gets closed.
  void Rollback();

  // As db::Transaction::Run.
  absl::StatusOr<Rows> Run(std::string_view sql,
                           const std::vector<Value>& parameters);
  int64_t changes() const { return changes_; }

  // Whether it must be closed rather than used again.
  bool broken() const { return broken_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const {
      sqlite3_finalize(statement);
    }
  };
  struct Prepared {
    std::string sql;
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
  };

  explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
  absl::Status Configure(absl::Duration busy_wait);
  // The prepared statement, valid until the next call.
  absl::StatusOr<sqlite3_stmt*> Prepare(std::string_view sql);
  absl::StatusOr<sqlite3_stmt*> PrepareNew(std::string_view sql);
  absl::Status Bind(sqlite3_stmt* statement,
                    const std::vector<Value>& parameters);
  absl::StatusOr<Rows> Step(sqlite3_stmt* statement);
  absl::StatusOr<Row> ReadRow(sqlite3_stmt* statement);
  absl::Status Control(std::string_view sql);
  absl::Status Error(int code);

  std::unique_ptr<sqlite3, Close> handle_;
  // Most recently used first; the index's keys point into the list.
  std::list<Prepared> prepared_;
  std::unordered_map<std::string_view, std::list<Prepared>::iterator> index_;
  int64_t changes_ = 0;
  bool read_only_ = false;
  bool broken_ = false;
};

}  // namespace attest::db

#endif  // ATTEST_LIBS_DB_SQLITE_CONNECTION_H_
