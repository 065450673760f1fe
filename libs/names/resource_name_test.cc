#include "libs/names/resource_name.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

constexpr char kCentre[] = "centres/{centre}";
constexpr char kEvidence[] = "registrations/{registration}/evidence/{evidence}";

TEST(MatchName, GivesTheIdsInOrder) {
  EXPECT_THAT(MatchName(kCentre, "centres/northgate"),
              Optional(ElementsAre("northgate")));
  EXPECT_THAT(MatchName(kEvidence, "registrations/r1/evidence/e2"),
              Optional(ElementsAre("r1", "e2")));
  EXPECT_THAT(MatchName("{a}/{b}", "x/y"), Optional(ElementsAre("x", "y")));
}

TEST(MatchName, MatchesAPatternWithoutVariables) {
  EXPECT_THAT(MatchName("settings", "settings"), Optional(IsEmpty()));
  EXPECT_EQ(MatchName("settings", "setting"), std::nullopt);
  EXPECT_EQ(MatchName("settings", ""), std::nullopt);
}

TEST(MatchName, TakesEveryCharacterOfAnId) {
  const std::string id =
      "abcdefghijklmnopqrstuvwxyz0123456789._~-ABCDEFGHIJKLMNOPQRSTUVWX";
  ASSERT_EQ(id.size(), kIdLengthMax);

  EXPECT_THAT(MatchName(kCentre, "centres/" + id), Optional(ElementsAre(id)));
  EXPECT_THAT(MatchName(kCentre, "centres/YZ"), Optional(ElementsAre("YZ")));
  EXPECT_EQ(MatchName(kCentre, "centres/" + id + "x"), std::nullopt);
}

TEST(MatchName, RefusesAnotherShape) {
  for (const char* name :
       {"", "/", "centres", "centres/", "/centres/a", "centres//a",
        "centres/a/", "centres/a/b", "Centres/a", "centre/a", "a",
        "registrations/a", " centres/a", "centres/a "}) {
    EXPECT_EQ(MatchName(kCentre, name), std::nullopt) << name;
  }
}

TEST(MatchName, RefusesIdsThatAreNone) {
  for (const std::string_view id :
       {std::string_view("a b"), std::string_view("a%2Fb"),
        std::string_view("a'; DROP TABLE centre;--"),
        std::string_view("{centre}"), std::string_view("*"),
        std::string_view("a\0b", 3), std::string_view("a\n"),
        std::string_view("caf\u00E9"), std::string_view("\xFF"),
        std::string_view("\u202Ea"), std::string_view("a?b"),
        std::string_view("a:b")}) {
    EXPECT_EQ(MatchName(kCentre, "centres/" + std::string(id)), std::nullopt)
        << id;
  }
}

TEST(MatchName, RefusesIdsThatWouldClimbInAPath) {
  EXPECT_EQ(MatchName(kCentre, "centres/."), std::nullopt);
  EXPECT_EQ(MatchName(kCentre, "centres/.."), std::nullopt);
  EXPECT_EQ(MatchName(kEvidence, "registrations/../evidence/e"), std::nullopt);
  EXPECT_THAT(MatchName(kCentre, "centres/..."), Optional(ElementsAre("...")));
}

TEST(MatchName, RefusesNamesThatAreTooLong) {
  std::string pattern = "{a}";
  std::string name(kIdLengthMax, 'x');
  while (name.size() <= kNameLengthMax) {
    pattern += "/{a}";
    name += "/" + std::string(kIdLengthMax, 'x');
  }
  EXPECT_EQ(MatchName(pattern, name), std::nullopt);
  EXPECT_EQ(MatchName(kCentre, std::string(10'000'000, '/')), std::nullopt);
}

TEST(VariableCount, CountsVariables) {
  EXPECT_EQ(VariableCount(kEvidence), 2u);
  EXPECT_EQ(VariableCount("settings"), 0u);
  EXPECT_EQ(VariableCount(""), 0u);
}

TEST(FormatName, FillsInTheVariables) {
  EXPECT_EQ(FormatName(kEvidence, {"r1", "e2"}),
            "registrations/r1/evidence/e2");
  EXPECT_EQ(FormatName("settings", {}), "settings");
}

TEST(FormatName, IsUndoneByMatchName) {
  constexpr std::string_view kIdCharacters = "abcxyzABCXYZ0123456789._~-";
  std::mt19937 random(1);
  for (int i = 0; i < 10'000; ++i) {
    std::vector<std::string> ids;
    for (int variable = 0; variable < 2; ++variable) {
      std::string id = "x";
      for (size_t n = random() % kIdLengthMax; n > 0; --n) {
        id += kIdCharacters[random() % kIdCharacters.size()];
      }
      ids.push_back(id);
    }
    EXPECT_EQ(MatchName(kEvidence, FormatName(kEvidence, ids)), ids);
  }
}

TEST(MatchName, ReadsWhateverItIsGiven) {
  constexpr std::string_view kLikely("/{}.centresa\0\xFF\xC3", 15);
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string pattern(random() % 12, '\0');
    for (char& c : pattern) c = kLikely[random() % kLikely.size()];
    std::string name(random() % 12, '\0');
    for (char& c : name) c = kLikely[random() % kLikely.size()];
    const auto ids = MatchName(pattern, name);
    if (ids) {
      EXPECT_EQ(FormatName(pattern, *ids), name);
    }
  }
}

}  // namespace
}  // namespace attest
