#include "tests/bench/histogram.h"

#include <limits>

#include "gtest/gtest.h"

namespace attest::bench {
namespace {

TEST(Histogram, KnowsNothingWhenEmpty) {
  const Histogram empty;

  EXPECT_EQ(empty.count(), 0);
  EXPECT_EQ(empty.max(), 0);
  EXPECT_EQ(empty.Quantile(0.5), 0);
}

TEST(Histogram, GivesExactQuantilesOfSmallNumbers) {
  Histogram histogram;
  for (int64_t value = 1000; value >= 1; --value) histogram.Record(value);

  EXPECT_EQ(histogram.count(), 1000);
  EXPECT_EQ(histogram.Quantile(0), 1);
  EXPECT_EQ(histogram.Quantile(0.5), 500);
  EXPECT_EQ(histogram.Quantile(0.9), 900);
  EXPECT_EQ(histogram.Quantile(0.99), 990);
  EXPECT_EQ(histogram.Quantile(0.999), 999);
  EXPECT_EQ(histogram.Quantile(1), 1000);
  EXPECT_EQ(histogram.max(), 1000);
}

TEST(Histogram, TakesTheRankAboveWhenItFallsBetween) {
  Histogram histogram;
  for (const int64_t value : {10, 20, 30}) histogram.Record(value);

  EXPECT_EQ(histogram.Quantile(0.33), 10);
  EXPECT_EQ(histogram.Quantile(0.34), 20);
  EXPECT_EQ(histogram.Quantile(0.67), 30);
}

TEST(Histogram, KnowsLargeNumbersToOnePartInAThousand) {
  for (int64_t value = 1; value < int64_t{1} << 61; value = value * 3 + 1) {
    Histogram histogram;
    histogram.Record(value);
    histogram.Record(std::numeric_limits<int64_t>::max());

    const int64_t found = histogram.Quantile(0.5);

    EXPECT_GE(found, value);
    EXPECT_LE(found - value, value / 1000) << value;
  }
}

TEST(Histogram, KeepsTheOrderAtTheEdgesOfBuckets) {
  for (const int64_t edge : {2047, 2048, 4095, 4096, 8191, 8192}) {
    Histogram histogram;
    histogram.Record(edge);

    EXPECT_EQ(histogram.Quantile(0.5), edge) << "never above the maximum";
  }
}

TEST(Histogram, CountsANegativeNumberAsZero) {
  Histogram histogram;
  histogram.Record(-5);

  EXPECT_EQ(histogram.count(), 1);
  EXPECT_EQ(histogram.Quantile(1), 0);
}

TEST(Histogram, MergesToWhatOneWouldHaveCounted) {
  Histogram low;
  Histogram high;
  for (int64_t value = 1; value <= 500; ++value) low.Record(value);
  for (int64_t value = 501; value <= 1000; ++value) high.Record(value);

  low.Merge(high);

  EXPECT_EQ(low.count(), 1000);
  EXPECT_EQ(low.Quantile(0.5), 500);
  EXPECT_EQ(low.Quantile(0.99), 990);
  EXPECT_EQ(low.max(), 1000);
}

}  // namespace
}  // namespace attest::bench
