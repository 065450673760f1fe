#include "libs/status/utf8.h"

#include <cstdint>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest {
namespace {

using ::testing::ElementsAre;

// Every code point of `text`; U+FFFFFFFF for a malformed byte.
std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> all;
  while (!text.empty()) {
    all.push_back(TakeCodePoint(text).value_or(0xFFFFFFFF));
  }
  return all;
}

bool Malformed(std::string_view text) {
  return !TakeCodePoint(text).has_value();
}

TEST(TakeCodePoint, ReadsEveryLength) {
  EXPECT_THAT(CodePoints("a\u00E9\u20AC\U0001F393"),
              ElementsAre('a', 0xE9, 0x20AC, 0x1F393));
}

TEST(TakeCodePoint, ReadsTheEdgesOfEveryLength) {
  EXPECT_THAT(CodePoints("\x7F\u0080\u07FF\u0800\uFFFF\U00010000\U0010FFFF"),
              ElementsAre(0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF));
  EXPECT_THAT(CodePoints(std::string_view("\0", 1)), ElementsAre(0));
}

TEST(TakeCodePoint, RefusesWhatIsMalformed) {
  EXPECT_TRUE(Malformed("\x80"));              // continuation without a lead
  EXPECT_TRUE(Malformed("\xC3"));              // cut short
  EXPECT_TRUE(Malformed("\xE2\x82"));          // cut short
  EXPECT_TRUE(Malformed("\xC3(("));            // no continuation
  EXPECT_TRUE(Malformed("\xC0\x80"));          // overlong NUL
  EXPECT_TRUE(Malformed("\xE0\x80\xAF"));      // overlong slash
  EXPECT_TRUE(Malformed("\xF0\x80\x80\xAF"));  // overlong slash
  EXPECT_TRUE(Malformed("\xED\xA0\x80"));      // surrogate
  EXPECT_TRUE(Malformed("\xF4\x90\x80\x80"));  // beyond U+10FFFF
  EXPECT_TRUE(Malformed("\xFF"));
}

TEST(TakeCodePoint, GoesOnBehindAMalformedByte) {
  EXPECT_THAT(CodePoints("a\xC3z"), ElementsAre('a', 0xFFFFFFFF, 'z'));
}

TEST(TakeCodePoint, ReadsWhateverItIsGiven) {
  std::mt19937 random(1);
  std::string bytes(20'000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());

  EXPECT_LE(CodePoints(bytes).size(), bytes.size());
}

TEST(ToValidUtf8, ReplacesMalformedBytesOnly) {
  EXPECT_EQ(ToValidUtf8(""), "");
  EXPECT_EQ(ToValidUtf8("caf\u00E9 \U0001F393"), "caf\u00E9 \U0001F393");
  EXPECT_EQ(ToValidUtf8("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(ToValidUtf8("\xE2\x82"), "\uFFFD\uFFFD");
}

TEST(IsControl, CoversC0DelC1AndBidirectionalOverrides) {
  for (const char32_t c : {0x00, 0x09, 0x0A, 0x1F, 0x7F, 0x80, 0x85, 0x9F,
                           0x202A, 0x202E, 0x2066, 0x2069}) {
    EXPECT_TRUE(IsControl(c)) << static_cast<uint32_t>(c);
  }
}

TEST(IsControl, LeavesTextAndDirectionMarksAlone) {
  for (const char32_t c : {0x20, 0x7E, 0xA0, 0xE9, 0x200E, 0x200F, 0x2029,
                           0x202F, 0x2065, 0x206A, 0x1F393}) {
    EXPECT_FALSE(IsControl(c)) << static_cast<uint32_t>(c);
  }
}

}  // namespace
}  // namespace attest
