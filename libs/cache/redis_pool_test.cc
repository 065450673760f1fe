#include "libs/cache/redis_pool.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/redis_server.h"

namespace attest::cache {
namespace {

using ::attest::testing::IsOk;
using ::attest::testing::RedisServer;

constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr absl::Duration kTimeout = absl::Milliseconds(100);

RedisPool::Options OptionsFor(const RedisServer& server) {
  return {.address = server.address(),
          .timeout = kTimeout,
          .is_open = metrics::Gauge()};
}

class RedisPoolTest : public ::testing::Test {
 protected:
  RedisPoolTest() { EXPECT_TRUE(pool_.WaitUntilUp(kPatience)); }

  absl::Status Ping() {
    const Deadline deadline(kTimeout);
    ATTEST_ASSIGN_OR_RETURN(const RedisPool::Lease redis, pool_.Take(deadline));
    return redis->Call({"PING"}, deadline).status();
  }
  // Until one succeeds.
  bool PingsBeforeLong() {
    const Deadline deadline(kPatience);
    while (!deadline.passed()) {
      if (Ping().ok()) return true;
      std::this_thread::yield();
    }
    return false;
  }

  // Until all of its connections are there, beside the one that asks.
  bool IsFullBeforeLong() {
    const Deadline deadline(kPatience);
    while (!deadline.passed()) {
      const std::string clients = server_.Run({"CLIENT", "LIST"});
      if (std::count(clients.begin(), clients.end(), '\n') >= 5) return true;
    }
    return false;
  }

  RedisServer server_;
  RedisPool pool_{OptionsFor(server_)};
};

TEST_F(RedisPoolTest, LendsAsManyAsItHas) {
  ASSERT_TRUE(PingsBeforeLong());
  std::vector<RedisPool::Lease> leases;
  for (int i = 0; i < 4; ++i) {
    auto lease = pool_.Take(Deadline(kPatience));
    ASSERT_THAT(lease, IsOk());
    leases.push_back(*std::move(lease));
  }

  EXPECT_TRUE(absl::IsDeadlineExceeded(
      pool_.Take(Deadline(absl::Milliseconds(10))).status()));
  leases.pop_back();
  EXPECT_THAT(pool_.Take(Deadline(kPatience)), IsOk());
}

// At first, and after a failure, one caller finds out for all.
TEST_F(RedisPoolTest, LetsOneThroughUntilItSucceeds) {
  auto first = pool_.Take(Deadline(kPatience));
  ASSERT_THAT(first, IsOk());

  EXPECT_TRUE(absl::IsUnavailable(pool_.Take(Deadline(kPatience)).status()));
  ASSERT_THAT((*first)->Call({"PING"}, Deadline(kPatience)), IsOk());
  { const RedisPool::Lease ended = *std::move(first); }

  EXPECT_THAT(Ping(), IsOk());
}

TEST_F(RedisPoolTest, WaitsFewTimesForARedisThatIsFrozen) {
  ASSERT_TRUE(PingsBeforeLong());
  server_.Freeze();

  int waited = 0;
  for (int i = 0; i < 10'000; ++i) {
    const absl::Status status = Ping();
    EXPECT_FALSE(status.ok());
    if (absl::IsDeadlineExceeded(status)) ++waited;
  }

  EXPECT_GE(waited, 1);
  EXPECT_LE(waited, 3);
  server_.Thaw();
  EXPECT_TRUE(PingsBeforeLong());
}

// Redis can be reached, and answers PING, but not what it is asked.
TEST(RedisPool, OpensAfterThreeFailuresOneAfterTheOther) {
  RedisServer server;
  RedisPool::Options options = OptionsFor(server);
  options.retry_min = absl::Seconds(2);
  options.retry_max = absl::Seconds(2);
  RedisPool pool(options);
  ASSERT_TRUE(pool.WaitUntilUp(kPatience));
  const auto call = [&](Command command) {
    auto lease = pool.Take(Deadline(kPatience));
    ASSERT_THAT(lease, IsOk());
    (*lease)->Call(command, Deadline(kTimeout)).status().IgnoreError();
  };

  call({"PING"});
  for (int i = 0; i < 2; ++i) call({"BLPOP", "nothing", "5"});
  call({"PING"});
  for (int i = 0; i < 2; ++i) call({"BLPOP", "nothing", "5"});
  EXPECT_TRUE(pool.WaitUntilUp(absl::ZeroDuration()));
  call({"BLPOP", "nothing", "5"});

  EXPECT_TRUE(absl::IsUnavailable(pool.Take(Deadline(kPatience)).status()));
  // Then one finds out for all, and its failure is enough.
  ASSERT_TRUE(pool.WaitUntilUp(kPatience));
  call({"BLPOP", "nothing", "5"});
  EXPECT_TRUE(absl::IsUnavailable(pool.Take(Deadline(kPatience)).status()));
}

TEST_F(RedisPoolTest, ComesBackAfterARestart) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(PingsBeforeLong());
    server_.Kill();
    EXPECT_FALSE(Ping().ok());
    server_.Start();
  }
  EXPECT_TRUE(PingsBeforeLong());
}

// A connection that Redis closed meanwhile is nobody's failure.
TEST_F(RedisPoolTest, DoesNotLendWhatWasClosed) {
  ASSERT_TRUE(PingsBeforeLong());
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(IsFullBeforeLong());
    server_.Run({"CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"});
    EXPECT_THAT(Ping(), IsOk());
  }
}

TEST_F(RedisPoolTest, AnAnswerThatCameTooLateIsNotTakenForAnother) {
  ASSERT_TRUE(PingsBeforeLong());
  {
    auto lease = pool_.Take(Deadline(kPatience));
    ASSERT_THAT(lease, IsOk());
    server_.Freeze();
    EXPECT_TRUE(absl::IsDeadlineExceeded(
        (*lease)->Call({"ECHO", "late"}, Deadline(kTimeout)).status()));
    EXPECT_FALSE((*lease)->usable());
    server_.Thaw();
  }
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(PingsBeforeLong());
    auto lease = pool_.Take(Deadline(kPatience));
    ASSERT_THAT(lease, IsOk());
    const auto reply = (*lease)->Call({"ECHO", "this"}, Deadline(kPatience));
    ASSERT_THAT(reply, IsOk());
    EXPECT_EQ(TextOf(**reply), "this");
  }
}

TEST_F(RedisPoolTest, ServesManyAtOnce) {
  ASSERT_TRUE(PingsBeforeLong());
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 100; ++n) {
        auto lease = pool_.Take(Deadline(kPatience));
        if (!lease.ok() ||
            !(*lease)->Call({"PING"}, Deadline(kPatience)).ok()) {
          ++failed;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace attest::cache
