#include "libs/cache/seal.h"

#include <limits>

#include "gtest/gtest.h"

namespace attest::cache {
namespace {

constexpr int64_t kLast = std::numeric_limits<int64_t>::max();

TEST(Seal, OpensWhatItClosed) {
  const Seal seal("secret");
  const std::string bytes("\0any\xff bytes", 11);
  for (const int64_t revision : {int64_t{0}, int64_t{7}, kLast}) {
    const std::string frame = seal.Close("key", revision, bytes);

    const auto opened = seal.Open("key", frame);

    ASSERT_TRUE(opened.has_value()) << revision;
    EXPECT_EQ(opened->revision, revision);
    EXPECT_EQ(opened->bytes, bytes);
  }
}

TEST(Seal, SealsToTheKey) {
  const Seal seal("secret");

  EXPECT_FALSE(seal.Open("other", seal.Close("key", 1, "bytes")).has_value());
}

TEST(Seal, SealsToTheSecret) {
  const std::string frame = Seal("another secret").Close("key", 1, "bytes");

  EXPECT_FALSE(Seal("secret").Open("key", frame).has_value());
  EXPECT_TRUE(Seal("another secret").Open("key", frame).has_value());
}

TEST(Seal, DoesNotOpenWhatWasChangedAnywhere) {
  const Seal seal("secret");
  const std::string frame = seal.Close("key", 1, "bytes");
  for (size_t i = 0; i < frame.size(); ++i) {
    std::string changed = frame;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(seal.Open("key", changed).has_value()) << i;
  }
}

TEST(Seal, DoesNotOpenWhatWasCutOrLengthened) {
  const Seal seal("secret");
  const std::string frame = seal.Close("key", 1, "bytes");
  for (size_t size = 0; size < frame.size(); ++size) {
    EXPECT_FALSE(seal.Open("key", frame.substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(seal.Open("key", frame + "x").has_value());
}

// The comparison of revisions in Redis relies on it.
TEST(Seal, DigitsCompareAsNumbersDo) {
  EXPECT_EQ(Seal::Digits(7), "0000000000000000007");
  EXPECT_LT(Seal::Digits(9), Seal::Digits(10));
  EXPECT_LT(Seal::Digits(kLast - 1), Seal::Digits(kLast));
  EXPECT_EQ(Seal::Digits(kLast).size(), Seal::kDigits);
  EXPECT_EQ(Seal::Digits(-1), Seal::Digits(0));
}

}  // namespace
}  // namespace attest::cache
