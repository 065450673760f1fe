#include "tools/attest/catalogue/word_diff.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::catalogue_tools {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Plain(std::string_view from, std::string_view to) {
  return Render(Marked(DiffWords(from, to), false), false);
}

// The text without what was added, or without what was removed.
std::string Side(const std::vector<DiffPart>& parts, DiffKind left_out) {
  std::string text;
  for (const DiffPart& part : parts) {
    if (part.kind == left_out) continue;
    if (!text.empty()) text += ' ';
    text += part.text;
  }
  return text;
}

TEST(DiffWords, MarksTheWordsThatDiffer) {
  EXPECT_EQ(Plain("Analyse the internal environment",
                  "Analyse the external environment"),
            "Analyse the [-internal-] {+external+} environment");
}

TEST(DiffWords, MarksWhatWasAddedAndRemoved) {
  EXPECT_EQ(Plain("a b", "a x b"), "a {+x+} b");
  EXPECT_EQ(Plain("a x b", "a b"), "a [-x-] b");
  EXPECT_EQ(Plain("a", "a b"), "a {+b+}");
  EXPECT_EQ(Plain("b", "a b"), "{+a+} b");
}

TEST(DiffWords, PutsOldWordsBeforeNewOnes) {
  EXPECT_THAT(DiffWords("a b c", "x y z"),
              ElementsAre(DiffPart{DiffKind::kRemoved, "a b c"},
                          DiffPart{DiffKind::kAdded, "x y z"}));
}

TEST(DiffWords, OfTheSameIsTheSame) {
  EXPECT_THAT(DiffWords("a  b", "a b"),
              ElementsAre(DiffPart{DiffKind::kSame, "a b"}));
  EXPECT_THAT(DiffWords("", ""), IsEmpty());
}

TEST(DiffWords, FindsTheLeastChange) {
  EXPECT_EQ(Plain("the cat sat on the mat", "the dog sat on a mat"),
            "the [-cat-] {+dog+} sat on [-the-] {+a+} mat");
}

TEST(DiffWords, GivesBothTextsBackWhateverTheyAre) {
  std::mt19937 random(7);
  const auto text = [&] {
    std::string words;
    for (auto i = random() % 20; i > 0; --i) {
      if (!words.empty()) words += ' ';
      words += static_cast<char>('a' + random() % 4);
    }
    return words;
  };
  for (int i = 0; i < 500; ++i) {
    const std::string from = text();
    const std::string to = text();
    const auto parts = DiffWords(from, to);
    EXPECT_EQ(Side(parts, DiffKind::kAdded), from);
    EXPECT_EQ(Side(parts, DiffKind::kRemoved), to);
  }
}

TEST(DiffWords, DoesNotTakeForeverOverLongTexts) {
  std::string from = "begin";
  std::string to = "begin";
  for (int i = 0; i < 100'000; ++i) {
    from += " a" + std::to_string(i);
    to += " b" + std::to_string(i);
  }
  const auto parts = DiffWords(from + " end", to + " end");
  ASSERT_EQ(parts.size(), 4);
  EXPECT_EQ(parts.front().text, "begin");
  EXPECT_EQ(parts.back().text, "end");
}

TEST(Marked, UsesInkInColour) {
  EXPECT_THAT(
      Marked(DiffWords("a", "b"), true),
      ElementsAre(Span{"a", Ink::kRed}, Span{" "}, Span{"b", Ink::kGreen}));
}

}  // namespace
}  // namespace attest::catalogue_tools
