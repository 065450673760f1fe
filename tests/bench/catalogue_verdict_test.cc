#include "tests/bench/catalogue_verdict.h"

#include "gtest/gtest.h"

namespace attest::bench {
namespace {

std::vector<Measurement> Throughputs(const std::vector<double>& values) {
  std::vector<Measurement> runs;
  for (const double value : values) runs.push_back({.calls_per_second = value});
  return runs;
}

double Ratio(const std::vector<double>& subject,
             const std::vector<double>& floor) {
  return MedianRatio(Throughputs(subject), Throughputs(floor),
                     &Measurement::calls_per_second);
}

TEST(MedianRatio, ComparesWithinARoundBeforeItTakesTheMiddle) {
  // A machine that is twice as fast in every other round changes nothing.
  EXPECT_DOUBLE_EQ(Ratio({90, 180, 90, 180, 90}, {100, 200, 100, 200, 100}),
                   0.9);
  EXPECT_DOUBLE_EQ(Ratio({50, 300, 100}, {100, 100, 100}), 1);
}

TEST(MedianRatio, LeavesOutRoundsWithoutAFloor) {
  EXPECT_DOUBLE_EQ(Ratio({50, 70}, {0, 100}), 0.7);
  EXPECT_DOUBLE_EQ(Ratio({50, 70}, {100}), 0.5);
  EXPECT_EQ(Ratio({}, {}), 0);
}

TEST(Meets, HasTheBoundOnTheRightSide) {
  EXPECT_TRUE(Meets(0.95, {Target::Kind::kAtLeast, 0.95}));
  EXPECT_FALSE(Meets(0.94, {Target::Kind::kAtLeast, 0.95}));
  EXPECT_TRUE(Meets(1.2, {Target::Kind::kAtMost, 1.2}));
  EXPECT_FALSE(Meets(1.21, {Target::Kind::kAtMost, 1.2}));
  EXPECT_TRUE(Meets(1.99, {Target::Kind::kUnder, 2}));
  EXPECT_FALSE(Meets(2, {Target::Kind::kUnder, 2}));
}

TEST(Verdicts, SayWhatWasPromisedAndWhetherItHolds) {
  const auto rows =
      TableOf({{"reads", 0.9, "x", Target{Target::Kind::kAtLeast, 0.95}},
               {"search", 0.5, "ms", Target{Target::Kind::kUnder, 1}},
               {"besides", 7, "MB"}})
          .Json();

  EXPECT_EQ(rows[0]["target"], ">= 0.95");
  EXPECT_EQ(rows[0]["met"], "no");
  EXPECT_EQ(rows[1]["target"], "< 1");
  EXPECT_EQ(rows[1]["met"], "yes");
  EXPECT_EQ(rows[2]["measured"], 7);
  EXPECT_TRUE(rows[2]["target"].is_null());
  EXPECT_TRUE(rows[2]["met"].is_null());
}

}  // namespace
}  // namespace attest::bench
