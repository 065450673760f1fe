#include "tools/attest/catalogue/text.h"

#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::catalogue_tools {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Wrapped(const std::string& text, int width) {
  std::vector<std::string> lines;
  for (const Spans& line : Wrap({{text}}, width)) {
    lines.push_back(Render(line, false));
  }
  return lines;
}

TEST(Wrap, BreaksBetweenWords) {
  EXPECT_THAT(Wrapped("develop a strategic plan", 11),
              ElementsAre("develop a", "strategic", "plan"));
}

TEST(Wrap, FillsALineToTheLastColumn) {
  EXPECT_THAT(Wrapped("abc de", 6), ElementsAre("abc de"));
  EXPECT_THAT(Wrapped("abc def", 6), ElementsAre("abc", "def"));
}

TEST(Wrap, MakesOneSpaceOfWhiteSpace) {
  EXPECT_THAT(Wrapped("  a\t\nb  ", 10), ElementsAre("a b"));
}

TEST(Wrap, OfNothingIsOneEmptyLine) {
  EXPECT_THAT(Wrapped("", 10), ElementsAre(""));
  EXPECT_EQ(Wrap({}, 10).size(), 1);
}

TEST(Wrap, BreaksAWordThatIsLongerThanALine) {
  EXPECT_THAT(Wrapped("a abcdefgh b", 3),
              ElementsAre("a", "abc", "def", "gh", "b"));
  EXPECT_THAT(Wrapped("abc", 0), ElementsAre("a", "b", "c"));
}

TEST(Wrap, CountsCharactersAndNotBytes) {
  EXPECT_THAT(Wrapped("…… ÄÖ éé", 5), ElementsAre("…… ÄÖ", "éé"));
}

TEST(Wrap, NeverCutsACharacter) {
  EXPECT_THAT(Wrapped("ÄÖÜ", 2), ElementsAre("ÄÖ", "Ü"));
  EXPECT_THAT(Wrapped("日本語", 4), ElementsAre("日本", "語"));
}

TEST(Wrap, LetsAWordChangeItsInk) {
  const auto lines =
      Wrap({{"re"}, {"[lation]", Ink::kYellow}, {"ship of", Ink::kPlain}}, 14);

  ASSERT_EQ(lines.size(), 2);
  EXPECT_THAT(lines[0], ElementsAre(Span{"re"}, Span{"[lation]", Ink::kYellow},
                                    Span{"ship"}));
  EXPECT_THAT(lines[1], ElementsAre(Span{"of"}));
}

TEST(Wrap, NoLineIsWiderWhateverTheTextIs) {
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text += std::string(static_cast<size_t>(i * 7 % 13), 'x');
    text += i % 5 == 0 ? "é" : i % 3 == 0 ? " 語" : " ";
  }
  for (int width = 2; width < 30; ++width) {
    for (const Spans& line : Wrap({{text}}, width)) {
      EXPECT_LE(DisplayWidth(line), width);
    }
  }
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(DisplayWidth("abc"), 3);
  EXPECT_EQ(DisplayWidth("é"), 1);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1);  // a combining mark
  EXPECT_EQ(DisplayWidth("日本"), 4);
  EXPECT_EQ(DisplayWidth("\xFF\xFE"), 2);  // not UTF-8
}

TEST(Printable, KeepsATerminalFromObeying) {
  EXPECT_EQ(Printable("a\033[31mb\x07"), "a\uFFFD[31mb\uFFFD");
  EXPECT_EQ(Printable("a\u009Bb"), "a\uFFFDb");  // a control sequence, too
}

TEST(Printable, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(Printable("a\xC3"), "a\uFFFD");
  EXPECT_EQ(Printable("\xC0\x80"), "\uFFFD\uFFFD");            // overlong
  EXPECT_EQ(Printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");  // a surrogate
  EXPECT_EQ(Printable("\xF4\x90\x80\x80"),
            "\uFFFD\uFFFD\uFFFD\uFFFD");  // beyond Unicode
  EXPECT_EQ(Printable("€𝄞"), "€𝄞");
}

TEST(Render, WritesEscapeCodesOnlyInColour) {
  const Spans line = {{"a"}, {"b", Ink::kRed}};
  EXPECT_EQ(Render(line, false), "ab");
  EXPECT_EQ(Render(line, true), "a\033[31mb\033[0m");
}

TEST(Page, HangsTextBehindItsLead) {
  Page page({false, 16});
  page.Paragraph({{"  1.1 "}}, {{"Analyse a range of models"}});
  EXPECT_EQ(page.text(),
            "  1.1 Analyse a\n"
            "      range of\n"
            "      models\n");
}

TEST(Page, LeavesRoomForTextHoweverNarrow) {
  Page page({false, 4});
  page.Paragraph({{"      "}}, {{"strategic plan"}});
  EXPECT_EQ(page.text(), "      strategic\n      plan\n");
}

TEST(Page, HasNoTwoEmptyLinesAndNoneAtTheTop) {
  Page page({});
  page.Blank();
  page.Text("a");
  page.Blank();
  page.Blank();
  page.Text("b");
  EXPECT_EQ(page.text(), "a\n\nb\n");
}

// Sets a variable of the environment for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    setenv(name, value, 1);
  }
  ~Variable() {
    old_.empty() ? unsetenv(name_) : setenv(name_, old_.c_str(), 1);
  }

 private:
  const char* const name_;
  std::string old_;
};

TEST(DetectTerminal, TakesTheWidthThatIsSaid) {
  const Variable columns("COLUMNS", "61");
  EXPECT_EQ(DetectTerminal().width, 61);
}

TEST(DetectTerminal, SurvivesStrangeWidths) {
  for (const char* width : {"0", "-5", "a", "99999999999999999999", "1"}) {
    const Variable columns("COLUMNS", width);
    EXPECT_GE(DetectTerminal().width, 20) << width;
    EXPECT_LE(DetectTerminal().width, 1000) << width;
  }
}

TEST(DetectTerminal, HasNoColourWhenNotWanted) {
  const Variable no_colour("NO_COLOR", "1");
  EXPECT_FALSE(DetectTerminal().colour);
}

}  // namespace
}  // namespace attest::catalogue_tools
