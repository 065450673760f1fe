// What every db::Database does. The tests are in database_*_contract.cc: link
// them into one test per implementation, and there instantiate the suites
// DatabaseContract and MigrationContract with its kind.
#ifndef ATTEST_TESTS_CONTRACT_DATABASE_CONTRACT_H_
#define ATTEST_TESTS_CONTRACT_DATABASE_CONTRACT_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/db/db.h"
#include "libs/testing/matchers.h"

namespace attest::db {

// One fresh, empty place to keep data; gone on destruction. Every Open is as
// another process would see it.
class DatabaseHome {
 public:
  virtual ~DatabaseHome() = default;
  virtual absl::StatusOr<std::unique_ptr<Database>> Open(
      int connections_max, absl::Duration wait_max) = 0;
};

// An implementation; its name shows in the names of the tests.
struct DatabaseKind {
  std::string name;
  std::function<std::unique_ptr<DatabaseHome>()> make;
};

inline void PrintTo(const DatabaseKind& kind, std::ostream* out) {
  *out << kind.name;
}

struct KindName {
  std::string operator()(
      const ::testing::TestParamInfo<DatabaseKind>& info) const {
    return info.param.name;
  }
};

inline void InThreads(int count, const std::function<void(int)>& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back(work, i);
  for (std::thread& thread : threads) thread.join();
}

// A place, one database on it, and shorthands.
class DatabaseFixture : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  std::unique_ptr<Database> Open(int connections_max, absl::Duration wait_max) {
    auto opened = home_->Open(connections_max, wait_max);
    EXPECT_THAT(opened, testing::IsOk());
    return *std::move(opened);
  }

  template <class... Args>
  absl::Status Write(std::string_view sql, Args... args) {
    return database_->Write(
        [&](Transaction& tx) { return tx.Execute(sql, args...); });
  }

  template <class... Args>
  Rows Read(std::string_view sql, Args... args) {
    Rows rows;
    EXPECT_THAT(database_->Read([&](Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(rows, tx.Query(sql, args...));
      return absl::OkStatus();
    }),
                testing::IsOk());
    return rows;
  }

  int64_t ReadInt(std::string_view sql) {
    const Rows rows = Read(sql);
    return rows.empty() ? -1 : rows[0].Int(0);
  }

  const std::unique_ptr<DatabaseHome> home_ = GetParam().make();
  std::unique_ptr<Database> database_ = Open(8, absl::Seconds(20));
};

// Adds one to the only centre.
inline constexpr char kGrow[] =
    "UPDATE centre SET size = size + 1 WHERE id = 'north'";

class DatabaseContract : public DatabaseFixture {
 protected:
  void SetUp() override {
    for (const char* sql :
         {"CREATE TABLE centre (id TEXT NOT NULL PRIMARY KEY,"
          " size BIGINT NOT NULL CHECK (size >= 0))",
          "CREATE TABLE learner (id TEXT NOT NULL PRIMARY KEY,"
          " centre TEXT NOT NULL REFERENCES centre (id), note TEXT,"
          " photo BYTEA, born BIGINT)"}) {
      ASSERT_THAT(Write(sql), testing::IsOk());
    }
    ASSERT_THAT(AddCentre("north", 0), testing::IsOk());
  }

  absl::Status AddCentre(const std::string& id, int64_t size) {
    return Write("INSERT INTO centre (id, size) VALUES ($1, $2)", id, size);
  }
  absl::Status AddLearner(Value note, Value photo, Value born) {
    return Write(
        "INSERT INTO learner (id, centre, note, photo, born)"
        " VALUES ('ann', 'north', $1, $2, $3)",
        note, photo, born);
  }
  int64_t Centres() { return ReadInt("SELECT COUNT(*) FROM centre"); }
  int64_t Size() { return ReadInt("SELECT size FROM centre"); }
};

class MigrationContract : public DatabaseFixture {
 protected:
  static std::vector<Migration> Steps() {
    return {{1, "create_centre",
             "-- Centres; with a semicolon\n"
             "CREATE TABLE centre (id TEXT NOT NULL PRIMARY KEY);\n"
             "INSERT INTO centre (id) VALUES ('a;b');\n"},
            {2, "add_size",
             "ALTER TABLE centre ADD COLUMN size BIGINT NOT NULL DEFAULT 4;"}};
  }
};

}  // namespace attest::db

#endif  // ATTEST_TESTS_CONTRACT_DATABASE_CONTRACT_H_
