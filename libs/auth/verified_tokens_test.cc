#include "libs/auth/verified_tokens.h"

#include <thread>
#include <vector>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::auth {
namespace {

constexpr size_t kBytesMax = 1 << 20;
constexpr int64_t kKeys = 1;
const absl::Time kNow = absl::FromUnixSeconds(1'795'510'800);
const absl::Time kLater = kNow + absl::Hours(1);

// A token as long as usual, of which only the end tells it from another.
std::string Token(int number) {
  return std::string(600, 'a') + fmt::format("{:024}", number);
}

Caller CallerOf(const std::string& subject) {
  return Caller(subject, {{v1::ASSESSOR, "northgate"}}, kLater);
}

class VerifiedTokensTest : public ::testing::Test {
 protected:
  void Add(int number) {
    tokens_.Add(Token(number), kKeys, CallerOf(std::to_string(number)));
  }
  bool Has(int number, int64_t keys = kKeys, absl::Time now = kNow) {
    const auto found = tokens_.Find(Token(number), keys, now);
    if (!found) return false;
    EXPECT_EQ(found->subject(), std::to_string(number));
    return true;
  }

  VerifiedTokens tokens_{kBytesMax};
};

TEST_F(VerifiedTokensTest, FindWhatWasAdded) {
  Add(1);

  const auto found = tokens_.Find(Token(1), kKeys, kNow);

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->subject(), "1");
  EXPECT_TRUE(found->HasAt(v1::ASSESSOR, "northgate"));
  EXPECT_FALSE(Has(2));
}

// Whoever changes one character of a good token has none, wherever it is.
TEST_F(VerifiedTokensTest, FindOnlyTheExactToken) {
  Add(1);
  for (size_t i = 0; i < Token(1).size(); ++i) {
    std::string other = Token(1);
    other[i] ^= 1;
    EXPECT_FALSE(tokens_.Find(other, kKeys, kNow)) << i;
  }
  for (const std::string& other :
       {std::string(), std::string("1"), Token(1).substr(1), Token(1) + "1",
        Token(1).substr(0, 600)}) {
    EXPECT_FALSE(tokens_.Find(other, kKeys, kNow)) << other;
  }
}

TEST_F(VerifiedTokensTest, ForgetATokenWhenItExpires) {
  Add(1);

  EXPECT_TRUE(Has(1, kKeys, kLater - absl::Microseconds(1)));
  EXPECT_FALSE(Has(1, kKeys, kLater));
}

TEST_F(VerifiedTokensTest, DoNotCountWithOtherKeys) {
  Add(1);

  EXPECT_FALSE(Has(1, kKeys + 1));
  tokens_.Add(Token(1), kKeys + 1, CallerOf("1"));
  EXPECT_TRUE(Has(1, kKeys + 1));
}

TEST_F(VerifiedTokensTest, AreBoundedAndKeepWhatIsAskedFor) {
  Add(0);
  constexpr int kMany = 20'000;
  for (int i = 1; i < kMany; ++i) {
    Add(i);
    EXPECT_TRUE(Has(0)) << i;
  }

  size_t bytes = 0;
  for (int i = 0; i < kMany; ++i) {
    if (Has(i)) bytes += Token(i).size();
  }
  EXPECT_LT(bytes, kBytesMax);
  EXPECT_GT(bytes, kBytesMax / 4);
  EXPECT_TRUE(Has(kMany - 1));
}

TEST_F(VerifiedTokensTest, MayBeUsedFromManyThreads) {
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 5'000; ++i) {
        if (!Has(i % 1'500)) Add(i % 1'500);
      }
    });
  }
}

}  // namespace
}  // namespace attest::auth
