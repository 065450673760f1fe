// Files as they come: the two that are sound, and hostile ones.
#include "services/catalogue/checks/syllabus_file.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/checks/findings.h"
#include "services/catalogue/checks/testing/check_helpers.h"

namespace attest::catalogue::checks {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Replaced;
using ::testing::SizeIs;
using ::testing::StartsWith;

// A file as long as the service accepts one, made of `part`.
std::string Repeated(const std::string& part, size_t size = kSourceBytesMax) {
  std::string text;
  while (text.size() + part.size() <= size) text += part;
  return text;
}

std::string Unit(const std::string& number) {
  return "units { number: \"" + number + "\" }\n";
}

// Checks a hostile file; however slow the machine, it has to take seconds and
// not minutes.
CheckedSyllabus CheckQuickly(const std::string& source) {
  const auto start = std::chrono::steady_clock::now();
  CheckedSyllabus checked = CheckSource(source);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(15));
  EXPECT_FALSE(checked.publishable());
  EXPECT_LE(checked.findings.size(), kFindingsMax + 1);
  EXPECT_TRUE(checked.readable || checked.syllabus.ByteSizeLong() == 0);
  return checked;
}

std::vector<std::string> ChecksAndPlaces(const CheckedSyllabus& checked) {
  std::vector<std::string> all;
  for (const v1::Finding& finding : checked.findings) {
    EXPECT_GT(finding.line(), 0);
    all.push_back(finding.check() + " " + finding.place());
  }
  return all;
}

const char* const kOfTheRealSyllabus[] = {
    // No end is printed, and no date of review (E15, E16).
    "KEY_DATE_NOT_CONFIGURED qualification, operational_end_date",
    "KEY_DATE_NOT_CONFIGURED qualification, certification_end_date",
    "KEY_DATE_NOT_CONFIGURED qualification, review_date",
    // 16 + 29 = 45 (E6).
    "RULE_REDUNDANT rule TOTAL_CREDITS",
    // The rows of 57, 58 and 67 (E1).
    "TABLE_DIFFERS_FROM_UNIT unit_table 1",
    "TABLE_DIFFERS_FROM_UNIT unit_table 2",
    "TABLE_DIFFERS_FROM_UNIT unit_table 3",
    "STANDARDS_ALIGNMENT_SUSPECT standards 1",  // R56
    // E49 to E61, R107.
    "LOST_TEXT unit 46, criterion 1.3, text",
    "LOST_TEXT unit 47, criterion 1.1, text",
    "LOST_TEXT unit 47, outcome 2, title",
    "LOST_TEXT unit 49, criterion 1.4, text",
    "LOST_TEXT unit 52, criterion 1.2, text",
    "LOST_TEXT unit 53, criterion 1.4, text",
    "LOST_TEXT unit 54, outcome 3, title",
    "LOST_TEXT unit 54, outcome 4, title",
    "LOST_TEXT unit 57, heading",
    "LOST_TEXT unit 57, outcome 1, title",
    "LOST_TEXT unit 57, criterion 1.5, text",
    "OUTCOME_KIND_UNKNOWN unit 57, outcome 4, kind",  // R111
    "LOST_TEXT unit 57, outcome 4, title",
    "LOST_TEXT unit 59, heading",
    "LOST_TEXT unit 59, criterion 1.3, text",
    "LOST_TEXT unit 60, criterion 1.1, text",
    "LOST_TEXT unit 63, criterion 2.1, text",
    "LOST_TEXT unit 64, guidance 1, text",
    "LOST_TEXT unit 66, guidance 5, text",
    "LOST_TEXT unit 67, criterion 1.1, text",
    "LOST_TEXT unit 67, criterion 1.2, text",
    "LOST_TEXT unit 67, criterion 1.3, text",
};

TEST(CheckSourceTest, FindsOnlyWhatTheDocumentLacksInTheRealSyllabus) {
  const std::string text = RealText();

  const CheckedSyllabus checked = CheckSource(text);

  EXPECT_TRUE(checked.publishable());
  EXPECT_THAT(Keys(checked, v1::ERROR), IsEmpty());
  EXPECT_THAT(ChecksAndPlaces(checked), ElementsAreArray(kOfTheRealSyllabus));
  EXPECT_EQ(checked.syllabus.units_size(), 18);  // R3
}

TEST(CheckSourceTest, FindsOnlyWhatIsNotConfiguredInTheInventedSyllabus) {
  const CheckedSyllabus checked = CheckSource(InventedText());

  EXPECT_TRUE(checked.publishable());
  EXPECT_THAT(
      Headlines(checked),
      ElementsAre(
          "SOURCE_NOT_NAMED 0:0 source_sha256",
          "KEY_DATE_NOT_CONFIGURED 11:1 qualification, certification_end_date",
          "KEY_DATE_NOT_CONFIGURED 11:1 qualification, review_date",
          // Two units with 6 to 8 credits: one has at most 5, three at least 9.
          "RULE_REDUNDANT 38:5 rule TWO_UNITS",
          "LOST_TEXT 218:7 unit H5, criterion 2.1, text"));
}

TEST(CheckSourceTest, FillsInNames) {
  const CheckedSyllabus checked = CheckSource(InventedText());

  EXPECT_EQ(checked.syllabus.name(), "qualifications/BEE3/syllabi/1");
  EXPECT_EQ(checked.syllabus.qualification().name(), "qualifications/BEE3");
  EXPECT_EQ(checked.syllabus.units(1).name(),
            "qualifications/BEE3/syllabi/1/units/H2");
  EXPECT_EQ(checked.syllabus.units(1).outcomes(0).criteria(1).name(),
            "qualifications/BEE3/syllabi/1/units/H2/criteria/1.2");
}

TEST(CheckSourceTest, ReportsEverythingAtOnceInTheOrderOfTheFile) {
  std::string text = InventedText();
  text = Replaced(text, "kind: KNOWLEDGE", "kind: KNOWLEDGE colour: 1");
  text = Replaced(text, "code: \"BEE3\"", "code: \"B/3\" shape: { a: 1 }");
  text = Replaced(text, "L/600/0001", "K/600/0001");
  text = Replaced(text, "minimum: 6 maximum: 8", "minimum: 8 maximum: 6");

  EXPECT_THAT(Keys(CheckSource(text), v1::ERROR),
              ElementsAre("BAD_ID", "UNKNOWN_FIELD", "RULE_BOUNDS",
                          "CHECK_CHARACTER_WRONG", "UNKNOWN_FIELD"));
}

TEST(CheckSourceTest, FindsTheSameTwice) {
  const std::string text = Replaced(InventedText(), "level: 3", "levle: 3");

  EXPECT_EQ(Headlines(CheckSource(text)), Headlines(CheckSource(text)));
}

TEST(CheckSourceTest, NamesTheLineOfAPartThatIsListedInBrackets) {
  const CheckedSyllabus checked = CheckSource(
      "units: [\n  { number: \"A\" level: 1 },\n  { number: \"B\" level: -1 "
      "}\n]\n");

  EXPECT_THAT(Headlines(checked),
              Contains("FACT_OUT_OF_RANGE 3:17 unit B, level"));
  EXPECT_THAT(Headlines(checked), Contains("EMPTY 3:5 unit B"));
}

TEST(CheckSourceTest, SaysWhatAnEmptyFileLacks) {
  const CheckedSyllabus checked = CheckQuickly("");

  EXPECT_TRUE(checked.readable);
  EXPECT_THAT(Headlines(checked),
              Contains("FACT_MISSING 0:0 rule_of_combination"));
  EXPECT_THAT(Headlines(checked), Contains("EMPTY 0:0 units"));
  EXPECT_THAT(Headlines(checked), Contains("BAD_ID 0:0 version"));
}

TEST(CheckSourceTest, SaysWhereATruncatedFileEnds) {
  const std::string text = RealText();
  for (size_t size = 0; size < text.size(); size += 1000) {
    SCOPED_TRACE(size);
    const std::string cut = text.substr(0, size);

    const CheckedSyllabus checked = CheckSource(cut);

    EXPECT_FALSE(checked.publishable());
    ASSERT_FALSE(checked.findings.empty());
    const int lines =
        1 + static_cast<int>(std::count(cut.begin(), cut.end(), '\n'));
    for (const v1::Finding& finding : checked.findings) {
      EXPECT_LE(finding.line(), lines) << Headline(finding);
      EXPECT_TRUE(checked.readable || finding.line() >= 1);
    }
  }
}

TEST(CheckSourceTest, NamesTheLineThatIsNotUtf8) {
  std::string text = InventedText();
  text = Replaced(text, "\"Example Awards\"", "\"Ex\xFF\xFEmple\"");

  const CheckedSyllabus checked = CheckQuickly(text);

  EXPECT_FALSE(checked.readable);
  const std::string at = PositionOf(text, "\xFF");
  EXPECT_THAT(Headlines(checked), ElementsAre("FILE_NOT_UTF8 " + at + " file"));
}

TEST(CheckSourceTest, CutsWhatItRepeatsOfTheFile) {
  const std::string number(2000, '9');
  const CheckedSyllabus checked =
      CheckQuickly("units { number: \"" + number + "\" level: 1 }\n" + number);

  for (const v1::Finding& finding : checked.findings) {
    EXPECT_LE(finding.found().size() + finding.place().size(), 500);
  }
}

TEST(HostileSourceTest, TenThousandUnits) {
  std::string text = InventedText();
  std::string units;
  for (int i = 0; i < 10'000; ++i) units += Unit("N" + std::to_string(i));
  text += units;

  const CheckedSyllabus checked = CheckQuickly(text);

  // Five there are already, so the 496th of these is one too many.
  EXPECT_THAT(Headlines(checked),
              Contains("TOO_MANY_UNITS " + PositionOf(text, Unit("N495")) +
                       " unit N495"));
}

TEST(HostileSourceTest, ThousandsOfFaults) {
  const CheckedSyllabus checked = CheckQuickly(
      "units {" + Repeated("outcomes { number: -1 criteria {} }\n", 500'000) +
      "}");

  EXPECT_EQ(checked.findings.size(), kFindingsMax + 1);
  EXPECT_EQ(checked.findings.back().check(), "MORE_FINDINGS");
  EXPECT_EQ(checked.findings.back().severity(), v1::ERROR);
  EXPECT_THAT(checked.findings.back().found(), HasSubstr(" more findings, "));
}

TEST(HostileSourceTest, NamesThatMakeItTooLarge) {
  const std::string id(64, 'x');
  const CheckedSyllabus checked =
      CheckQuickly("version: \"" + id + "\" qualification { code: \"" + id +
                   "\" } units { number: \"" + id + "\" outcomes {" +
                   Repeated("criteria{number:\"1\"}\n", 1'600'000) + "} }");

  EXPECT_THAT(Headlines(checked), Contains("SYLLABUS_TOO_LARGE 0:0 file"));
}

// The part that is to be numbered from 1, so often.
std::string Numbered(const std::string& before, const std::string& after,
                     int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += before + std::to_string(i) + after;
  return text;
}

TEST(HostileSourceTest, MorePartsThanAUnitMayHave) {
  const std::string outcomes = Numbered("outcomes { number: ", " }\n", 51);
  const std::string criteria =
      "outcomes { number: 1\n" +
      Numbered("criteria { number: \"1.", "\" }\n", 201) + "}\n";
  const std::string guidance =
      Numbered("guidance { criteria: \"1.", "\" }\n", 201);

  EXPECT_THAT(
      Headlines(CheckQuickly("units { number: \"A\" " + outcomes + "}")),
      Contains("TOO_MANY_OUTCOMES 1:1 unit A"));
  EXPECT_THAT(
      Headlines(CheckQuickly("units { number: \"A\" " + criteria + "}")),
      Contains("TOO_MANY_CRITERIA 1:1 unit A"));
  EXPECT_THAT(
      Headlines(CheckQuickly("units { number: \"A\" " + guidance + "}")),
      Contains("TOO_MANY_GUIDANCES 1:1 unit A"));
}

TEST(HostileSourceTest, AsManyPartsAsAUnitMayHave) {
  const std::string text =
      "units { number: \"A\" " +
      Numbered("outcomes { number: ",
               " criteria {} criteria {} criteria {} criteria {} }\n", 50) +
      Numbered("guidance { criteria: \"1.", "\" }\n", 200) + "}";

  for (const std::string& key : Keys(CheckQuickly(text), v1::ERROR)) {
    EXPECT_THAT(key, ::testing::Not(StartsWith("TOO_MANY")));
  }
}

TEST(HostileSourceTest, TitlesThatAreNone) {
  const std::string long_title(1001, 'x');
  const auto found = [&](const std::string& text) {
    return Headlines(CheckQuickly(text));
  };

  EXPECT_THAT(found("units { title { reading: \"" + long_title + "\" } }"),
              Contains("TITLE_TOO_LONG 1:17 unit 1, title, reading"));
  EXPECT_THAT(found("definitions { term: \"" + long_title + "\" }"),
              Contains(StartsWith("TITLE_TOO_LONG 1:15 definition xxx")));
  EXPECT_THAT(found("units { title { reading: \"" + long_title.substr(1) +
                    "\" } aims { reading: \"" + long_title + "\" } }"),
              ::testing::Not(Contains(StartsWith("TITLE_TOO_LONG"))));
}

TEST(HostileSourceTest, AMegabyteInOneText) {
  const std::string text =
      Replaced(InventedText(), "reading: \"Explain the risks\"",
               "reading: \"" + std::string(1 << 20, 'x') + "\"");

  const CheckedSyllabus checked = CheckQuickly(text);

  EXPECT_THAT(Headlines(checked),
              Contains("TEXT_TOO_LONG " + PositionOf(text, "reading: \"xxx") +
                       " unit H1, criterion 1.2, text, reading"));
}

TEST(HostileSourceTest, MoreThanTheServiceAccepts) {
  const CheckedSyllabus checked =
      CheckQuickly(std::string(kSourceBytesMax + 1, ' '));

  EXPECT_THAT(Headlines(checked), ElementsAre("FILE_TOO_LARGE 0:0 file"));
}

TEST(HostileSourceTest, NestedAHundredThousandDeep) {
  for (const char* part : {"all_of{rules{", "x{", "x:[", "x<"}) {
    SCOPED_TRACE(part);
    const CheckedSyllabus checked =
        CheckQuickly("rule_of_combination {\n" + Repeated(part, 1'400'000));

    EXPECT_THAT(Headlines(checked), Contains(StartsWith("NESTED_TOO_DEEP 2:")));
  }
}

// A rule that contains itself cannot be written; a file made by a program that
// follows a cycle looks like this.
TEST(HostileSourceTest, ARuleWithoutEnd) {
  const std::string level =
      "all_of { rules {\n rule_id: \"CYCLE\" title: \"t\" ";
  std::string rule = "units { minimum: 1 }";
  for (int depth = 0; depth < 14; ++depth) rule.insert(0, level).append(" } }");

  const CheckedSyllabus checked = CheckQuickly(
      Replaced(InventedText(), "barred { units: [\"H2\", \"H3\"] }", rule));

  EXPECT_THAT(Keys(checked, v1::ERROR), Contains("RULE_TOO_DEEP"));
  EXPECT_THAT(Keys(checked, v1::ERROR), Contains("DUPLICATE_RULE"));
}

TEST(HostileSourceTest, TooManyRules) {
  std::string rules;
  for (int i = 0; i < 20'000; ++i) {
    rules += "rules { rule_id: \"R" + std::to_string(i) +
             "\" title: \"t\" units { minimum: 1 } }\n";
  }
  const std::string text =
      Replaced(InventedText(), "    rules {\n      rule_id: \"TWO_UNITS\"",
               rules + "    rules {\n      rule_id: \"TWO_UNITS\"");

  const CheckedSyllabus checked = CheckQuickly(text);

  EXPECT_THAT(
      Headlines(checked),
      Contains("TOO_MANY_RULES " +
               PositionOf(text, "rules { rule_id: \"R99\"") + " rule R99"));
}

TEST(HostileSourceTest, PartsWithoutEnd) {
  EXPECT_THAT(Keys(CheckQuickly(Repeated("units{}")), v1::ERROR),
              Contains("TOO_MANY_PARTS"));
  EXPECT_THAT(Keys(CheckQuickly("units:[{}" + Repeated(",{}", 1 << 20) + "]"),
                   v1::ERROR),
              Contains("TOO_MANY_PARTS"));
}

TEST(HostileSourceTest, ManyOfEverything) {
  for (const char* part :
       {"a:1 ", "\xFF\n", "sections{} ", "x ", "\"", "version:'' ", "#\n",
        "errata{id:'\\377'}", "groups{units:'a'}", "{", "units{outcomes{}}",
        "standards{row{}}", "qualification{progressions:''}\n"}) {
    SCOPED_TRACE(part);
    CheckQuickly(Repeated(part));
  }
  CheckQuickly("groups{units:[''" + Repeated(",''", 3'000'000) + "]}");
}

TEST(HostileSourceTest, Garbage) {
  std::mt19937 random(1);
  for (int i = 0; i < 200; ++i) {
    std::string bytes(random() % 3000, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    CheckQuickly(bytes);
  }
}

// The real syllabus with a few bytes changed, which is harder to see through.
TEST(HostileSourceTest, AFewWrongBytes) {
  std::mt19937 random(2);
  const std::string real = InventedText();
  for (int i = 0; i < 500; ++i) {
    std::string text = real;
    for (int j = 0; j < 3; ++j) {
      text[random() % text.size()] = text[random() % text.size()];
    }
    const CheckedSyllabus checked = CheckSource(text);
    EXPECT_EQ(checked.publishable(), Keys(checked, v1::ERROR).empty());
  }
}

TEST(FindingsTest, KeepsTheFirstAndCountsTheRest) {
  Findings findings;
  for (int line = 3000; line > 0; --line) {
    findings.AddAt(line % 2 ? kLostText : kSyntax, line, 1, "found", "fix");
  }
  const std::vector<v1::Finding> all = findings.Take();

  ASSERT_THAT(all, SizeIs(kFindingsMax + 1));
  EXPECT_EQ(all[0].line(), 1);
  EXPECT_EQ(all[kFindingsMax - 1].line(), 1000);
  EXPECT_EQ(all.back().found(), "2000 more findings, 1000 of them errors");
  EXPECT_EQ(all.back().severity(), v1::ERROR);
}

TEST(FindingsTest, OnlyWarnsOfMoreWarnings) {
  Findings findings;
  findings.AddAt(kSyntax, 1, 1, "found", "fix");
  for (int line = 1; line < 2000; ++line) {
    findings.AddAt(kLostText, line, 2, "found", "fix");
  }

  EXPECT_EQ(findings.Take().back().severity(), v1::WARNING);
}

}  // namespace
}  // namespace attest::catalogue::checks
