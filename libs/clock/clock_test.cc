#include "libs/clock/clock.h"

#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace attest {
namespace {

const absl::Time kStart = absl::FromUnixMicros(1'700'000'000'000'001);

TEST(SystemClock, TellsTheTimeInWholeMicroseconds) {
  const absl::Time before = absl::Now();
  const absl::Time now = SystemClock().Now();
  const absl::Time after = absl::Now();

  EXPECT_GE(now, before - absl::Microseconds(1));
  EXPECT_LE(now, after);
  EXPECT_EQ(absl::FromUnixMicros(absl::ToUnixMicros(now)), now);
}

TEST(FakeClock, StandsStillUntilToldToMove) {
  FakeClock clock(kStart);
  EXPECT_EQ(clock.Now(), kStart);
  EXPECT_EQ(clock.Now(), kStart);

  clock.Advance(absl::Hours(2));
  EXPECT_EQ(clock.Now(), kStart + absl::Hours(2));

  clock.Set(kStart);
  EXPECT_EQ(clock.Now(), kStart);
}

TEST(FakeClock, TellsWholeMicrosecondsToo) {
  const absl::Duration fraction = absl::Nanoseconds(700);

  FakeClock clock(kStart + fraction);
  EXPECT_EQ(clock.Now(), kStart);
  clock.Advance(fraction);
  EXPECT_EQ(clock.Now(), kStart);
  clock.Set(kStart + fraction);
  EXPECT_EQ(clock.Now(), kStart);
}

TEST(FakeClock, CanBeMovedByManyThreads) {
  FakeClock clock(kStart);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&clock] {
      for (int j = 0; j < 1'000; ++j) clock.Advance(absl::Microseconds(1));
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(clock.Now(), kStart + absl::Microseconds(4'000));
}

}  // namespace
}  // namespace attest
