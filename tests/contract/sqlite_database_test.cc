// The contract on SQLite, and what only SQLite has.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "libs/db/sqlite.h"
#include "libs/db/sqlite_errors.h"
#include "libs/testing/temp_dir.h"
#include "tests/contract/database_contract.h"

namespace attest::db {
namespace {

class SqliteHome : public DatabaseHome {
 public:
  absl::StatusOr<std::unique_ptr<Database>> Open(
      int connections_max, absl::Duration wait_max) override {
    return OpenSqlite({.path = folder_.File("data/test.db"),
                       .connections_max = connections_max,
                       .wait_max = wait_max});
  }

 private:
  testing::TempDir folder_;
};

DatabaseKind SqliteKind() {
  return {"sqlite", [] { return std::make_unique<SqliteHome>(); }};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, DatabaseContract,
                         ::testing::Values(SqliteKind()), KindName());
INSTANTIATE_TEST_SUITE_P(Sqlite, MigrationContract,
                         ::testing::Values(SqliteKind()), KindName());

class SqliteTest : public ::testing::Test {
 protected:
  std::unique_ptr<Database> Open() {
    auto opened = OpenSqlite({.path = folder_.File("test.db"),
                              .connections_max = 4,
                              .wait_max = absl::Seconds(20)});
    EXPECT_THAT(opened, testing::IsOk());
    return *std::move(opened);
  }
  static absl::Status Execute(Database& database, std::string_view sql) {
    return database.Write([&](Transaction& tx) { return tx.Execute(sql); });
  }
  static absl::StatusOr<Value> Read(Database& database, std::string_view sql) {
    Value value;
    ATTEST_RETURN_IF_ERROR(database.Read([&](Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const Rows rows, tx.Query(sql));
      value = rows[0].Int(0);
      return absl::OkStatus();
    }));
    return value;
  }

  testing::TempDir folder_;
};

TEST_F(SqliteTest, EveryCommitIsSyncedAndForeignKeysAreOn) {
  const auto database = Open();

  EXPECT_EQ(*Read(*database, "PRAGMA synchronous"), Value(int64_t{2}));
  EXPECT_EQ(*Read(*database, "PRAGMA foreign_keys"), Value(int64_t{1}));
  ASSERT_THAT(database->Read([](Transaction& tx) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const Rows rows, tx.Query("PRAGMA journal_mode"));
    EXPECT_EQ(rows[0].Text(0), "wal");
    return absl::OkStatus();
  }),
              testing::IsOk());
}

TEST_F(SqliteTest, AFractionIsRefusedRatherThanRounded) {
  const auto database = Open();

  EXPECT_THAT(Read(*database, "SELECT 0.5"),
              testing::FailsWith(absl::StatusCode::kInternal, "SQL"));
}

TEST_F(SqliteTest, AFileThatIsNoDatabaseIsUnavailable) {
  std::ofstream(folder_.File("test.db")) << std::string(4096, 'x');

  EXPECT_THAT(OpenSqlite({.path = folder_.File("test.db")}),
              testing::FailsWith(absl::StatusCode::kUnavailable, "CONNECTION"));
}

TEST_F(SqliteTest, AFolderThatCannotBeMadeIsUnavailable) {
  std::ofstream(folder_.File("file")) << "x";

  EXPECT_THAT(OpenSqlite({.path = folder_.File("file/test.db")}),
              testing::FailsWith(absl::StatusCode::kUnavailable, "CONNECTION"));
}

// What writing gives on a handle that was opened with `flags`.
absl::Status ErrorOfWriting(const std::string& path, int flags,
                            const char* pragma) {
  sqlite3* handle = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &handle,
                            flags | SQLITE_OPEN_EXRESCODE, nullptr),
            SQLITE_OK);
  sqlite3_exec(handle, pragma, nullptr, nullptr, nullptr);
  const int code = sqlite3_exec(handle, "INSERT INTO t (n) VALUES (1)", nullptr,
                                nullptr, nullptr);
  absl::Status error = SqliteError(handle, code);
  sqlite3_close(handle);
  return error;
}

// A file on a disk that is mounted for reading is opened so; to write in a
// transaction that reads is wrong SQL.
TEST_F(SqliteTest, AFileThatRefusesWritingIsUnavailable) {
  const auto database = Open();
  ASSERT_THAT(Execute(*database, "CREATE TABLE t (n BIGINT)"), testing::IsOk());
  const std::string path = folder_.File("test.db");

  EXPECT_THAT(ErrorOfWriting(path, SQLITE_OPEN_READONLY, ""),
              testing::FailsWith(absl::StatusCode::kUnavailable, "CONNECTION"));
  EXPECT_THAT(
      ErrorOfWriting(path, SQLITE_OPEN_READWRITE, "PRAGMA query_only = ON"),
      testing::FailsWith(absl::StatusCode::kInternal, "SQL"));
}

// The limit stands for a full disk: it needs no root.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit lowered{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &lowered);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(SqliteTest, AFullDiskIsToldAndGotOver) {
  const auto database = Open();
  ASSERT_THAT(Execute(*database, "CREATE TABLE t (b BYTEA)"), testing::IsOk());
  const auto add = [&] {
    return database->Write([](Transaction& tx) {
      return tx.Execute("INSERT INTO t (b) VALUES ($1)",
                        Blob{std::string(1 << 18, 'x')});
    });
  };
  ASSERT_THAT(add(), testing::IsOk());

  absl::Status full;
  {
    const FileSizeLimit limit(1 << 19);
    for (int i = 0; i < 8 && full.ok(); ++i) full = add();
    EXPECT_THAT(Read(*database, "SELECT COUNT(*) FROM t"), testing::IsOk());
  }

  EXPECT_THAT(full, testing::FailsWith(absl::StatusCode::kResourceExhausted,
                                       "DISK_FULL"));
  const auto before = Read(*database, "SELECT COUNT(*) FROM t");
  EXPECT_THAT(add(), testing::IsOk());
  EXPECT_EQ(std::get<int64_t>(*Read(*database, "SELECT COUNT(*) FROM t")),
            std::get<int64_t>(*before) + 1);
}

TEST_F(SqliteTest, RealProcessesDoNotLoseEachOthersWrites) {
  ASSERT_THAT(Execute(*Open(), "CREATE TABLE t (n BIGINT)"), testing::IsOk());
  ASSERT_THAT(Execute(*Open(), "INSERT INTO t (n) VALUES (0)"),
              testing::IsOk());
  std::vector<pid_t> children;

  for (int i = 0; i < 4; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      bool good = true;
      const auto database = Open();
      for (int k = 0; k < 25; ++k) {
        good &= Execute(*database, "UPDATE t SET n = n + 1").ok();
      }
      _exit(good ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }

  EXPECT_EQ(*Read(*Open(), "SELECT n FROM t"), Value(int64_t{100}));
}

}  // namespace
}  // namespace attest::db
