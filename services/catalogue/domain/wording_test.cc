#include "services/catalogue/domain/wording.h"

#include <algorithm>
#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

int Alike(std::string_view a, std::string_view b) {
  Vocabulary vocabulary;
  return Likeness(vocabulary.Read(a), vocabulary.Read(b));
}

TEST(Vocabulary, PassesOverCasePunctuationAndWhiteSpace) {
  Vocabulary vocabulary;
  const Words words =
      vocabulary.Read("Explain the organisation's long-term aims");

  EXPECT_THAT(words, ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_EQ(vocabulary.Read(
                "  EXPLAIN (the)\torganisation\u2019s long\u2013term; aims."),
            words);
  EXPECT_NE(vocabulary.Read("Explain the organisations aim"), words);
}

TEST(Vocabulary, KeepsLettersOfOtherAlphabets) {
  Vocabulary vocabulary;
  EXPECT_NE(vocabulary.Read("caf\u00e9"), vocabulary.Read("cafe"));
  EXPECT_THAT(vocabulary.Read(" \u2014 ... '"), IsEmpty());
  EXPECT_THAT(vocabulary.Read("\xE2\x80"), ElementsAre(2));  // cut in a sign
}

TEST(Likeness, IsTheShareOfCommonWordsInOrder) {
  EXPECT_EQ(Alike("explain the risks", "Explain the risks."), 100);
  EXPECT_EQ(Alike("explain the risks", "explain the main risks"), 85);
  EXPECT_EQ(Alike("one two three four", "four three two one"), 25);
  EXPECT_EQ(Alike("one two", "three four"), 0);
  EXPECT_EQ(Alike("", ""), 0);
  EXPECT_EQ(Alike("", "one"), 0);
}

TEST(Likeness, PassesOverTheOrderOfVeryLongTexts) {
  std::string up;
  std::string down;
  for (int i = 0; i < 150; ++i) {
    up += std::to_string(i) + " ";
    down += std::to_string(149 - i) + " ";
  }
  EXPECT_EQ(Alike(up, down), 99);
  EXPECT_EQ(Alike(up, up), 100);
}

TEST(Likeness, IsTheSameBothWaysAndNeverMoreThanItsBound) {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    Words a(random() % 9);
    Words b(random() % 9);
    for (auto& word : a) word = random() % 5;
    for (auto& word : b) word = random() % 5;
    const int likeness = Likeness(a, b);

    EXPECT_EQ(likeness, Likeness(b, a));
    EXPECT_EQ(likeness == 100, a == b && !a.empty());
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    EXPECT_LE(likeness, LikenessMost(a, b));
  }
}

}  // namespace
}  // namespace attest::catalogue
