#include "libs/cache/memory.h"

#include "gtest/gtest.h"

namespace attest::cache {
namespace {

constexpr absl::Time kNow = absl::UnixEpoch();

Answer Of(const std::string& text, size_t bytes, int64_t revision = 0) {
  return {.value = std::make_shared<const std::string>(text),
          .revision = revision,
          .bytes = bytes};
}

std::string TextOf(const Value& value) {
  return value == nullptr ? "" : *static_cast<const std::string*>(value.get());
}

TEST(Memory, FindsWhatItKeeps) {
  Memory memory(10'000);

  EXPECT_EQ(memory.Find("a", kNow), nullptr);
  memory.Keep("a", Of("one", 10));
  memory.Keep("b", Of("two", 10));

  EXPECT_EQ(TextOf(memory.Find("a", kNow)), "one");
  EXPECT_EQ(TextOf(memory.Find("b", kNow)), "two");
}

TEST(Memory, ReplacesWithoutCountingTwice) {
  Memory memory(10'000);
  memory.Keep("a", Of("one", 1000));
  const size_t bytes = memory.bytes();

  memory.Keep("a", Of("two", 1000));

  EXPECT_EQ(memory.bytes(), bytes);
  EXPECT_EQ(TextOf(memory.Find("a", kNow)), "two");
}

TEST(Memory, LetsTheOldestUseGo) {
  Memory memory(3 * 1500);
  memory.Keep("a", Of("a", 1000));
  memory.Keep("b", Of("b", 1000));
  memory.Keep("c", Of("c", 1000));
  memory.Find("a", kNow);

  EXPECT_EQ(memory.Keep("d", Of("d", 1000)), 1u);

  EXPECT_EQ(TextOf(memory.Find("a", kNow)), "a");
  EXPECT_EQ(memory.Find("b", kNow), nullptr);
  EXPECT_EQ(TextOf(memory.Find("d", kNow)), "d");
}

TEST(Memory, StaysWithinItsBytes) {
  Memory memory(20'000);
  for (int i = 0; i < 1000; ++i) {
    memory.Keep(std::to_string(i % 300), Of("x", 100 * (i % 37)));
    EXPECT_LE(memory.bytes(), 20'000u);
  }
  memory.Clear();
  EXPECT_EQ(memory.bytes(), 0u);
}

TEST(Memory, DoesNotKeepWhatIsTooBigNorWhatItReplaced) {
  Memory memory(5000);
  memory.Keep("a", Of("small", 10));
  memory.Keep("b", Of("other", 10));

  memory.Keep("a", Of("big", 6000));

  EXPECT_EQ(memory.Find("a", kNow), nullptr);
  EXPECT_EQ(TextOf(memory.Find("b", kNow)), "other");
}

TEST(Memory, AnAnswerCountsFromItsBeginningToItsEnd) {
  Memory memory(5000);
  Answer answer = Of("one", 10);
  answer.from = kNow;
  answer.until = kNow + absl::Seconds(5);
  memory.Keep("a", answer);

  EXPECT_NE(memory.Find("a", kNow + absl::Seconds(4)), nullptr);
  EXPECT_EQ(memory.Find("a", kNow + absl::Seconds(5)), nullptr);
  EXPECT_EQ(memory.Find("a", kNow - absl::Seconds(1)), nullptr);
}

TEST(Memory, AnOlderAnswerReplacesANewerOneOnlyWhenThatHasEnded) {
  Memory memory(5000);
  Answer newer = Of("newer", 10, 2);
  newer.from = kNow;
  newer.until = kNow + absl::Seconds(5);
  memory.Keep("a", newer);
  Answer older = Of("older", 10, 1);

  older.from = kNow + absl::Seconds(1);
  memory.Keep("a", older);
  EXPECT_EQ(TextOf(memory.Find("a", older.from)), "newer");

  older.from = kNow + absl::Seconds(5);
  memory.Keep("a", older);
  EXPECT_EQ(TextOf(memory.Find("a", older.from)), "older");
}

TEST(Memory, ForgetsWhatIsOlderThanARevision) {
  Memory memory(5000);
  memory.Keep("a", Of("one", 10, 7));

  memory.Forget("a", 7);
  EXPECT_NE(memory.Find("a", kNow), nullptr);

  memory.Forget("a", 8);
  memory.Forget("unknown", 8);
  EXPECT_EQ(memory.Find("a", kNow), nullptr);
  EXPECT_EQ(memory.bytes(), 0u);
}

}  // namespace
}  // namespace attest::cache
