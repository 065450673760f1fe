// Each check, seen finding its fault where it is, and nothing in a sound file.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/checks/testing/check_helpers.h"

namespace attest::catalogue::checks {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::Replaced;

// The invented syllabus with `to` for `from`; what is to be found then.
struct Fault {
  std::string name;
  std::string from;
  std::string to;
  std::string check;
  std::string place;
  std::string at;  // what stands where the finding points to
  std::string said;
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

const char kBarred[] = "barred { units: [\"H2\", \"H3\"] }";
const char kGroup[] = "units: [\"H1\", \"H2\", \"H3\", \"H4\", \"H5\"]";
const char kUnitCount[] = "units { minimum: 2 maximum: 2 group: \"C\" }";
const char kCreditSum[] = "credits { minimum: 6 maximum: 8 }";
const char kReading[] = "reading: \"Explain when to inspect a colony\"";
const char kTable[] =
    "unit_table {\n  unit: \"H1\"\n  printed_credits: 3\n  printed_glh: 12\n"
    "  printed_tut: 30\n}\nunit_table {\n";

const Fault kFaults[] = {
    // Reading.
    {"UnknownField", "framework: \"RQF\"", "framwork: \"RQF\"", "UNKNOWN_FIELD",
     "file", "framwork", "no field named"},
    {"UnknownValue", "kind: KNOWLEDGE", "kind: 77", "UNKNOWN_VALUE",
     "unit H1, outcome 1, kind", "kind: 77", "77"},
    {"UnknownWord", "kind: KNOWLEDGE", "kind: WISDOM", "SYNTAX", "file",
     "WISDOM", "WISDOM"},
    {"ValueOfAnotherType", "level: 3", "level: \"three\"", "SYNTAX", "file",
     "\"three\"", "integer"},
    {"AnswersOnly", "language: \"en\"", "language: \"en\" etag: \"e\"",
     "NOT_PART_OF_A_FILE", "qualification, etag", "etag", "etag"},
    {"AnswersOnlyDates", "language: \"en\"",
     "language: \"en\" key_dates { kind: REVIEW }", "NOT_PART_OF_A_FILE",
     "qualification, key_dates 1", "key_dates", "key_dates"},
    // Texts.
    {"EscapedByte", kReading, "reading: \"\\377\"", "TEXT_NOT_UTF8",
     "unit H1, criterion 1.1, text, reading", "reading: \"\\377\"", "UTF-8"},
    {"NulCharacter", kReading, "reading: \"a\\000b\"", "TEXT_CONTROL_CHARACTER",
     "unit H1, criterion 1.1, text, reading", "reading: \"a\\000b\"", "U+0000"},
    {"TextTurnedRound", kReading, "reading: \"a\\342\\200\\256b\"",
     "TEXT_CONTROL_CHARACTER", "unit H1, criterion 1.1, text, reading",
     "reading: \"a\\342", "U+202E"},
    {"NoWords", kReading, "reading: \"\"", "TEXT_EMPTY",
     "unit H1, criterion 1.1, text",
     "text { printed { text: \"Explain when to insp", "without words"},
    {"LostWords", "inspect a colony\" status: COMPLETE }\n    }",
     "inspect a colony\" status: INCOMPLETE_IN_SOURCE }\n    }", "LOST_TEXT",
     "unit H1, criterion 1.1, text",
     "text { printed { text: \"Explain when to insp", "words are lost"},
    {"NoStatus", "Inspect a colony\" status: COMPLETE }",
     "Inspect a colony\" }", "TEXT_STATUS_NOT_STATED", "unit H1, title",
     "title { printed { text: \"Inspect a colony\"", "without status"},
    {"NoTitle",
     "title { printed { text: \"Requeen a colony\" line: 30 } reading: "
     "\"Requeen a colony\" status: COMPLETE }",
     "", "TEXT_EMPTY", "unit H2, title", "units {\n  number: \"H2\"",
     "missing"},
    {"NoCriterionText",
     "text { printed { text: \"Explain the risks\" line: 23 } reading: "
     "\"Explain the risks\" status: COMPLETE }",
     "", "TEXT_EMPTY", "unit H1, criterion 1.2, text",
     "criteria {\n      number: \"1.2\"", "missing"},
    {"LineBeyondTheSource", "document_date", "source_lines: 89 document_date",
     "LINE_BEYOND_SOURCE", "revisions 1, revision, printed 1",
     "printed { text: \"First publication", "line 90 of 89"},
    {"UnexplainedErratum", kReading, std::string(kReading) + " errata: \"E9\"",
     "UNKNOWN_ERRATUM", "unit H1, criterion 1.1, text, errata 1",
     "errata: \"E9\"", "`E9`"},
    // The qualification and the version.
    {"CodeWithASlash", "code: \"BEE3\"", "code: \"BEE/3\"", "BAD_ID",
     "qualification, code", "code: \"BEE/3\"", "`BEE/3`"},
    {"CurrentVersionMissing", "current_version: \"1\"", "", "BAD_ID",
     "qualification, current_version", "qualification {", "missing"},
    {"VersionThatStandsForTheCurrent", "version: \"1\"", "version: \"-\"",
     "BAD_ID", "version", "version: \"-\"", "`-`"},
    {"NoCertificateTitle", "title: \"Example Level 3 Award in Keeping Bees\"",
     "", "FACT_MISSING", "qualification, title", "qualification {", "missing"},
    {"NoLanguage", "language: \"en\"", "", "FACT_MISSING",
     "qualification, language", "qualification {", "missing"},
    {"NoLevel", "  level: 3\n  total", "  total", "FACT_OUT_OF_RANGE",
     "qualification, level", "qualification {", "0"},
    {"NegativeAge", "minimum_age_years: 16", "minimum_age_years: -16",
     "FACT_OUT_OF_RANGE", "qualification, minimum_age_years",
     "minimum_age_years", "-16"},
    {"NegativeSourceLines", "document_date", "source_lines: -1 document_date",
     "FACT_OUT_OF_RANGE", "source_lines", "source_lines", "-1"},
    {"NoSuchDay", "2024-04-01", "2024-04-31", "BAD_DATE",
     "qualification, operational_start_date", "operational_start_date",
     "2024-04-31"},  // R13
    {"NoStartDate", "operational_start_date: \"2024-04-01\"", "",
     "FACT_MISSING", "qualification, operational_start_date", "qualification {",
     "missing"},  // R13
    {"NoMonth", "document_date: \"2024-03\"", "document_date: \"2024\"",
     "BAD_DATE", "document_date", "document_date", "`2024`"},
    {"RevisionWithoutDate", "date: \"2024-03\"\n}", "date: \"March\"\n}",
     "BAD_DATE", "revisions 1, date", "date: \"March\"", "`March`"},  // R112
    {"EndBeforeStart", "2027-03-31", "2024-03-31", "DATES_OUT_OF_ORDER",
     "qualification, operational_end_date", "operational_end_date",
     "2024-03-31 lies before 2024-04-01"},
    {"EndNotConfigured", "operational_end_date: \"2027-03-31\"", "",
     "KEY_DATE_NOT_CONFIGURED", "qualification, operational_end_date",
     "qualification {", "not configured"},  // E15
    {"WrongCheckDigit", "600/0001/6", "600/0001/7", "CHECK_CHARACTER_WRONG",
     "qualification, qualification_number", "qualification_number",
     "600/0001/7"},  // R109
    {"NumberWithoutObliques", "600/0001/6", "60000016", "BAD_NUMBER",
     "qualification, qualification_number", "qualification_number",
     "60000016"},  // R8
    {"HoursOfTheQualification", "total_qualification_time_hours: 60",
     "total_qualification_time_hours: 70", "QUALIFICATION_TIME_DIFFERS",
     "qualification, total_qualification_time_hours",
     "total_qualification_time_hours", "70 hours, but 6 credits"},  // E5
    {"NoHash", "document_date", "source_sha256: \"12\" document_date",
     "BAD_DIGEST", "source_sha256", "source_sha256", "`12`"},
    {"AnotherName", "version: \"1\"",
     "name: \"qualifications/BEE3/syllabi/2\" version: \"1\"", "NAME_DIFFERS",
     "name", "name: \"qual", "syllabi/2"},
    // Units.
    {"HoursOfAUnit", "total_unit_time_hours: 30", "total_unit_time_hours: 31",
     "CREDITS_NOT_TENTH_OF_HOURS", "unit H1, total_unit_time_hours",
     "total_unit_time_hours: 31", "3 credits, but 31 hours"},  // R39
    {"NegativeCredits", "credits: 3", "credits: -3", "FACT_OUT_OF_RANGE",
     "unit H1, credits", "credits: -3", "-3"},
    {"TooManyCredits", "credits: 3", "credits: 2147483647",
     "CREDITS_NOT_TENTH_OF_HOURS", "unit H1, total_unit_time_hours",
     "total_unit_time_hours: 30", "2147483647 credits"},
    {"MoreGuidedThanAll", "guided_learning_hours: 12",
     "guided_learning_hours: 31", "GUIDED_HOURS_ABOVE_UNIT_TIME",
     "unit H1, guided_learning_hours", "guided_learning_hours: 31",
     "31 guided of 30"},  // R35
    {"WrongCheckLetter", "L/600/0001", "K/600/0001", "CHECK_CHARACTER_WRONG",
     "unit H1, ofqual_reference", "ofqual_reference", "K/600/0001"},  // R109
    {"ShortReference", "L/600/0001", "L/600/001", "BAD_NUMBER",
     "unit H1, ofqual_reference", "ofqual_reference", "L/600/001"},
    {"ReferenceOfAnother", "R/600/0002", "L/600/0001", "DUPLICATE_REFERENCE",
     "unit H2, ofqual_reference",
     "ofqual_reference: \"L/600/0001\"\n  credits: 4", "belongs to unit H1"},
    {"NumberOfAnother", "number: \"H2\"", "number: \"H1\"", "DUPLICATE_UNIT",
     "unit H1, number", "number: \"H1\"\n  printed_number: \"Unit H2\"",
     "another unit is `H1`"},
    {"NumberThatIsNoName", "number: \"H2\"", "number: \"M&L 2\"", "BAD_ID",
     "unit M&L 2, number", "number: \"M&L 2\"", "M&L 2"},
    {"CriterionGap", "number: \"1.2\"", "number: \"1.3\"", "NUMBERING",
     "unit H1, criterion 1.3, number", "number: \"1.3\"",
     "`1.3` where 1.2 is due"},  // R99
    {"CriterionRepeat", "number: \"1.2\"", "number: \"1.1\"", "NUMBERING",
     "unit H1, criterion 1.1, number",
     "number: \"1.1\"\n      text { printed { text: \"Explain the risks",
     "`1.1` where 1.2 is due"},  // R99
    {"OutcomeGap", "    number: 2", "    number: 3", "NUMBERING",
     "unit H1, outcome 2, number", "number: 3", "3 where 2 is due"},  // R99
    {"KindUnknown", "    kind: COMPETENCE\n", "", "OUTCOME_KIND_UNKNOWN",
     "unit H1, outcome 2, kind", "outcomes {\n    number: 2",
     "neither"},  // R111
    {"GuidanceForNoCriterion", "criteria: \"2.1\"\n", "criteria: \"2.2\"\n",
     "UNKNOWN_CRITERION", "unit H1, guidance 1, criteria 1",
     "criteria: \"2.2\"", "`2.2`"},  // R103
    {"GuidanceForNothing", "    criteria: \"2.1\"\n", "", "UNKNOWN_CRITERION",
     "unit H1, guidance 1", "guidance {", "no criterion"},  // R103
    // Groups and tables.
    {"GroupOfNoUnit", "\"H4\", \"H5\"]", "\"H4\", \"H6\"]", "UNKNOWN_UNIT",
     "group C, units 5", "units: [\"H1\"", "`H6`"},
    {"GroupRepeats", "\"H4\", \"H5\"]", "\"H4\", \"H1\"]", "UNIT_IN_TWO_GROUPS",
     "group C, units 5", "units: [\"H1\"", "in group C already"},
    {"UnitInNoGroup", "\"H4\", \"H5\"]", "\"H4\"]", "UNIT_IN_NO_GROUP",
     "unit H5", "units {\n  number: \"H5\"", "no group"},
    {"GroupWithoutKey", "group: \"C\"\n", "", "FACT_MISSING", "group 1, group",
     "groups {", "missing"},
    {"GroupWithoutUnits", kGroup, "", "EMPTY", "group C", "groups {",
     "no unit"},
    {"GroupTwice", "groups {\n",
     "groups { group: \"C\" units: \"H1\" }\n"
     "groups {\n",
     "DUPLICATE_GROUP", "group C, group", "group: \"C\"\n",
     "another group is `C`"},
    {"StandardOfNoUnit", "unit: \"H1\"", "unit: \"H9\"", "UNKNOWN_UNIT",
     "standards 1, unit", "unit: \"H9\"", "`H9`"},
    {"StandardWithoutCode", "code: \"LANBEE12\"", "", "FACT_MISSING",
     "standards 1, code", "standards {", "missing"},
    {"SuspectStandard", "code: \"LANBEE12\"",
     "code: \"LANBEE12\" alignment_suspect: true",
     "STANDARDS_ALIGNMENT_SUSPECT", "standards 1", "standards {",
     "1 of 1"},  // R56
    {"TableOfOtherHours", "standards {",
     std::string(kTable) + "  unit: \"H2\"\n}\nstandards {",
     "TABLE_DIFFERS_FROM_UNIT", "unit_table 2", "unit_table {\n  unit: \"H2\"",
     "0, 0, 0 in the table; 4, 18, 40 on the unit page"},  // E1
    {"TableRepeats", "standards {",
     std::string(kTable) + "  unit: \"H1\" \n}\nstandards {",
     "TABLE_ROWS_DIFFER_FROM_UNITS", "unit_table 2, unit", "unit: \"H1\" ",
     "`H1` has a row already"},
    {"TableMissesAUnit", "standards {",
     std::string(kTable) + "  unit: \"H2\"\n}\nstandards {",
     "TABLE_ROWS_DIFFER_FROM_UNITS", "unit H5", "units {\n  number: \"H5\"",
     "no row"},
    {"TableOfNoUnit", "standards {",
     std::string(kTable) + "  unit: \"H0\"\n}\nstandards {", "UNKNOWN_UNIT",
     "unit_table 2, unit", "unit: \"H0\"", "`H0`"},
    // The rule as it is written.
    {"RuleOfNoGroup", "group: \"C\" }\n    }", "group: \"D\" }\n    }",
     "UNKNOWN_GROUP", "rule TWO_UNITS, units, group", "group: \"D\"", "`D`"},
    {"RuleOfNoUnit", kBarred, "barred { units: [\"H2\", \"X\"] }",
     "UNKNOWN_UNIT", "rule REQUEEN_OR_SPLIT, barred, units 2",
     "units: [\"H2\", \"X\"]", "`X`"},
    {"RuleRepeatsAUnit", kBarred, "barred { units: [\"H2\", \"H2\"] }",
     "UNIT_NAMED_TWICE", "rule REQUEEN_OR_SPLIT, barred, units 2",
     "units: [\"H2\", \"H2\"]", "`H2` twice"},
    {"BarredAlone", kBarred, "barred { units: \"H2\" }", "RULE_ASKS_NOTHING",
     "rule REQUEEN_OR_SPLIT, barred", "barred", "names 1 units"},
    {"MandatoryNothing", kBarred, "mandatory { }", "RULE_ASKS_NOTHING",
     "rule REQUEEN_OR_SPLIT, mandatory", "mandatory", "names 0 units"},
    {"EquivalentAlone", kBarred, "equivalent { units: \"H2\" }",
     "RULE_ASKS_NOTHING", "rule REQUEEN_OR_SPLIT, equivalent", "equivalent",
     "names 1 units"},
    {"NoPart", kBarred, "any_of { }", "RULE_ASKS_NOTHING",
     "rule REQUEEN_OR_SPLIT, any_of", "any_of", "no part"},
    {"NoRule", kBarred, "", "RULE_ASKS_NOTHING", "rule REQUEEN_OR_SPLIT",
     "rules {\n      rule_id: \"REQUEEN", "asks nothing"},
    {"NoBound", kCreditSum, "credits { group: \"C\" }", "RULE_ASKS_NOTHING",
     "rule CREDITS, credits", "credits { group", "neither"},
    {"BoundsTheWrongWayRound", kCreditSum, "credits { minimum: 8 maximum: 6 }",
     "RULE_BOUNDS", "rule CREDITS, credits, maximum", "maximum: 6 }",
     "maximum 6 is less than minimum 8"},
    {"NegativeBound", kCreditSum, "credits { minimum: -6 }",
     "FACT_OUT_OF_RANGE", "rule CREDITS, credits, minimum", "minimum: -6",
     "-6"},
    {"NegativeLevel", kCreditSum, "credits { minimum: 6 level_at_least: -1 }",
     "FACT_OUT_OF_RANGE", "rule CREDITS, credits, level_at_least",
     "level_at_least", "-1"},
    {"KeyOfAnotherRule", "rule_id: \"CREDITS\"", "rule_id: \"TWO_UNITS\"",
     "DUPLICATE_RULE", "rule TWO_UNITS, rule_id",
     "rule_id: \"TWO_UNITS\"\n      title: \"6 to", "another rule"},
    {"KeyInSmallLetters", "rule_id: \"CREDITS\"", "rule_id: \"credits\"",
     "RULE_KEY", "rule credits, rule_id", "rule_id: \"credits\"", "`credits`"},
    {"RuleWithoutWords", "title: \"6 to 8 credits\"", "", "FACT_MISSING",
     "rule CREDITS, title", "rules {\n      rule_id: \"CREDITS\"", "missing"},
    // What the rule means.
    {"MoreCreditsThanThereAre", kCreditSum, "credits { minimum: 80 }",
     "SUM_OUT_OF_REACH", "rule CREDITS", "rules {\n      rule_id: \"CREDITS\"",
     "18 credits in all, 80 are needed"},
    {"MoreUnitsThanThereAre", kUnitCount, "units { minimum: 6 group: \"C\" }",
     "SUM_OUT_OF_REACH", "rule TWO_UNITS",
     "rules {\n      rule_id: \"TWO_UNITS\"", "5 units in all, 6 are needed"},
    {"NoSumFits", kCreditSum, "credits { minimum: 1 maximum: 1 }",
     "SUM_OUT_OF_REACH", "rule CREDITS", "rules {\n      rule_id: \"CREDITS\"",
     "no choice of its units makes 1 to 1 credits"},
    {"RulesThatExcludeEachOther", kCreditSum, "credits { minimum: 10 }",
     "RULE_UNSATISFIABLE", "rule TWO_UNITS",
     "rules {\n      rule_id: \"TWO_UNITS\"", "TWO_UNITS, CREDITS"},
    {"RuleThatFollows", kCreditSum, "credits { minimum: 5 }", "RULE_REDUNDANT",
     "rule CREDITS", "rules {\n      rule_id: \"CREDITS\"",
     "follows from the other rules"},
    {"OtherLeastCredits", "credits_minimum: 6", "credits_minimum: 7",
     "LEAST_CREDITS_DIFFER", "qualification, credits_minimum",
     "credits_minimum", "7, but the least of any valid selection is 6"},
    {"OtherLeastHours", "credits_minimum: 6",
     "credits_minimum: 6 "
     "glh_minimum: 20",
     "LEAST_GUIDED_HOURS_DIFFER", "qualification, glh_minimum", "glh_minimum",
     "20, but the least of any valid selection is 26"},  // E2
};

class FaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultTest, IsFoundWhereItIs) {
  const Fault& fault = GetParam();
  const std::string text = Replaced(InventedText(), fault.from, fault.to);
  const std::string headline =
      fault.check + " " + PositionOf(text, fault.at) + " " + fault.place;

  const CheckedSyllabus checked = CheckSource(text);

  ASSERT_THAT(Headlines(checked), Contains(headline));
  const auto found = std::find_if(
      checked.findings.begin(), checked.findings.end(),
      [&](const v1::Finding& each) { return Headline(each) == headline; });
  EXPECT_THAT(found->found(), HasSubstr(fault.said));
  EXPECT_FALSE(found->fix().empty());
  EXPECT_EQ(checked.publishable(), Keys(checked, v1::ERROR).empty());
}

TEST_P(FaultTest, IsNotFoundInASoundFile) {
  const Fault& fault = GetParam();

  for (const v1::Finding& finding : CheckSource(InventedText()).findings) {
    EXPECT_FALSE(finding.check() == fault.check &&
                 finding.place() == fault.place)
        << Headline(finding);
  }
}

INSTANTIATE_TEST_SUITE_P(, FaultTest, ::testing::ValuesIn(kFaults),
                         [](const auto& param) { return param.param.name; });

TEST(FixTest, NamesTheRightLetterAndDigit) {  // R109
  const auto fix_of = [](const std::string& from, const std::string& to) {
    for (const v1::Finding& finding :
         CheckSource(Replaced(InventedText(), from, to)).findings) {
      if (finding.check() == "CHECK_CHARACTER_WRONG") return finding.fix();
    }
    return std::string();
  };

  EXPECT_THAT(fix_of("L/600/0001", "L/600/0002"),
              HasSubstr("the letter must be R"));
  EXPECT_THAT(fix_of("600/0001/6", "600/0001/7"),
              HasSubstr("the last character must be 6"));
}

TEST(FixTest, SaysHowManyHoursTheCreditsMake) {  // R39
  const CheckedSyllabus checked = CheckSource(Replaced(
      InventedText(), "total_unit_time_hours: 30", "total_unit_time_hours: 3"));

  ASSERT_EQ(checked.findings.back().severity(), v1::WARNING);
  for (const v1::Finding& finding : checked.findings) {
    if (finding.check() != "CREDITS_NOT_TENTH_OF_HOURS") continue;
    EXPECT_THAT(finding.fix(), HasSubstr("write 30 hours"));
  }
  EXPECT_THAT(Keys(checked, v1::ERROR),
              ::testing::ElementsAre("CREDITS_NOT_TENTH_OF_HOURS",
                                     "GUIDED_HOURS_ABOVE_UNIT_TIME"));
}

// What files as a whole and large ones show is tested elsewhere.
const char* const kTestedElsewhere[] = {
    "FILE_TOO_LARGE",     "FILE_NOT_UTF8",     "NESTED_TOO_DEEP",
    "TOO_MANY_PARTS",     "MORE_FINDINGS",     "TEXT_TOO_LONG",
    "SYLLABUS_TOO_LARGE", "TOO_MANY_UNITS",    "RULE_TOO_DEEP",
    "TOO_MANY_RULES",     "RULE_NOT_PROVEN",   "SOURCE_NOT_NAMED",
    "TITLE_TOO_LONG",     "TOO_MANY_OUTCOMES", "TOO_MANY_CRITERIA",
    "TOO_MANY_GUIDANCES"};

TEST(ReadmeTest, ListsTheChecksThatAreTested) {
  std::set<std::string> tested(std::begin(kTestedElsewhere),
                               std::end(kTestedElsewhere));
  for (const Fault& fault : kFaults) tested.insert(fault.check);
  std::set<std::string> listed;
  std::istringstream readme(testing::ReadText(
      std::filesystem::path(testing::RealSyllabusFile()).parent_path() /
      "../checks/README.md"));
  for (std::string line; std::getline(readme, line);) {
    if (line.rfind("| `", 0) != 0) continue;
    listed.insert(line.substr(3, line.find('`', 3) - 3));
  }

  EXPECT_EQ(listed, tested);
}

}  // namespace
}  // namespace attest::catalogue::checks
