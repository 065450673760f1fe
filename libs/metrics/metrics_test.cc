#include "libs/metrics/metrics.h"

#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::metrics {
namespace {

using ::testing::HasSubstr;

TEST(Registry, ShowsWhatWasCountedAndMeasured) {
  Registry registry;
  const Counter hits = registry.AddCounter("attest_test_hits_total", "Hits.",
                                           {{"tier", "memory"}});
  const Gauge bytes = registry.AddGauge("attest_test_bytes", "Bytes.", {});
  const Histogram wait =
      registry.AddHistogram("attest_test_wait_seconds", "Waits.", {},
                            {absl::Milliseconds(1), absl::Milliseconds(50)});

  hits.Add();
  hits.Add(2);
  bytes.Set(7);
  wait.Observe(absl::Milliseconds(20));
  wait.Observe(absl::Seconds(2));

  const std::string text = registry.Text();
  EXPECT_THAT(text, HasSubstr("# HELP attest_test_hits_total Hits.\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE attest_test_hits_total counter\n"));
  EXPECT_THAT(text, HasSubstr("attest_test_hits_total{tier=\"memory\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("attest_test_bytes 7\n"));
  EXPECT_THAT(text,
              HasSubstr("attest_test_wait_seconds_bucket{le=\"0.05\"} 1\n"));
  EXPECT_THAT(text,
              HasSubstr("attest_test_wait_seconds_bucket{le=\"+Inf\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("attest_test_wait_seconds_sum 2.02"));
}

TEST(Registry, GivesTheSameMetricForTheSameName) {
  Registry registry;
  const Labels labels{{"cache", "syllabus"}};

  registry.AddCounter("attest_test_total", "Things.", labels).Add();
  registry.AddCounter("attest_test_total", "Things.", labels).Add();

  EXPECT_THAT(registry.Text(),
              HasSubstr("attest_test_total{cache=\"syllabus\"} 2\n"));
}

TEST(Registry, AHandleThatNoRegistryMadeDoesNothing) {
  Counter().Add();
  Gauge().Set(1);
  Histogram().Observe(absl::Seconds(1));
}

TEST(Registry, CountsFromManyThreads) {
  Registry registry;
  const Counter counter = registry.AddCounter("attest_test_total", "X.", {});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) counter.Add();
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_THAT(registry.Text(), HasSubstr("attest_test_total 4000\n"));
}

}  // namespace
}  // namespace attest::metrics
