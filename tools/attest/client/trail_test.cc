#include "tools/attest/client/trail.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace attest::client {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

// A chain of `count` entries, as an export.
std::string Trail(const std::string& service, int count) {
  std::string text;
  std::string previous(64, '0');
  for (int i = 1; i <= count; ++i) {
    const std::string entry =
        R"({"action":"unit.signed_off","at":")" + std::to_string(i) + "\"}";
    const std::string hash = journal::EntryHash(previous, entry);
    text += nlohmann::ordered_json{{"service", service},
                                   {"sequence", i},
                                   {"previous", previous},
                                   {"hash", hash},
                                   {"entry", entry}}
                .dump() +
            "\n";
    previous = hash;
  }
  return text;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t at = 0, end; at < text.size(); at = end + 1) {
    end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at + 1));
  }
  return lines;
}

// R67, D74: the trail shows how the judgement was reached, and can be checked.
TEST(CheckTrail, AcceptsWholeChains) {
  const TrailCheck check =
      CheckTrail(Trail("registration", 3) + Trail("assessment", 5));

  EXPECT_TRUE(check.intact);
  EXPECT_EQ(check.entries, 8);
}

// R67
TEST(CheckTrail, FindsAnyChangedByte) {
  const std::string text = Trail("assessment", 3);
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') continue;
    std::string changed = text;
    changed[at] ^= 1;

    EXPECT_FALSE(CheckTrail(changed).intact) << "byte " << at << " of " << text;
  }
}

TEST(CheckTrail, FindsAMissingEntry) {
  std::vector<std::string> lines = Lines(Trail("assessment", 4));

  const TrailCheck check = CheckTrail(lines[0] + lines[2] + lines[3]);

  EXPECT_FALSE(check.intact);
  EXPECT_THAT(check.findings, Contains(HasSubstr("assessment: broken")));
}

TEST(CheckTrail, FindsExchangedEntries) {
  std::vector<std::string> lines = Lines(Trail("assessment", 3));

  EXPECT_FALSE(CheckTrail(lines[1] + lines[0] + lines[2]).intact);
}

TEST(CheckTrail, AcceptsChainsThatAlternate) {
  const std::vector<std::string> one = Lines(Trail("registration", 2));
  const std::vector<std::string> two = Lines(Trail("assessment", 2));

  EXPECT_TRUE(CheckTrail(one[0] + two[0] + one[1] + two[1]).intact);
}

TEST(CheckTrail, RefusesWhatIsNoTrail) {
  for (const std::string& text :
       {std::string(), std::string("\n\n"), std::string("[]\n"),
        std::string("{}\n"), std::string("\xFF\xFE\0\n", 4),
        std::string(100000, '['), std::string("{\"service\":1}\n"),
        std::string("{\"service\":\"a\",\"sequence\":1e400}\n")}) {
    EXPECT_FALSE(CheckTrail(text).intact) << text.substr(0, 40);
  }
}

}  // namespace
}  // namespace attest::client
