#include "libs/cache/cache.h"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "libs/cache/testing/text_cache.h"
#include "libs/testing/matchers.h"

namespace attest::cache {
namespace {

using ::attest::testing::IsOk;
// An owner whose answers a test sets, and who counts how often it is asked.
class CacheTest : public ::testing::Test {
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
  TextCache cache_{TextOptions(&clock_), nullptr};
};

TEST_F(CacheTest, LoadsOnce) {
  EXPECT_EQ(cache_.Peek("a"), nullptr);

  EXPECT_EQ(TextOf(Get("a")), "one");
  EXPECT_EQ(TextOf(Get("a")), "one");

  EXPECT_EQ(loads_, 1);
  EXPECT_EQ(*cache_.Peek("a"), "one");
  EXPECT_GT(cache_.bytes(), 3u);
}

TEST_F(CacheTest, GivesTheSameObjectWithoutCopying) {
  const Text got = Get("a");

  ASSERT_THAT(got, IsOk());
  EXPECT_EQ(got->get(), cache_.Peek("a").get());
}

TEST_F(CacheTest, AsksAgainWhenTheLifeIsOver) {
  Get("a").IgnoreError();
  answer_ = Loaded{"two", 2};

  clock_.Advance(absl::Seconds(4));
  EXPECT_EQ(TextOf(Get("a")), "one");
  clock_.Advance(absl::Seconds(1));

  EXPECT_EQ(cache_.Peek("a"), nullptr);
  EXPECT_EQ(TextOf(Get("a")), "two");
}

// The life begins when the owner is asked, not when it has answered.
TEST_F(CacheTest, TheTimeOfALoadIsPartOfTheLife) {
  const Text got = cache_.Get("a", [&]() -> absl::StatusOr<Loaded> {
    clock_.Advance(absl::Seconds(6));
    return Loaded{"late", 1};
  });

  EXPECT_EQ(TextOf(got), "late");
  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(CacheTest, AClockThatIsSetBackDoesNotLengthenTheLife) {
  Get("a").IgnoreError();

  clock_.Advance(-absl::Hours(1));

  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(CacheTest, DoesNotKeepWhatFails) {
  answer_ = absl::UnavailableError("down");
  EXPECT_EQ(TextOf(Get("a")), "down");
  answer_ = Loaded{"!", 1};
  EXPECT_EQ(TextOf(Get("a")), "rubbish");
  answer_ = Loaded{"one", 1};

  EXPECT_EQ(TextOf(Get("a")), "one");
  EXPECT_EQ(loads_, 3);
}

TEST_F(CacheTest, ALoadThatThrowsFailsAndIsTriedAgain) {
  const Text thrown = cache_.Get(
      "a", []() -> absl::StatusOr<Loaded> { throw std::runtime_error("no"); });
  EXPECT_EQ(thrown.status().code(), absl::StatusCode::kInternal);
  const Text odd = cache_.Get("a", []() -> absl::StatusOr<Loaded> { throw 7; });
  EXPECT_EQ(odd.status().code(), absl::StatusCode::kInternal);

  EXPECT_EQ(TextOf(Get("a")), "one");
}

TEST_F(CacheTest, DropForgetsWhatIsOlder) {
  Get("a").IgnoreError();

  cache_.Drop("a", 1);
  EXPECT_NE(cache_.Peek("a"), nullptr);
  cache_.Drop("a", 2);
  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(CacheTest, WhatIsOlderThanADropIsGivenButNotKept) {
  cache_.Drop("a", 2);

  EXPECT_EQ(TextOf(Get("a")), "one");

  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(CacheTest, CallersAtOnceShareALoad) {
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

TEST_F(CacheTest, CallersAtOnceShareAnError) {
  SlowLoad load;
  auto first = std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  });
  load.WaitUntilBegun();
  auto second = std::async(std::launch::async, [&] { return Get("a"); });

  load.End(absl::NotFoundError("none"));

  EXPECT_EQ(TextOf(first.get()), "none");
  // It joined the load, or came when it was over and asked anew.
  const std::string text = TextOf(second.get());
  EXPECT_TRUE(text == "none" || text == "one") << text;
}

TEST_F(CacheTest, ALoadThatBeganBeforeADropIsForThoseBeforeItAlone) {
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
  EXPECT_EQ(*cache_.Peek("a"), "new");
}

TEST_F(CacheTest, ALoadThatBeganBeforeADropAndBringsTheNewIsKept) {
  SlowLoad load;
  auto before = std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  });
  load.WaitUntilBegun();

  cache_.Drop("a", 2);
  load.End(Loaded{"new", 2});

  EXPECT_EQ(TextOf(before.get()), "new");
  EXPECT_EQ(*cache_.Peek("a"), "new");
}

// An older answer never takes the place of a newer one.
TEST_F(CacheTest, AnOlderLoadThatEndsLateDoesNotReplaceANewerAnswer) {
  SlowLoad load;
  auto before = std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  });
  load.WaitUntilBegun();
  cache_.Drop("a", 2);
  answer_ = Loaded{"newest", 3};
  EXPECT_EQ(TextOf(Get("a")), "newest");

  load.End(Loaded{"newer", 2});

  EXPECT_EQ(TextOf(before.get()), "newer");
  EXPECT_EQ(*cache_.Peek("a"), "newest");
}

TEST(Cache, KeepsForEverWhatNeverChanges) {
  FakeClock clock{absl::UnixEpoch()};
  auto options = TextOptions(&clock);
  options.life = absl::InfiniteDuration();
  TextCache cache(options, nullptr);
  const auto load = []() -> absl::StatusOr<Loaded> {
    return Loaded{.bytes = "one"};
  };
  ASSERT_THAT(cache.Get("a", load), IsOk());

  clock.Advance(absl::Hours(24 * 365 * 100));

  EXPECT_NE(cache.Peek("a"), nullptr);
}

// A published answer only ever grows: whoever asks after a Drop never sees less
// than what was dropped.
TEST(Cache, NobodySeesTheOldAfterADrop) {
  TextCache cache(TextOptions(nullptr), nullptr);
  std::atomic<int64_t> committed = 1;
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  const auto load = [&]() -> absl::StatusOr<Loaded> {
    const int64_t revision = committed;
    std::this_thread::yield();
    return Loaded{std::to_string(revision), revision};
  };
  std::atomic<int64_t> dropped = 1;
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      while (!stop) {
        const int64_t least = dropped;
        const Text got = cache.Get("a", load);
        if (!got.ok() || std::stoll(**got) < least) ++wrong;
        const auto peeked = cache.Peek("a");
        if (peeked != nullptr && std::stoll(*peeked) < least) ++wrong;
      }
    });
  }

  for (int i = 0; i < 500; ++i) {
    const int64_t revision = ++committed;
    cache.Drop("a", revision);
    dropped = revision;
    std::this_thread::yield();
  }
  stop = true;
  for (std::thread& reader : readers) reader.join();

  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace attest::cache
