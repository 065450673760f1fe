// Two replicas with one Redis that fails in every way: not one wrong or failed
// answer.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "libs/cache/redis_tier.h"
#include "libs/cache/testing/text_cache.h"
#include "libs/testing/matchers.h"
#include "libs/testing/redis_server.h"

namespace attest::cache {
namespace {

using ::attest::testing::IsOk;
using ::attest::testing::RedisServer;
using std::chrono::steady_clock;

constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr std::chrono::milliseconds kLife(300);
// What a machine under load may take for a step.
constexpr std::chrono::milliseconds kSlack(1500);
constexpr int kKeys = 4;

// The owner: the newest revision of each key, and when it came to be.
class Owner {
 public:
  Owner() {
    for (auto& times : times_) times.push_back(steady_clock::now());
  }
  absl::StatusOr<Loaded> Load(int key) {
    ++loads_;
    const std::lock_guard lock(mutex_);
    const auto revision = static_cast<int64_t>(times_.at(key).size());
    return Loaded{Line(key, revision), revision};
  }
  int64_t Commit(int key) {
    const std::lock_guard lock(mutex_);
    times_.at(key).push_back(steady_clock::now());
    return static_cast<int64_t>(times_.at(key).size());
  }
  // Whether `text` was right for `key` at some time since `since`.
  bool WasRight(int key, const std::string& text,
                steady_clock::time_point since) {
    const std::string head = std::to_string(key) + "@";
    if (!text.starts_with(head)) return false;
    const size_t revision = std::stoull(text.substr(head.size()));
    const std::lock_guard lock(mutex_);
    const auto& times = times_.at(key);
    if (revision == 0 || revision > times.size()) return false;
    return revision == times.size() || times[revision] >= since;
  }
  int loads() const { return loads_; }

 private:
  static std::string Line(int key, int64_t revision) {
    return std::to_string(key) + "@" + std::to_string(revision);
  }
  std::mutex mutex_;
  std::array<std::vector<steady_clock::time_point>, kKeys> times_;
  std::atomic<int> loads_ = 0;
};

// A service's process, as far as it matters here.
struct Replica {
  Replica(const std::string& address, absl::Duration timeout)
      : tier({.address = address,
              .timeout = timeout,
              .secret = "secret",
              .silence_max = absl::Milliseconds(600),
              .retry_max = absl::Milliseconds(100)}),
        cache(Options(), &tier) {}

  static TextCache::Options Options() {
    TextCache::Options options = TextOptions(nullptr);
    options.life = absl::FromChrono(kLife);
    return options;
  }

  Text Get(Owner& owner, int key) {
    return cache.Get(std::to_string(key), [&] { return owner.Load(key); });
  }

  RedisTier tier;
  TextCache cache;
};

// Calls from two threads a replica, and commits all the while.
class Traffic {
 public:
  Traffic(Owner& owner, Replica& one, Replica& two)
      : owner_(owner), replicas_{&one, &two} {
    for (int i = 0; i < 4; ++i) {
      threads_.emplace_back([this, i] { Read(i % 2, i); });
    }
    threads_.emplace_back([this] { Write(); });
  }
  ~Traffic() { Stop(); }
  void Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  int wrong() const { return wrong_; }
  int failed() const { return failed_; }
  int calls() const { return calls_; }
  // Waits until so many more calls were answered and so much time has passed.
  void Continue(int calls, absl::Duration time) {
    const int end = calls_ + calls;
    const Deadline least(time);
    const Deadline most(kPatience);
    while ((calls_ < end || !least.passed()) && !most.passed()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_GE(calls_, end);
  }

 private:
  void Read(int replica, int salt) {
    for (int n = salt; !stop_; ++n) {
      const int key = n % kKeys;
      const auto since = steady_clock::now() - kLife - kSlack;
      const Text got = replicas_[replica]->Get(owner_, key);
      if (!got.ok()) {
        ++failed_;
      } else if (!owner_.WasRight(key, **got, since)) {
        ++wrong_;
      }
      ++calls_;
      std::this_thread::yield();
    }
  }
  // The replica that drops never shows the older again.
  void Write() {
    for (int n = 0; !stop_; ++n) {
      const int key = n % kKeys;
      Replica& replica = *replicas_[n / kKeys % 2];
      const int64_t revision = owner_.Commit(key);
      replica.cache.Drop(std::to_string(key), revision);
      const Text got = replica.Get(owner_, key);
      if (!got.ok() || !owner_.WasRight(key, **got, steady_clock::now())) {
        ++wrong_;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
    }
  }

  Owner& owner_;
  const std::array<Replica*, 2> replicas_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> wrong_ = 0;
  std::atomic<int> failed_ = 0;
  std::atomic<int> calls_ = 0;
  std::vector<std::thread> threads_;
};

// Everything that is there gets the value of another key, or other rubbish.
void FillWithRubbish(RedisServer& server) {
  for (int key = 0; key < kKeys; ++key) {
    const std::string name = "attest:1:{text.1:" + std::to_string(key) + "}";
    const std::string next =
        "attest:1:{text.1:" + std::to_string((key + 1) % kKeys) + "}";
    server.Run({"COPY", next, name, "REPLACE"});
    if (key % 2 == 0) server.Run({"APPEND", name, "x"});
    server.Run({"SET", name + ":floor", "rubbish"});
  }
}

class ReplicasTest : public ::testing::Test {
 protected:
  void ExpectUp(Replica& replica) {
    EXPECT_TRUE(replica.tier.WaitUntilUp(kPatience));
  }
  RedisServer server_;
  Owner owner_;
};

TEST_F(ReplicasTest, OneReadsWhatTheOtherLoaded) {
  Replica one(server_.address(), absl::Seconds(2));
  Replica two(server_.address(), absl::Seconds(2));
  ExpectUp(one);
  ExpectUp(two);

  EXPECT_EQ(TextOf(one.Get(owner_, 0)), "0@1");
  ASSERT_TRUE(one.tier.WaitUntilWritten(kPatience));
  EXPECT_EQ(TextOf(two.Get(owner_, 0)), "0@1");

  EXPECT_EQ(owner_.loads(), 1);
}

TEST_F(ReplicasTest, OneForgetsWhatTheOtherDrops) {
  auto options = TextOptions(nullptr);
  options.life = absl::Hours(1);  // it is the message alone that ends it
  RedisTier tier({.address = server_.address(), .secret = "secret"});
  TextCache two(options, &tier);
  Replica one(server_.address(), absl::Seconds(2));
  ExpectUp(one);
  ASSERT_TRUE(tier.WaitUntilUp(kPatience));
  const auto get = [&] {
    return TextOf(two.Get("0", [&] { return owner_.Load(0); }));
  };

  for (int i = 1; i <= 20; ++i) {
    EXPECT_EQ(get(), "0@" + std::to_string(i));
    one.cache.Drop("0", owner_.Commit(0));
    const Deadline deadline(kPatience);
    while (two.Peek("0") != nullptr && !deadline.passed()) {
      std::this_thread::yield();
    }
    EXPECT_EQ(two.Peek("0"), nullptr);
  }
}

// A replica that is slow to store what it loaded before a change.
TEST_F(ReplicasTest, AStaleWriterDoesNotBringBackTheOld) {
  Replica one(server_.address(), absl::Seconds(2));
  Replica two(server_.address(), absl::Seconds(2));
  ExpectUp(one);
  ExpectUp(two);
  for (int i = 0; i < 20; ++i) {
    const Loaded old = *owner_.Load(0);
    const int64_t revision = owner_.Commit(0);
    two.cache.Drop("0", revision);

    one.tier.Put("text.1", "0", {old.bytes, old.revision, absl::Hours(1)});
    ASSERT_TRUE(one.tier.WaitUntilWritten(kPatience));

    EXPECT_FALSE(one.tier.Get("text.1", "0").has_value());
    EXPECT_EQ(TextOf(two.Get(owner_, 0)), "0@" + std::to_string(revision));
  }
}

TEST_F(ReplicasTest, NothingIsWrongWhileRedisIsWell) {
  Replica one(server_.address(), absl::Seconds(2));
  Replica two(server_.address(), absl::Seconds(2));
  ExpectUp(one);
  ExpectUp(two);

  Traffic traffic(owner_, one, two);
  traffic.Continue(2000, absl::Milliseconds(500));
  traffic.Stop();

  EXPECT_EQ(traffic.failed(), 0);
  EXPECT_EQ(traffic.wrong(), 0);
}

TEST_F(ReplicasTest, NothingIsWrongWhateverRedisDoes) {
  Replica one(server_.address(), absl::Milliseconds(50));
  Replica two(server_.address(), absl::Milliseconds(50));

  Traffic traffic(owner_, one, two);
  for (int round = 0; round < 2; ++round) {
    traffic.Continue(500, absl::Milliseconds(200));
    FillWithRubbish(server_);
    traffic.Continue(500, absl::Milliseconds(200));
    server_.Freeze();
    traffic.Continue(500, absl::Milliseconds(1200));
    server_.Thaw();
    traffic.Continue(500, absl::Milliseconds(200));
    server_.Kill();
    traffic.Continue(500, absl::Milliseconds(300));
    server_.Start();
  }
  traffic.Continue(500, absl::Milliseconds(300));
  traffic.Stop();

  EXPECT_EQ(traffic.failed(), 0);
  EXPECT_EQ(traffic.wrong(), 0);
  ExpectUp(one);
  ExpectUp(two);
}

}  // namespace
}  // namespace attest::cache
