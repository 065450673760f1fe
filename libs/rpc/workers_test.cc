#include "libs/rpc/workers.h"

#include <atomic>
#include <future>
#include <memory>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::rpc {
namespace {

constexpr auto kPatience = std::chrono::seconds(20);

class WorkersTest : public ::testing::Test {
 protected:
  // Work that lasts until Release().
  bool TakeHeld(Workers& workers) {
    return workers.Take([this] {
      ++running_;
      running_.notify_all();
      released_.wait(false);
      ++done_;
    });
  }
  void AwaitRunning(int count) {
    for (int now = running_; now < count; now = running_) running_.wait(now);
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }

  std::atomic<int> running_ = 0;
  std::atomic<int> done_ = 0;
  std::atomic<bool> released_ = false;
};

TEST_F(WorkersTest, WorkAtOnceOnAsManyThreadsAsThereMayBe) {
  Workers workers(3, 1);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(TakeHeld(workers));

  AwaitRunning(3);

  Release();
}

TEST_F(WorkersTest, TakeNoMoreThanTheQueueHolds) {
  Workers workers(2, 3);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(TakeHeld(workers)) << i;
  EXPECT_FALSE(TakeHeld(workers));
  AwaitRunning(2);
  EXPECT_FALSE(TakeHeld(workers));

  Release();
  AwaitRunning(5);
  EXPECT_EQ(running_, 5);
}

TEST_F(WorkersTest, TakeWorkAgainWhenSomeIsDone) {
  Workers workers(1, 0);
  Release();
  for (int i = 0; i < 100; ++i) {
    auto done = std::make_shared<std::promise<void>>();
    while (!workers.Take([done] { done->set_value(); })) {
      std::this_thread::yield();
    }
    ASSERT_EQ(done->get_future().wait_for(kPatience),
              std::future_status::ready);
  }
}

TEST_F(WorkersTest, FinishWhatTheyTookBeforeTheyEnd) {
  auto workers = std::make_unique<Workers>(2, 10);
  for (int i = 0; i < 8; ++i) EXPECT_TRUE(TakeHeld(*workers));
  AwaitRunning(2);
  auto ended = std::async(std::launch::async, [&] { workers.reset(); });
  Release();

  ASSERT_EQ(ended.wait_for(kPatience), std::future_status::ready);
  EXPECT_EQ(done_, 8);
}

TEST_F(WorkersTest, TakeWorkFromManyThreads) {
  std::atomic<int> taken = 0;
  std::atomic<int> worked = 0;
  {
    Workers workers(4, 100);
    std::vector<std::jthread> givers;
    for (int t = 0; t < 4; ++t) {
      givers.emplace_back([&] {
        for (int i = 0; i < 1'000; ++i) {
          if (workers.Take([&] { ++worked; })) ++taken;
        }
      });
    }
  }
  EXPECT_EQ(worked, taken);
  EXPECT_GT(taken, 0);
}

}  // namespace
}  // namespace attest::rpc
