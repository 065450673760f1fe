// Steps of the schema on databases that have data in them.
#include "services/registration/migrations.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::registration {
namespace {

using attest::testing::IsOk;

class MigrationsTest : public ::testing::Test {
 protected:
  MigrationsTest() {
    auto opened = db::OpenSqlite({.path = folder_.File("store.db")});
    EXPECT_THAT(opened, IsOk());
    database_ = *std::move(opened);
  }

  // Applies the first `count` steps.
  void MigrateTo(size_t count) {
    std::vector<db::Migration> steps = Migrations();
    ASSERT_GE(steps.size(), count);
    steps.resize(count);
    ASSERT_THAT(db::Migrate(*database_, journal::WithJournal(steps)), IsOk());
  }
  absl::Status Run(std::string_view sql) {
    return database_->Write(
        [&](db::Transaction& tx) { return tx.Execute(sql); });
  }
  absl::Status AddLearner(const std::string& id, const std::string& number) {
    return database_->Write([&](db::Transaction& tx) {
      return tx.Execute(
          "INSERT INTO learner (id, full_name, name_key, birth_date, email, "
          "email_key, unique_learner_number, subject, job_role, "
          "awarding_organisation_number, created_us) VALUES "
          "($1, 'Ann', 'ann', '1980-01-01', '', '', $2, '', '', '', 1)",
          id, number);
    });
  }
  // The one value of a query.
  int64_t Number(std::string_view sql) {
    int64_t number = -1;
    EXPECT_THAT(database_->Read([&](db::Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const db::Rows rows, tx.Query(sql));
      number = rows.front().Int(0);
      return absl::OkStatus();
    }),
                IsOk());
    return number;
  }

  attest::testing::TempDir folder_;
  std::unique_ptr<db::Database> database_;
};

// D23: whoever had a number has it still, and alone.
TEST_F(MigrationsTest, KeepNumbersAndRegistrations) {
  MigrateTo(1);
  ASSERT_THAT(AddLearner("l1", "1000000043"), IsOk());
  ASSERT_THAT(AddLearner("l2", "9999999999"), IsOk());
  ASSERT_THAT(Run("INSERT INTO centre VALUES ('northgate', 'N', '2020-01-01', "
                  "NULL, 'quinn', '', '', 1, 1)"),
              IsOk());
  ASSERT_THAT(Run("INSERT INTO registration VALUES ('r1', 'northgate', 'l1', "
                  "'7D27V2', '8', '2026-11-01', 3, 3, 'en', '', '', '', '', "
                  "NULL, 1, 1, 1, '', NULL, '', '', NULL, 1, 1)"),
              IsOk());

  MigrateTo(2);

  EXPECT_EQ(Number("SELECT COUNT(*) FROM learner WHERE "
                   "unique_learner_number_released = 0"),
            2);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM registration WHERE state = 3 AND "
                   "award_after_withdrawal = ''"),
            1);
  EXPECT_FALSE(AddLearner("l3", "1000000043").ok());
  EXPECT_THAT(AddLearner("l4", "9999999999"), IsOk());
  ASSERT_THAT(Run("UPDATE learner SET unique_learner_number_released = 1 "
                  "WHERE id = 'l1'"),
              IsOk());
  EXPECT_THAT(AddLearner("l3", "1000000043"), IsOk());
}

}  // namespace
}  // namespace attest::registration
