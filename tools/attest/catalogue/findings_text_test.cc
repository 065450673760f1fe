#include "tools/attest/catalogue/findings_text.h"

#include <climits>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;
using ::testing::HasSubstr;

cat::Finding MakeFinding(int line, int column) {
  cat::Finding finding;
  finding.set_severity(cat::ERROR);
  finding.set_check("CREDITS_NOT_TENTH_OF_HOURS");
  finding.set_place("unit 57");
  finding.set_found("7 credits, but 80 hours");
  finding.set_fix("make it 8 credits");
  finding.set_line(line);
  finding.set_column(column);
  return finding;
}

std::string Printed(const std::string& source, const cat::Finding& finding,
                    int width = 80) {
  Page page({false, width});
  PrintFindings({"a.textproto", source, {finding}}, page);
  return page.text();
}

TEST(PrintFindings, SaysWhereWhatAndTheFix) {
  EXPECT_EQ(Printed("units {\n  credits: 7\n}\n", MakeFinding(2, 12)),
            "a.textproto:2:12: error [CREDITS_NOT_TENTH_OF_HOURS] unit 57: 7 "
            "credits, but 80 hours. Make it 8 credits\n"
            "      2 |   credits: 7\n"
            "        |            ^\n");
}

TEST(PrintFindings, LeavesNamesOfFieldsAsTheyAre) {
  cat::Finding finding = MakeFinding(0, 0);
  finding.set_fix("unit_table says 8");
  EXPECT_THAT(Printed("", finding), HasSubstr(". unit_table says 8"));
}

TEST(PrintFindings, NeedsNoPlaceInTheFile) {
  cat::Finding finding = MakeFinding(0, 0);
  finding.set_severity(cat::WARNING);
  finding.clear_place();
  finding.clear_fix();
  EXPECT_EQ(Printed("x", finding),
            "a.textproto: warning [CREDITS_NOT_TENTH_OF_HOURS] 7 credits, but "
            "80 hours\n");
}

TEST(PrintFindings, ShowsTheLineWithoutACaretWhenTheColumnIsUnknown) {
  EXPECT_THAT(Printed("a\nb\n", MakeFinding(2, 0)),
              HasSubstr("80 hours. Make it 8 credits\n      2 | b\n"));
}

TEST(PrintFindings, CutsALongLineAroundItsColumn) {
  const std::string line = std::string(500, 'a') + "X" + std::string(500, 'b');
  const std::string text = Printed(line, MakeFinding(1, 501), 60);
  const size_t first = text.find("      1 | ");
  const std::string shown = text.substr(first);
  const size_t end = shown.find('\n');
  EXPECT_LE(DisplayWidth(shown.substr(0, end)), 60);
  // The caret stands below the column.
  const size_t caret =
      DisplayWidth(shown.substr(end + 1, shown.find('^') - end - 1));
  EXPECT_EQ(caret, DisplayWidth(shown.substr(0, shown.find('X'))));
}

TEST(PrintFindings, NeverCutsACharacterAndSurvivesAnyPlace) {
  std::string line;
  for (int i = 0; i < 200; ++i) line += "é…語";
  line += "\xFF\xFE\033[31m";
  for (int column = 0; column < 1700; column += 7) {
    const std::string text = Printed(line, MakeFinding(1, column), 50);
    EXPECT_EQ(text.find('\033'), std::string::npos);
  }
  EXPECT_THAT(Printed(line, MakeFinding(99, 1)), HasSubstr("a.textproto:99:1"));
  EXPECT_THAT(Printed("", MakeFinding(1, 1)), HasSubstr("a.textproto:1:1"));
}

TEST(PrintFindings, ShowsALineThatBeginsWithinACharacter) {
  EXPECT_THAT(Printed("\x84", MakeFinding(1, 1)),
              HasSubstr("1 | \xEF\xBF\xBD"));
  EXPECT_THAT(Printed("\x84\x84x", MakeFinding(1, 3)), HasSubstr("|   ^"));
  EXPECT_THAT(Printed(std::string(500, '\x84'), MakeFinding(1, 400)),
              HasSubstr("^"));
}

TEST(PrintFindings, SurvivesAnyBytes) {
  std::mt19937 random(11);
  const std::string some = "\x80\x84\xBF\xC3\xE2\xF0\xFF\t\r\n\033[a z";
  for (int i = 0; i < 20'000; ++i) {
    std::string source;
    for (auto left = random() % 120; left > 0; --left) {
      const bool any = random() % 4 == 0;
      source += any ? static_cast<char>(random() % 256)
                    : some[random() % some.size()];
    }
    cat::Finding finding = MakeFinding(static_cast<int>(random() % 6) - 1,
                                       static_cast<int>(random() % 200) - 3);
    if (random() % 4 == 0) finding.set_column(INT_MAX);
    if (random() % 4 == 0) finding.set_fix(source);
    const std::string text =
        Printed(source, finding, static_cast<int>(random() % 100) - 5);
    EXPECT_EQ(text.find('\033'), std::string::npos);
    EXPECT_EQ(text.find('\x07'), std::string::npos);
  }
}

TEST(Summary, Counts) {
  EXPECT_EQ(Summary(0, 0), "nothing to complain about");
  EXPECT_EQ(Summary(1, 0), "1 error");
  EXPECT_EQ(Summary(0, 2), "2 warnings");
  EXPECT_EQ(Summary(2, 1), "2 errors, 1 warning");
}

}  // namespace
}  // namespace attest::catalogue_tools
