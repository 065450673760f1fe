// Migrations.
#include <vector>

#include "tests/contract/database_contract.h"

namespace attest::db {
namespace {

TEST_P(MigrationContract, AFreshDatabaseIsAtZero) {
  const auto version = SchemaVersion(*database_);

  ASSERT_THAT(version, testing::IsOk());
  EXPECT_EQ(*version, 0);
}

TEST_P(MigrationContract, EveryStepIsAppliedAndRecorded) {
  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());

  EXPECT_EQ(*SchemaVersion(*database_), 2);
  EXPECT_EQ(ReadInt("SELECT size FROM centre WHERE id = 'a;b'"), 4);
  const Rows records = Read(
      "SELECT number, name, sha256, applied_us FROM schema_migration"
      " ORDER BY number");
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].Text(1), "add_size");
  EXPECT_EQ(records[1].Text(2).size(), 64u);
  EXPECT_GT(records[1].Int(3), 0);
}

TEST_P(MigrationContract, ASecondRunDoesNothing) {
  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());

  EXPECT_THAT(Migrate(*database_, Steps()), testing::IsOk());
  EXPECT_EQ(ReadInt("SELECT COUNT(*) FROM centre"), 1);
}

TEST_P(MigrationContract, LaterStepsFindTheData) {
  std::vector<Migration> first = Steps();
  first.resize(1);
  ASSERT_THAT(Migrate(*database_, first), testing::IsOk());
  ASSERT_THAT(Write("INSERT INTO centre (id) VALUES ('old')"), testing::IsOk());

  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());

  EXPECT_EQ(ReadInt("SELECT size FROM centre WHERE id = 'old'"), 4);
}

TEST_P(MigrationContract, ManyAtOnceApplyEachStepOnce) {
  const auto other = Open(4, absl::Seconds(20));

  InThreads(8, [&](int i) {
    EXPECT_THAT(Migrate(i % 2 == 0 ? *database_ : *other, Steps()),
                testing::IsOk());
  });

  EXPECT_EQ(*SchemaVersion(*other), 2);
  EXPECT_EQ(ReadInt("SELECT COUNT(*) FROM centre"), 1);
}

TEST_P(MigrationContract, AChangedStepIsRefused) {
  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());
  const auto changed = testing::FailsWith(absl::StatusCode::kFailedPrecondition,
                                          "SCHEMA_CHANGED");

  std::vector<Migration> other_text = Steps();
  other_text[0].sql += " ";
  std::vector<Migration> other_name = Steps();
  other_name[1].name = "add_places";

  EXPECT_THAT(Migrate(*database_, other_text), changed);
  EXPECT_THAT(Migrate(*database_, other_name), changed);
}

TEST_P(MigrationContract, AnOlderProgramIsRefused) {
  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());
  std::vector<Migration> older = Steps();
  older.pop_back();

  EXPECT_THAT(Migrate(*database_, older),
              testing::FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SCHEMA_TOO_NEW"));
}

TEST_P(MigrationContract, StepsOutOfOrderAreRefused) {
  const auto refused = testing::FailsWith(absl::StatusCode::kFailedPrecondition,
                                          "SCHEMA_OUT_OF_ORDER");
  std::vector<Migration> swapped = Steps();
  std::swap(swapped[0], swapped[1]);
  std::vector<Migration> gap = Steps();
  gap[1].number = 3;
  EXPECT_THAT(Migrate(*database_, swapped), refused);
  EXPECT_THAT(Migrate(*database_, gap), refused);
  EXPECT_EQ(*SchemaVersion(*database_), 0);

  ASSERT_THAT(Migrate(*database_, Steps()), testing::IsOk());
  ASSERT_THAT(Write("DELETE FROM schema_migration WHERE number = 1"),
              testing::IsOk());
  EXPECT_THAT(Migrate(*database_, Steps()), refused);
}

TEST_P(MigrationContract, AFailingStepLeavesNothing) {
  std::vector<Migration> steps = Steps();
  steps.push_back({3, "break",
                   "CREATE TABLE half (id TEXT); INSERT INTO half (id) VALUES "
                   "('x'); INSERT INTO nothing (id) VALUES ('y');"});

  EXPECT_THAT(Migrate(*database_, steps),
              testing::FailsWith(absl::StatusCode::kInternal, "SQL"));

  EXPECT_EQ(*SchemaVersion(*database_), 2);
  EXPECT_FALSE(Write("INSERT INTO half (id) VALUES ('z')").ok());
  steps[2].sql = "CREATE TABLE half (id TEXT);";
  EXPECT_THAT(Migrate(*database_, steps), testing::IsOk());
}

}  // namespace
}  // namespace attest::db
