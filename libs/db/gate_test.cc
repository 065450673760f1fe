#include "libs/db/gate.h"

#include <atomic>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace attest::db {
namespace {

TEST(Gate, LetsInAsManyAsThereArePlaces) {
  Gate gate(2);

  EXPECT_TRUE(gate.Enter(absl::ZeroDuration()));
  EXPECT_TRUE(gate.Enter(absl::ZeroDuration()));
  EXPECT_FALSE(gate.Enter(absl::Milliseconds(10)));
}

TEST(Gate, GivesAPlaceBack) {
  Gate gate(1);
  ASSERT_TRUE(gate.Enter(absl::ZeroDuration()));
  gate.Leave();

  EXPECT_TRUE(gate.Enter(absl::ZeroDuration()));
}

TEST(Gate, WakesWhoWaits) {
  Gate gate(1);
  ASSERT_TRUE(gate.Enter(absl::ZeroDuration()));

  std::thread waiting([&] { EXPECT_TRUE(gate.Enter(absl::Seconds(30))); });
  gate.Leave();

  waiting.join();
  EXPECT_FALSE(gate.Enter(absl::ZeroDuration()));
}

TEST(Gate, WhoGaveUpTakesNoPlace) {
  Gate gate(1);
  ASSERT_TRUE(gate.Enter(absl::ZeroDuration()));
  ASSERT_FALSE(gate.Enter(absl::Milliseconds(5)));
  gate.Leave();

  EXPECT_TRUE(gate.Enter(absl::ZeroDuration()));
}

TEST(Gate, NeverHoldsMoreThanItsPlaces) {
  Gate gate(3);
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> threads;

  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 500; ++k) {
        const Pass pass(gate, absl::Seconds(30));
        ASSERT_TRUE(static_cast<bool>(pass));
        const int now = ++inside;
        for (int seen = most; now > seen;)
          most.compare_exchange_weak(seen, now);
        --inside;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_LE(most, 3);
}

TEST(Pass, GivesItsPlaceBack) {
  Gate gate(1);
  {
    const Pass pass(gate, absl::ZeroDuration());
    EXPECT_TRUE(static_cast<bool>(pass));
    EXPECT_FALSE(static_cast<bool>(Pass(gate, absl::ZeroDuration())));
  }

  EXPECT_TRUE(static_cast<bool>(Pass(gate, absl::ZeroDuration())));
}

}  // namespace
}  // namespace attest::db
