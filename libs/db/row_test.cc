#include "gtest/gtest.h"
#include "libs/db/db.h"

namespace attest::db {
namespace {

const Row& Sample() {
  static const Row row(
      {int64_t{7}, std::string("text"), Blob{"bytes"}, std::monostate()});
  return row;
}

TEST(Row, GivesWhatItHolds) {
  EXPECT_EQ(Sample().size(), 4);
  EXPECT_EQ(Sample().Int(0), 7);
  EXPECT_EQ(Sample().Text(1), "text");
  EXPECT_EQ(Sample().Bytes(2), "bytes");
  EXPECT_EQ(Sample().IntOr(0, 1), 7);
}

TEST(Row, NullIsEmpty) {
  EXPECT_TRUE(Sample().IsNull(3));
  EXPECT_FALSE(Sample().IsNull(0));
  EXPECT_EQ(Sample().Text(3), "");
  EXPECT_EQ(Sample().Bytes(3), "");
  EXPECT_EQ(Sample().IntOr(3, 1), 1);
}

TEST(RowDeathTest, EndsTheProcessForAnotherType) {
  EXPECT_DEATH(Sample().Int(1), "column 1 was read as an integer, but is text");
  EXPECT_DEATH(Sample().Text(2), "column 2 was read as text, but is bytes");
  EXPECT_DEATH(Sample().Bytes(0), "column 0 was read as bytes");
  EXPECT_DEATH(Sample().Int(3), "but is NULL");
  EXPECT_DEATH(Sample().IntOr(1, 0), "but is text");
}

TEST(RowDeathTest, EndsTheProcessForAColumnThatIsNotThere) {
  EXPECT_DEATH(Sample().Int(4), "column 4");
  EXPECT_DEATH(Sample().IsNull(-1), "column -1");
}

}  // namespace
}  // namespace attest::db
