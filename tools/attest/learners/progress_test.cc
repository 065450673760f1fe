#include "tools/attest/learners/progress.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::learners {
namespace {

TEST(Progress, TellsHowFarAnImportIs) {
  const ImportCounts counts{.rows = 1040,
                            .accepted = 1031,
                            .duplicates = 4,
                            .refused = 5,
                            .bytes_read = 52};

  EXPECT_EQ(ProgressLine(counts, 100, absl::Seconds(2)),
            "[============            ]  52 %  1,040 rows: 1,031 accepted, 4 "
            "duplicates, 5 refused (520/s)");
}

TEST(Progress, StaysWithinItsBounds) {
  ImportCounts counts{.rows = 1, .accepted = 1, .bytes_read = 9};
  EXPECT_EQ(ProgressLine(counts, 0, absl::ZeroDuration()),
            "[========================] 100 %  1 row: 1 accepted, 0 "
            "duplicates, 0 refused (0/s)");
  EXPECT_EQ(ProgressLine(counts, 3, absl::ZeroDuration()).substr(0, 31),
            "[========================] 100 ");
}

TEST(Progress, GroupsLargeNumbers) {
  EXPECT_EQ(CountsText({.rows = 1'234'567, .duplicates = 1}),
            "1,234,567 rows: 0 accepted, 1 duplicate, 0 refused");
}

}  // namespace
}  // namespace attest::learners
