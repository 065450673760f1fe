#include "tests/bench/catalogue_rules.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"

namespace attest::bench {
namespace {

using catalogue::Selection;

TEST(SixtyUnits, ArePlentyToChooseFrom) {
  const catalogue::Combination sixty = SixtyUnits();

  EXPECT_EQ(sixty.units.size(), 60);
  EXPECT_FALSE(catalogue::IsValid(sixty, FirstUnits(sixty, 0)));
  // The pair that bars each other, and more than three of a group.
  EXPECT_FALSE(catalogue::IsValid(sixty, FirstUnits(sixty, 60)));
}

TEST(SixtyUnits, HaveValidSelections) {
  const catalogue::Combination sixty = SixtyUnits();
  const catalogue::Wishes wishes{.keep = FirstUnits(sixty, 0),
                                 .avoid = FirstUnits(sixty, 0)};

  const auto proposals = catalogue::Propose(sixty, wishes);

  ASSERT_EQ(proposals.selections.size(), 10);
  for (const Selection& selection : proposals.selections) {
    EXPECT_TRUE(catalogue::IsValid(sixty, selection));
    EXPECT_GE(catalogue::Sum(sixty, selection).credits, 60);
  }
}

TEST(FirstUnits, AreNoMoreThanThereAre) {
  const catalogue::Combination sixty = SixtyUnits();

  const Selection nine = FirstUnits(sixty, 9);
  const Selection all = FirstUnits(sixty, 99);

  EXPECT_EQ(std::count(nine.begin(), nine.end(), true), 9);
  EXPECT_EQ(std::count(all.begin(), all.end(), true), 60);
}

TEST(CpuOf, CountsWorkAndNotWaiting) {
  EXPECT_GT(CpuOf([] {
              volatile int sum = 0;
              for (int i = 0; i < 2'000'000; ++i) sum = sum + i;
            }),
            absl::Microseconds(100));
}

}  // namespace
}  // namespace attest::bench
