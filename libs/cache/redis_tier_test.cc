#include "libs/cache/redis_tier.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/cache/deadline.h"
#include "libs/cache/seal.h"
#include "libs/testing/redis_server.h"

namespace attest::cache {
namespace {

using ::attest::testing::RedisServer;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::Duration kPatience = absl::Seconds(20);
constexpr char kKey[] = "attest:1:{text.1:a}";

RedisOptions OptionsFor(const RedisServer& server) {
  return {.address = server.address(),
          .timeout = absl::Seconds(2),
          .secret = "secret"};
}

// Notes what it hears, as `a@2`; a gap is `gap`.
class Ear : public Listener {
 public:
  void OnDropped(std::string_view key, int64_t revision) override {
    Note(std::string(key) + "@" + std::to_string(revision));
  }
  void OnGap() override { Note("gap"); }
  // Whether it hears `what` before long.
  bool Hears(const std::string& what) {
    std::unique_lock lock(mutex_);
    return heard_.wait_until(lock, Deadline(kPatience).at(),
                             [&] { return Noted(what); });
  }
  bool HasHeard(const std::string& what) {
    const std::lock_guard lock(mutex_);
    return Noted(what);
  }
  void Forget() {
    const std::lock_guard lock(mutex_);
    notes_.clear();
  }

 private:
  bool Noted(const std::string& what) const {
    return std::find(notes_.begin(), notes_.end(), what) != notes_.end();
  }
  void Note(const std::string& what) {
    const std::lock_guard lock(mutex_);
    notes_.push_back(what);
    heard_.notify_all();
  }
  std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<std::string> notes_;
};

class RedisTierTest : public ::testing::Test {
 protected:
  RedisTierTest() { EXPECT_TRUE(tier_.WaitUntilUp(kPatience)); }

  void Put(const std::string& bytes, int64_t revision,
           absl::Duration life = absl::Minutes(1)) {
    tier_.Put("text.1", "a", {bytes, revision, life});
    EXPECT_TRUE(tier_.WaitUntilWritten(kPatience));
  }
  std::string Get(const std::string& key = "a") {
    const std::optional<Shared> found = tier_.Get("text.1", key);
    return found ? found->bytes : "nothing";
  }
  void Drop(int64_t revision) {
    tier_.Drop("text.1", "a", revision);
    EXPECT_TRUE(tier_.WaitUntilWritten(kPatience));
  }

  RedisServer server_;
  metrics::Registry metrics_;
  RedisTier tier_{[this] {
    RedisOptions options = OptionsFor(server_);
    options.metrics = &metrics_;
    return options;
  }()};
};

TEST_F(RedisTierTest, GivesWhatWasPut) {
  EXPECT_EQ(Get(), "nothing");

  Put("one", 7);

  const std::optional<Shared> found = tier_.Get("text.1", "a");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->bytes, "one");
  EXPECT_EQ(found->revision, 7);
  EXPECT_LE(found->life, absl::Minutes(1));
  EXPECT_GT(found->life, absl::Seconds(30));
}

TEST_F(RedisTierTest, AnotherReplicaReadsIt) {
  RedisTier other(OptionsFor(server_));
  ASSERT_TRUE(other.WaitUntilUp(kPatience));

  Put("one", 7);

  ASSERT_TRUE(other.Get("text.1", "a").has_value());
  EXPECT_FALSE(other.Get("text.2", "a").has_value());
  EXPECT_FALSE(other.Get("text.1", "b").has_value());
}

TEST_F(RedisTierTest, ReplicasWithAnotherSecretOrPrefixDoNot) {
  Put("one", 7);
  RedisOptions options = OptionsFor(server_);
  options.secret = "another";
  RedisTier stranger(options);
  options = OptionsFor(server_);
  options.key_prefix = "other";
  RedisTier neighbour(options);
  ASSERT_TRUE(stranger.WaitUntilUp(kPatience));
  ASSERT_TRUE(neighbour.WaitUntilUp(kPatience));

  EXPECT_FALSE(neighbour.Get("text.1", "a").has_value());
  EXPECT_FALSE(stranger.Get("text.1", "a").has_value());
}

TEST_F(RedisTierTest, EverythingInRedisHasAnEnd) {
  Put("one", 7, absl::InfiniteDuration());
  Drop(3);
  tier_.Drop("text.1", "b", 1);

  for (const char* key :
       {kKey, "attest:1:{text.1:a}:floor", "attest:1:{text.1:b}:floor"}) {
    EXPECT_GT(std::stoll(server_.Run({"PTTL", key})), 0) << key;
  }
}

TEST_F(RedisTierTest, DoesNotStoreWhatHasEnded) {
  Put("one", 7, absl::ZeroDuration());
  Put("one", 7, -absl::Seconds(1));

  EXPECT_EQ(server_.Keys("*"), "");
}

TEST_F(RedisTierTest, AnOlderRevisionNeverReplacesANewerOne) {
  Put("seven", 7);
  Put("six", 6);
  EXPECT_EQ(Get(), "seven");

  Put("seven again", 7);
  EXPECT_EQ(Get(), "seven again");
  Put("ten", 10);
  EXPECT_EQ(Get(), "ten");
}

TEST_F(RedisTierTest, DropRemovesTheOlderAndRefusesItAfterwards) {
  Put("one", 1);

  Drop(2);
  EXPECT_EQ(Get(), "nothing");
  Put("one, late", 1);
  EXPECT_EQ(Get(), "nothing");
  Put("two", 2);
  EXPECT_EQ(Get(), "two");
  Drop(1);
  Drop(2);
  EXPECT_EQ(Get(), "two");
}

// Whatever is under our keys: it is not believed, it is removed, and the next
// who stores something finds room.
TEST_F(RedisTierTest, RubbishIsNotBelievedAndRemoved) {
  Put("one", 1);
  const std::string frame = server_.Run({"GET", kKey});
  const std::string head(Seal::kMark);
  for (const std::string& rubbish :
       {std::string("rubbish"), std::string(""), frame.substr(0, 54),
        frame + "x", head + "9999999999999999999" + frame.substr(23),
        head + "000000000000000000x" + frame.substr(23),
        std::string(100'000, '\xff')}) {
    server_.Run({"SET", kKey, rubbish, "PX", "100000"});

    EXPECT_EQ(Get(), "nothing");
    Put("two", 2);
    EXPECT_EQ(Get(), "two");
  }
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("attest_cache_errors_total{kind=\"rubbish\"} 7\n"));
}

TEST_F(RedisTierTest, RubbishOfOtherTypesIsNotBelievedAndRemoved) {
  for (const bool hash : {true, false}) {
    server_.Run({"DEL", kKey});
    if (hash) server_.Run({"HSET", kKey, "field", "value"});
    if (!hash) server_.Run({"RPUSH", kKey, "element"});

    EXPECT_EQ(Get(), "nothing");
    Put("two", 2);
    EXPECT_EQ(Get(), "two");
  }
}

TEST_F(RedisTierTest, ATextThatIsMuchTooLongIsNotRead) {
  server_.Run({"SETRANGE", kKey, "500000000", "x"});

  EXPECT_EQ(Get(), "nothing");
  Put("two", 2);
  EXPECT_EQ(Get(), "two");
}

TEST_F(RedisTierTest, AValueMovedFromAnotherKeyIsNotBelieved) {
  Put("one", 1);
  server_.Run({"COPY", kKey, "attest:1:{text.1:b}"});

  EXPECT_EQ(Get("b"), "nothing");
  EXPECT_EQ(Get("a"), "one");
}

// What would never leave Redis is none of ours.
TEST_F(RedisTierTest, AValueWithoutAnEndIsNotBelieved) {
  Put("one", 1);
  server_.Run({"PERSIST", kKey});

  EXPECT_EQ(Get(), "nothing");
}

TEST_F(RedisTierTest, RubbishAmongTheDroppedRevisionsDoesNotBlock) {
  constexpr char kFloor[] = "attest:1:{text.1:a}:floor";
  server_.Run({"RPUSH", kFloor, "element"});
  Put("one", 1);
  EXPECT_EQ(Get(), "one");
  server_.Run({"DEL", kFloor});
  server_.Run({"SET", kFloor, "9999999999999999999"});
  Put("two", 2);
  EXPECT_EQ(Get(), "two");
  server_.Run({"SET", kFloor, "zzzzzzzzzzzzzzzzzzz", "PX", "100000"});

  Drop(3);

  EXPECT_EQ(Get(), "nothing");
  Put("two", 2);
  EXPECT_EQ(Get(), "nothing");
}

TEST_F(RedisTierTest, TellsTheListenersOfAllReplicas) {
  RedisTier other(OptionsFor(server_));
  ASSERT_TRUE(other.WaitUntilUp(kPatience));
  Ear here, there, elsewhere;
  tier_.Listen("text.1", here);
  other.Listen("text.1", there);
  other.Listen("text.2", elsewhere);

  tier_.Drop("text.1", "a", 2);
  tier_.Drop("text.2", "b", 3);

  EXPECT_TRUE(here.Hears("a@2"));
  EXPECT_TRUE(there.Hears("a@2"));
  EXPECT_TRUE(elsewhere.Hears("b@3"));
  tier_.Ignore("text.1");
}

TEST_F(RedisTierTest, PassesOverMessagesThatAreNotOurs) {
  Ear ear;
  tier_.Listen("text.1", ear);
  const std::string channel = "attest:1:dropped";
  const std::string drop("text.1\0a", 8);
  for (const std::string& message :
       {std::string("rubbish"), std::string(""), drop,
        Seal("another").Close(channel, 9, drop),
        Seal("secret").Close("other", 9, drop),
        Seal("secret").Close(channel, 9, "no key")}) {
    EXPECT_EQ(server_.Run({"PUBLISH", channel, message}), "1");
  }

  tier_.Drop("text.1", "b", 2);

  EXPECT_TRUE(ear.Hears("b@2"));
  EXPECT_FALSE(ear.HasHeard("a@9"));
  tier_.Ignore("text.1");
}

TEST_F(RedisTierTest, AfterARestartMessagesMayHaveBeenMissed) {
  Ear ear;
  tier_.Listen("text.1", ear);
  server_.Kill();
  ear.Forget();

  server_.Start();

  EXPECT_TRUE(ear.Hears("gap"));
  tier_.Ignore("text.1");
}

TEST_F(RedisTierTest, WhatIsDroppedWhileRedisIsAwayIsDroppedLater) {
  server_.Kill();

  tier_.Drop("text.1", "a", 2);
  tier_.Drop("text.1", "a", 4);
  tier_.Drop("text.1", "a", 3);
  server_.Start();

  ASSERT_TRUE(tier_.WaitUntilWritten(kPatience));
  ASSERT_TRUE(tier_.WaitUntilUp(kPatience));
  Put("three", 3);
  EXPECT_EQ(Get(), "nothing");
  Put("four", 4);
  EXPECT_EQ(Get(), "four");
}

TEST_F(RedisTierTest, ARefusalOfRedisIsNoAnswer) {
  Put("one", 1);
  server_.Run({"CONFIG", "SET", "maxmemory", "1"});
  Put("two", 2);
  EXPECT_EQ(Get(), "one");
  EXPECT_THAT(metrics_.Text(), HasSubstr("attest_cache_unwritten_total 1\n"));
}

TEST_F(RedisTierTest, MetricsHoldNoKeys) {
  Put("one", 1);
  Get("learner");

  const std::string text = metrics_.Text();
  EXPECT_THAT(text, HasSubstr("attest_cache_breaker_open 0\n"));
  EXPECT_THAT(text, HasSubstr("attest_cache_subscribed 1\n"));
  EXPECT_THAT(text, HasSubstr("attest_cache_wait_seconds_count 1\n"));
  EXPECT_THAT(text, Not(HasSubstr("learner")));
}

// A connection that stands but says nothing is as good as none.
TEST(RedisTier, AfterALongSilenceMessagesMayHaveBeenMissed) {
  RedisServer server;
  RedisOptions options = OptionsFor(server);
  options.silence_max = absl::Milliseconds(200);
  options.timeout = absl::Milliseconds(200);
  metrics::Registry metrics;
  options.metrics = &metrics;
  RedisTier tier(options);
  ASSERT_TRUE(tier.WaitUntilUp(kPatience));
  Ear ear;
  tier.Listen("text.1", ear);

  server.Freeze();
  const Deadline deadline(kPatience);
  while (!deadline.passed() &&
         metrics.Text().find("attest_cache_subscribed 0\n") ==
             std::string::npos) {
    std::this_thread::yield();
  }
  EXPECT_FALSE(ear.HasHeard("gap"));
  server.Thaw();

  EXPECT_TRUE(ear.Hears("gap"));
  tier.Ignore("text.1");
}

// Without a Redis there, or with one that hangs, nothing takes long: neither
// the beginning, nor an answer, nor the end.
TEST(RedisTier, NeitherWaitsNorFailsWithoutRedis) {
  for (const char* address :
       {"127.0.0.1:1", "[::1]:1", "no-such-host.invalid:6379",
        "/nonexistent/redis.sock", "192.0.2.1:6379"}) {
    const auto begun = Deadline::Clock::now();
    {
      RedisTier tier({.address = address, .secret = "secret"});
      for (int i = 0; i < 1000; ++i) {
        EXPECT_FALSE(tier.Get("text.1", "a").has_value());
        tier.Put("text.1", "a", {"one", 1, absl::Minutes(1)});
        tier.Drop("text.1", "a", i);
      }
    }
    EXPECT_LT(Deadline::Clock::now() - begun, std::chrono::seconds(2))
        << address;
  }
}

TEST(RedisTier, EndsSoonWhileRedisHangs) {
  RedisServer server;
  auto tier = std::make_unique<RedisTier>(
      RedisOptions{.address = server.address(), .secret = "secret"});
  ASSERT_TRUE(tier->WaitUntilUp(kPatience));
  server.Freeze();
  tier->Put("text.1", "a", {"one", 1, absl::Minutes(1)});
  tier->Drop("text.1", "a", 1);

  const auto begun = Deadline::Clock::now();
  tier.reset();

  EXPECT_LT(Deadline::Clock::now() - begun, std::chrono::seconds(1));
}

}  // namespace
}  // namespace attest::cache
