// A journal on a database of its own, and shorthands. For tests.
#ifndef ATTEST_LIBS_JOURNAL_TESTING_JOURNAL_FIXTURE_H_
#define ATTEST_LIBS_JOURNAL_TESTING_JOURNAL_FIXTURE_H_

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/clock/clock.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::journal {

inline constexpr char kChain[] = "registrations/r1";

class JournalFixture : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(db::Migrate(*real_, WithJournal({{1, "create_thing",
                                                  "CREATE TABLE thing (id TEXT "
                                                  "NOT NULL PRIMARY KEY);"}})),
                testing::IsOk());
  }

  static Author By(const std::string& request_id) {
    return {.method = "attest.test.v1.TestService/Do",
            .subject = "ann",
            .role = "ASSESSOR",
            .request_id = request_id,
            .fingerprint = "f1"};
  }

  static Change Decided(const std::string& registration = kChain) {
    return {.action = "decision.recorded",
            .resource = registration + "/decisions/d1",
            .centre = "centres/c1",
            .registration = registration,
            .reason = "meets 1.1",
            .before = {{"state", "OPEN"}},
            .after = {{"state", "MET"}},
            .syllabus_version = "8"};
  }

  // A write that adds the thing `id` under the request of the same name.
  absl::StatusOr<std::string> Add(const std::string& id,
                                  const Change& change = Decided()) {
    return journal_.Write(
        By(id), [&](WriteTransaction& sql) -> absl::StatusOr<Outcome> {
          ATTEST_RETURN_IF_ERROR(
              sql.Execute("INSERT INTO thing (id) VALUES ($1)", id));
          return Outcome{"response " + id, {change}};
        });
  }

  absl::Status Tamper(std::string_view sql) {
    return real_->Write([&](db::Transaction& tx) { return tx.Execute(sql); });
  }

  int64_t Count(const std::string& table) {
    int64_t count = -1;
    EXPECT_THAT(real_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                              tx.Query("SELECT COUNT(*) FROM " + table));
      count = rows[0].Int(0);
      return absl::OkStatus();
    }),
                testing::IsOk());
    return count;
  }

  // That nothing of a write is there.
  void ExpectNothing() {
    for (const char* table : {"thing", "audit_entry", "audit_head",
                              "outbox_event", "idempotency"}) {
      EXPECT_EQ(Count(table), 0) << table;
    }
  }

  ChainCheck Check(std::string_view chain = kChain) {
    const auto check = journal_.Verify(chain);
    EXPECT_THAT(check, testing::IsOk());
    return *check;
  }

  testing::TempDir folder_;
  FakeClock clock_{absl::FromUnixMicros(1'750'000'000'000'001)};
  std::unique_ptr<db::Database> real_ =
      *db::OpenSqlite({.path = folder_.File("journal.db"),
                       .connections_max = 8,
                       .wait_max = absl::Seconds(20)});
  testing::FaultyDatabase database_{*real_};
  Journal journal_{database_, clock_};
};

}  // namespace attest::journal

#endif  // ATTEST_LIBS_JOURNAL_TESTING_JOURNAL_FIXTURE_H_
