// A store on a real database in a folder of its own.
#ifndef ATTEST_SERVICES_ASSESSMENT_TESTING_STORE_FIXTURE_H_
#define ATTEST_SERVICES_ASSESSMENT_TESTING_STORE_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/clock/clock.h"
#include "libs/db/sqlite.h"
#include "libs/ids/ids.h"
#include "libs/journal/journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/assessment/migrations.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment::store {

class StoreTest : public ::testing::Test {
 protected:
  StoreTest()
      : database_(*db::OpenSqlite({folder_.File("store.db")})),
        journal_(*database_, clock_) {
    EXPECT_THAT(db::Migrate(*database_, journal::WithJournal(Migrations())),
                attest::testing::IsOk());
  }

  // Runs `body`, a Status(journal::WriteTransaction&), as one write.
  template <class Body>
  absl::Status Write(Body body) {
    journal::Change change;
    change.action = "test.written";
    change.resource = "tests/1";
    return journal_
        .Write({"test", "tester", "SERVICE", ids_.NewId(), "f"},
               [&](journal::WriteTransaction& sql)
                   -> absl::StatusOr<journal::Outcome> {
                 ATTEST_RETURN_IF_ERROR(body(sql));
                 return journal::Outcome{"", {change}};
               })
        .status();
  }

  // What `query`, a StatusOr<T>(db::Transaction&), finds.
  template <class Query>
  auto Read(Query query) {
    using Result = std::invoke_result_t<Query, db::Transaction&>;
    Result result = absl::InternalError("not read");
    EXPECT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
      result = query(sql);
      return result.status();
    }),
                attest::testing::IsOk());
    return *std::move(result);
  }

  attest::testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixSeconds(1'795'510'800)};
  SequentialIds ids_;
  std::unique_ptr<db::Database> database_;
  journal::Journal journal_;
};

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_TESTING_STORE_FIXTURE_H_
