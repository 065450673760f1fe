#include "libs/db/nested.h"

#include <memory>

#include "libs/db/sqlite.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::db {
namespace {

using attest::testing::IsOk;

class NestedTest : public ::testing::Test {
 protected:
  NestedTest() {
    auto opened = OpenSqlite({.path = folder_.File("nested.db")});
    EXPECT_THAT(opened, IsOk());
    database_ = *std::move(opened);
    EXPECT_THAT(database_->Write([](Transaction& tx) {
      return tx.Execute("CREATE TABLE thing (id TEXT NOT NULL PRIMARY KEY)");
    }),
                IsOk());
  }

  static absl::Status Add(Transaction& tx, const char* id) {
    return tx.Execute("INSERT INTO thing (id) VALUES ($1)", id);
  }
  int64_t Count() {
    int64_t count = -1;
    EXPECT_THAT(database_->Read([&](Transaction& tx) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const Rows rows,
                              tx.Query("SELECT COUNT(*) FROM thing"));
      count = rows[0].Int(0);
      return absl::OkStatus();
    }),
                IsOk());
    return count;
  }

  attest::testing::TempDir folder_;
  std::unique_ptr<Database> database_;
};

TEST_F(NestedTest, UndoesOnlyThePartThatFails) {
  const absl::Status refused = absl::NotFoundError("no");
  EXPECT_THAT(database_->Write([&](Transaction& tx) {
    Nested nested(tx);
    EXPECT_THAT(nested.Write([](Transaction& sql) { return Add(sql, "a"); }),
                IsOk());
    EXPECT_EQ(nested.Write([&](Transaction& sql) {
      EXPECT_THAT(Add(sql, "b"), IsOk());
      return refused;
    }),
              refused);
    return nested.Write([](Transaction& sql) { return Add(sql, "c"); });
  }),
              IsOk());

  EXPECT_EQ(Count(), 2);
}

TEST_F(NestedTest, KeepsNothingWhenTheTransactionAroundItFails) {
  EXPECT_FALSE(database_
                   ->Write([](Transaction& tx) {
                     Nested nested(tx);
                     EXPECT_THAT(nested.Write([](Transaction& sql) {
                       return Add(sql, "a");
                     }),
                                 IsOk());
                     return absl::UnavailableError("gone");
                   })
                   .ok());

  EXPECT_EQ(Count(), 0);
}

TEST_F(NestedTest, AnErrorOfTheDatabaseEndsTheWholeTransaction) {
  EXPECT_TRUE(IsUniqueViolation(database_->Write([](Transaction& tx) {
    Nested nested(tx);
    EXPECT_THAT(nested.Write([](Transaction& sql) { return Add(sql, "a"); }),
                IsOk());
    EXPECT_TRUE(IsUniqueViolation(
        nested.Write([](Transaction& sql) { return Add(sql, "a"); })));
    EXPECT_TRUE(IsUniqueViolation(
        nested.Write([](Transaction& sql) { return Add(sql, "b"); })));
    return absl::OkStatus();
  })));

  EXPECT_EQ(Count(), 0);
}

TEST_F(NestedTest, ReadsWhatIsWritten) {
  EXPECT_THAT(database_->Write([](Transaction& tx) {
    Nested nested(tx);
    EXPECT_THAT(nested.Write([](Transaction& sql) { return Add(sql, "a"); }),
                IsOk());
    return nested.Read([](Transaction& sql) -> absl::Status {
      ATTEST_ASSIGN_OR_RETURN(const Rows rows,
                              sql.Query("SELECT COUNT(*) FROM thing"));
      EXPECT_EQ(rows[0].Int(0), 1);
      return absl::OkStatus();
    });
  }),
              IsOk());
}

}  // namespace
}  // namespace attest::db
