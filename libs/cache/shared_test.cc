// What a cache does with the tier behind it.
#include <future>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/cache/testing/text_cache.h"
#include "libs/testing/matchers.h"

namespace attest::cache {
namespace {

using ::attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A tier of which a test sees and says everything.
class FakeTier : public SharedTier {
 public:
  std::optional<Shared> Get(std::string_view cache,
                            std::string_view key) override {
    const auto found = values.find(Name(cache, key));
    if (found == values.end()) return std::nullopt;
    return found->second;
  }
  void Put(std::string_view cache, std::string_view key,
           const Shared& value) override {
    values[Name(cache, key)] = value;
  }
  void Drop(std::string_view cache, std::string_view key,
            int64_t revision) override {
    dropped.push_back(Name(cache, key) + "@" + std::to_string(revision));
  }
  void Discard(std::string_view cache, std::string_view key) override {
    discarded.push_back(Name(cache, key));
  }
  void Listen(std::string_view, Listener& heard) override { listener = &heard; }
  void Ignore(std::string_view) override { listener = nullptr; }

  std::map<std::string, Shared> values;
  std::vector<std::string> dropped;
  std::vector<std::string> discarded;
  Listener* listener = nullptr;

 private:
  static std::string Name(std::string_view cache, std::string_view key) {
    return std::string(cache) + ":" + std::string(key);
  }
};

class SharedTest : public ::testing::Test {
 protected:
  Text Get(const std::string& key = "a") {
    return cache_.Get(key, [&]() -> absl::StatusOr<Loaded> { return answer_; });
  }

  FakeClock clock_{absl::FromUnixSeconds(1'700'000'000)};
  metrics::Registry metrics_;
  FakeTier tier_;
  absl::StatusOr<Loaded> answer_ = Loaded{"owner's", 1};
  TextCache cache_{[this] {
                     TextCache::Options options = TextOptions(&clock_);
                     options.metrics = &metrics_;
                     return options;
                   }(),
                   &tier_};
};

TEST_F(SharedTest, SharesWhatTheOwnerGave) {
  EXPECT_EQ(TextOf(Get()), "owner's");

  const Shared& shared = tier_.values["text.1:a"];
  EXPECT_EQ(shared.bytes, "owner's");
  EXPECT_EQ(shared.revision, 1);
  EXPECT_EQ(shared.life, absl::Seconds(5));
  EXPECT_THAT(metrics_.Text(),
              HasSubstr("attest_cache_loads_total{cache=\"text\","
                        "outcome=\"ok\"} 1\n"));
}

TEST_F(SharedTest, SharesNeitherErrorsNorWhatCannotBeRead) {
  answer_ = absl::NotFoundError("none");
  EXPECT_EQ(TextOf(Get()), "none");
  answer_ = Loaded{"!", 1};
  EXPECT_EQ(TextOf(Get()), "rubbish");

  EXPECT_TRUE(tier_.values.empty());
}

TEST_F(SharedTest, TakesWhatIsSharedBeforeItAsksTheOwner) {
  tier_.values["text.1:a"] = {"shared", 1, absl::Seconds(5)};

  EXPECT_EQ(TextOf(Get()), "shared");

  EXPECT_THAT(metrics_.Text(), HasSubstr("attest_cache_hits_total{cache="
                                         "\"text\",tier=\"shared\"} 1\n"));
}

// What others loaded some time ago is as old here as there.
TEST_F(SharedTest, TheLifeOfWhatIsSharedGoesOn) {
  tier_.values["text.1:a"] = {"shared", 1, absl::Seconds(2)};
  Get().IgnoreError();

  clock_.Advance(absl::Seconds(1));
  EXPECT_NE(cache_.Peek("a"), nullptr);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(SharedTest, TheLifeOfWhatIsSharedIsNoLongerThanThatOfTheCache) {
  tier_.values["text.1:a"] = {"shared", 1, absl::Hours(1)};
  Get().IgnoreError();

  clock_.Advance(absl::Seconds(5));

  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(SharedTest, DiscardsWhatItCannotRead) {
  tier_.values["text.1:a"] = {"!", 1, absl::Seconds(5)};

  EXPECT_EQ(TextOf(Get()), "owner's");

  EXPECT_THAT(tier_.discarded, ElementsAre("text.1:a"));
}

TEST_F(SharedTest, DoesNotTakeWhatWasDropped) {
  tier_.values["text.1:a"] = {"shared", 1, absl::Seconds(5)};
  cache_.Drop("a", 2);
  answer_ = Loaded{"new", 2};

  EXPECT_EQ(TextOf(Get()), "new");

  EXPECT_THAT(tier_.dropped, ElementsAre("text.1:a@2"));
}

TEST_F(SharedTest, DoesNotShareWhatWasDropped) {
  cache_.Drop("a", 2);

  EXPECT_EQ(TextOf(Get()), "owner's");

  EXPECT_TRUE(tier_.values.empty());
}

TEST_F(SharedTest, WhatAnotherReplicaDropsIsDroppedHereAlone) {
  Get("a").IgnoreError();
  Get("b").IgnoreError();

  tier_.listener->OnDropped("a", 2);

  EXPECT_EQ(cache_.Peek("a"), nullptr);
  EXPECT_NE(cache_.Peek("b"), nullptr);
  EXPECT_THAT(tier_.dropped, IsEmpty());
}

TEST_F(SharedTest, AfterAGapNothingThatCanChangeIsKnown) {
  Get("a").IgnoreError();

  tier_.listener->OnGap();

  EXPECT_EQ(cache_.Peek("a"), nullptr);
  EXPECT_EQ(cache_.bytes(), 0u);
}

// Its answer may be one that was dropped meanwhile.
TEST_F(SharedTest, ALoadThatBeganBeforeAGapIsForThoseBeforeItAlone) {
  SlowLoad load;
  auto before = std::async(std::launch::async, [&] {
    return cache_.Get("a", [&] { return load(); });
  });
  load.WaitUntilBegun();

  tier_.listener->OnGap();
  load.End(Loaded{"old", 1});

  EXPECT_EQ(TextOf(before.get()), "old");
  EXPECT_EQ(cache_.Peek("a"), nullptr);
}

TEST_F(SharedTest, AfterAGapWhatNeverChangesIsStillKnown) {
  TextCache::Options options = TextOptions(&clock_);
  options.life = absl::InfiniteDuration();
  TextCache cache(options, &tier_);
  ASSERT_THAT(cache.Get("a", [&] { return answer_; }), IsOk());

  tier_.listener->OnGap();

  EXPECT_NE(cache.Peek("a"), nullptr);
}

TEST_F(SharedTest, AnotherFormatIsAnotherKey) {
  Get().IgnoreError();
  TextCache::Options options = TextOptions(&clock_);
  options.format = 2;
  TextCache cache(options, &tier_);
  answer_ = Loaded{"another", 1};

  EXPECT_EQ(TextOf(cache.Get("a", [&] { return answer_; })), "another");
}

TEST_F(SharedTest, ListensNoLongerThanItLives) {
  { const TextCache cache(TextOptions(&clock_), &tier_); }

  EXPECT_EQ(tier_.listener, nullptr);
}

}  // namespace
}  // namespace attest::cache
