#include "tests/bench/measurement.h"

#include "gtest/gtest.h"

namespace attest::bench {
namespace {

TEST(Median, IsTheMiddle) {
  EXPECT_EQ(Median({}), 0);
  EXPECT_EQ(Median({3}), 3);
  EXPECT_EQ(Median({9, 1, 5}), 5);
  EXPECT_EQ(Median({9, 1, 5, 6}), 5.5);
}

TEST(MeasurementOf, TurnsNanosecondsIntoMicroseconds) {
  LoadResult result{.took = absl::Seconds(2)};
  for (const int64_t value : {1000, 1500, 2000}) {
    result.latency_ns.Record(value);
  }
  result.errors[grpc::StatusCode::UNAVAILABLE] = 2;
  result.errors[grpc::StatusCode::ABORTED] = 3;
  result.server_cpu = absl::Milliseconds(500);

  const Measurement measurement = MeasurementOf(result);

  EXPECT_EQ(measurement.calls_per_second, 1.5);
  EXPECT_EQ(measurement.p50_us, 1.5);
  EXPECT_EQ(measurement.max_us, 2);
  EXPECT_EQ(measurement.errors, 5);
  EXPECT_EQ(measurement.cpu_seconds, 0.5);
  EXPECT_EQ(measurement.calls_per_cpu_second, 6);
}

TEST(MedianOf, TakesEachMeasureByItselfAndAddsErrorsUp) {
  const Measurement median =
      MedianOf({{.calls_per_second = 10, .p50_us = 3, .errors = 1},
                {.calls_per_second = 30, .p50_us = 1, .errors = 0},
                {.calls_per_second = 20, .p50_us = 2, .errors = 2}});

  EXPECT_EQ(median.calls_per_second, 20);
  EXPECT_EQ(median.p50_us, 2);
  EXPECT_EQ(median.errors, 3);
}

TEST(MedianOf, DoesNotKnowWhatOneRunDoesNotKnow) {
  EXPECT_EQ(MedianOf({{.cpu_seconds = 1}, {}}).cpu_seconds, std::nullopt);
  EXPECT_EQ(MedianOf({{.cpu_seconds = 1}, {.cpu_seconds = 2}}).cpu_seconds,
            1.5);
}

TEST(Measurement, HasACellForEachColumn) {
  EXPECT_EQ(CellsOf({}).size(), MeasurementColumns().size());
}

}  // namespace
}  // namespace attest::bench
