// What a cache promises, with Redis behind it or not, and whatever Redis does.
#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "libs/cache/cache.h"
#include "libs/cache/redis_tier.h"
#include "libs/cache/testing/text_cache.h"
#include "libs/testing/matchers.h"
#include "libs/testing/redis_server.h"

namespace attest::cache {
namespace {

using ::attest::testing::IsOk;
using ::attest::testing::RedisServer;

// What stands behind the memory of the cache.
struct Behind {
  std::unique_ptr<RedisServer> server;
  std::unique_ptr<RedisTier> tier;
};

// Its name shows in the test's name.
struct BehindKind {
  std::string name;
  std::function<Behind()> make;
};

void PrintTo(const BehindKind& kind, std::ostream* out) { *out << kind.name; }

Behind RedisAt(RedisServer::At at) {
  Behind behind;
  behind.server = std::make_unique<RedisServer>(at);
  behind.tier = std::make_unique<RedisTier>(RedisOptions{
      .address = behind.server->address(),
      // Patient: what is tested here is not how fast this machine is.
      .timeout = absl::Seconds(2),
      .secret = "secret"});
  EXPECT_TRUE(behind.tier->WaitUntilUp(absl::Seconds(20)));
  return behind;
}

Behind FrozenRedis() {
  Behind behind;
  behind.server = std::make_unique<RedisServer>();
  behind.tier = std::make_unique<RedisTier>(
      RedisOptions{.address = behind.server->address(), .secret = "secret"});
  EXPECT_TRUE(behind.tier->WaitUntilUp(absl::Seconds(20)));
  behind.server->Freeze();
  return behind;
}

// Nothing listens there.
Behind NoRedis() {
  Behind behind;
  behind.tier = std::make_unique<RedisTier>(
      RedisOptions{.address = "127.0.0.1:1", .secret = "secret"});
  return behind;
}

class CacheContract : public ::testing::TestWithParam<BehindKind> {
 protected:
  Text Get(const std::string& key) {
    return cache_.Get(key, [&]() -> absl::StatusOr<Loaded> {
      ++loads_;
      return answer_;
    });
  }

  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  absl::StatusOr<Loaded> answer_ = Loaded{"one", 1};
  std::atomic<int> loads_ = 0;
  Behind behind_ = GetParam().make();
  TextCache cache_{TextOptions(&clock_), behind_.tier.get()};
};

TEST_P(CacheContract, LoadsOnceAndKeeps) {
  EXPECT_EQ(cache_.Peek("a"), nullptr);

  EXPECT_EQ(TextOf(Get("a")), "one");
  EXPECT_EQ(TextOf(Get("a")), "one");

  EXPECT_EQ(loads_, 1);
  ASSERT_NE(cache_.Peek("a"), nullptr);
  EXPECT_EQ(*cache_.Peek("a"), "one");
}

TEST_P(CacheContract, KeepsAnyBytes) {
  std::string bytes(300'000, '\0');
  for (size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i);
  answer_ = Loaded{bytes, 1};

  EXPECT_EQ(TextOf(Get("big")), bytes);
  answer_ = Loaded{"", 1};
  EXPECT_EQ(TextOf(Get("empty")), "");
}

TEST_P(CacheContract, DoesNotKeepWhatFails) {
  answer_ = absl::UnavailableError("down");
  EXPECT_EQ(TextOf(Get("a")), "down");
  answer_ = Loaded{"!", 1};
  EXPECT_EQ(TextOf(Get("a")), "rubbish");
  answer_ = Loaded{"one", 1};

  EXPECT_EQ(TextOf(Get("a")), "one");
}

TEST_P(CacheContract, SurvivesALoadThatThrows) {
  const Text thrown = cache_.Get(
      "a", []() -> absl::StatusOr<Loaded> { throw std::runtime_error("no"); });

  EXPECT_EQ(thrown.status().code(), absl::StatusCode::kInternal);
  EXPECT_EQ(TextOf(Get("a")), "one");
}

TEST_P(CacheContract, DropForgetsWhatIsOlderAndNothingElse) {
  Get("a").IgnoreError();
  Get("b").IgnoreError();
  cache_.Drop("a", 1);
  EXPECT_NE(cache_.Peek("a"), nullptr);

  cache_.Drop("a", 2);
  answer_ = Loaded{"two", 2};

  EXPECT_EQ(cache_.Peek("a"), nullptr);
  EXPECT_EQ(TextOf(Get("a")), "two");
  EXPECT_EQ(TextOf(Get("b")), "one");
}

TEST_P(CacheContract, CallersAtOnceShareALoad) {
  SlowLoad load;
  std::vector<std::future<Text>> callers;
  callers.push_back(std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  }));
  load.WaitUntilBegun();
  for (int i = 0; i < 8; ++i) {
    callers.push_back(std::async(std::launch::async, [&] { return Get("a"); }));
  }

  EXPECT_EQ(TextOf(Get("b")), "one");  // another key does not wait
  load.End(Loaded{"shared", 3});

  for (auto& caller : callers) EXPECT_EQ(TextOf(caller.get()), "shared");
  EXPECT_EQ(loads_, 1);
}

TEST_P(CacheContract, ALoadThatBeganBeforeADropIsForThoseBeforeItAlone) {
  SlowLoad load;
  auto before = std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  });
  load.WaitUntilBegun();

  cache_.Drop("a", 2);
  answer_ = Loaded{"new", 2};
  EXPECT_EQ(TextOf(Get("a")), "new");
  load.End(Loaded{"old", 1});

  EXPECT_EQ(TextOf(before.get()), "old");
  EXPECT_EQ(TextOf(Get("a")), "new");
}

// A caller never sees less than what was dropped before it asked.
TEST_P(CacheContract, NobodySeesTheOldAfterADrop) {
  std::atomic<int64_t> committed = 1;
  std::atomic<int64_t> dropped = 1;
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  const auto load = [&]() -> absl::StatusOr<Loaded> {
    const int64_t revision = committed;
    return Loaded{std::to_string(revision), revision};
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const int64_t least = dropped;
        const Text got = cache_.Get("a", load);
        if (!got.ok() || std::stoll(**got) < least) ++wrong;
      }
    });
  }

  for (int i = 0; i < 50; ++i) {
    const int64_t revision = ++committed;
    cache_.Drop("a", revision);
    dropped = revision;
    std::this_thread::yield();
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_EQ(wrong, 0);
}

INSTANTIATE_TEST_SUITE_P(
    Behind, CacheContract,
    ::testing::Values(
        BehindKind{"nothing", [] { return Behind(); }},
        BehindKind{"redis_at_a_socket",
                   [] { return RedisAt(RedisServer::At::kSocket); }},
        BehindKind{"redis_at_a_port",
                   [] { return RedisAt(RedisServer::At::kPort); }},
        BehindKind{"frozen_redis", FrozenRedis},
        BehindKind{"no_redis", NoRedis}),
    [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace attest::cache
