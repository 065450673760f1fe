// The schema on a database that is opened again.
#include "services/catalogue/store/testing/store_fixture.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::IsOk;

class MigrationsTest : public StoreTest {};

TEST_F(MigrationsTest, LeaveAnUpToDateDatabaseAsItIs) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  ASSERT_THAT(db::Migrate(*database_, journal::WithJournal(Migrations())),
              IsOk());
  EXPECT_EQ(Count("syllabus"), 1);
  EXPECT_EQ(*db::SchemaVersion(*database_),
            static_cast<int>(journal::WithJournal(Migrations()).size()));
}

// ADR 0008: what suits one database alone is a step of its own, and says so.
TEST_F(MigrationsTest, KeepWhatIsOfSqliteToStepsThatSaySo) {
  for (const db::Migration& step : Migrations()) {
    const bool of_sqlite = step.sql.find("fts5") != std::string::npos ||
                           step.sql.find("randomblob") != std::string::npos;
    EXPECT_EQ(of_sqlite, step.name.ends_with("_sqlite")) << step.name;
  }
}

// What was published is there after a restart.
TEST_F(MigrationsTest, FindWhatWasPublishedBefore) {
  ASSERT_THAT(Publish(Invented()), IsOk());
  Library reopened(*database_, {});
  EXPECT_NE(*reopened.FindSyllabus("BEE3", "-"), nullptr);
}

}  // namespace
}  // namespace attest::catalogue::store
