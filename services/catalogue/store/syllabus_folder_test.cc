#include "services/catalogue/store/syllabus_folder.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::store {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Replaced;

std::string Invented() {
  return testing::ReadText(testing::InventedSyllabusFile());
}

class ReadSyllabiTest : public ::testing::Test {
 protected:
  void Put(const std::string& file, const std::string& text) {
    testing::WriteText(folder_.File(file), text);
  }
  absl::StatusOr<std::unique_ptr<const Published>> Read() {
    return ReadSyllabi(folder_.path());
  }
  // What is found in the invented syllabus when `from` becomes `to`.
  std::string Findings(const std::string& from, const std::string& to) {
    Put("bee.textproto", Replaced(Invented(), from, to));
    const auto read = Read();
    EXPECT_THAT(
        read, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"));
    EXPECT_THAT(std::string(read.status().message()),
                HasSubstr("bee.textproto"));
    return std::string(read.status().message());
  }

  TempDir folder_;
};

TEST_F(ReadSyllabiTest, ReadsTheRealSyllabus) {
  const auto read = ReadSyllabi(
      std::filesystem::path(testing::RealSyllabusFile()).parent_path());

  ASSERT_THAT(read, IsOk());
  const ParsedSyllabus* syllabus = (*read)->FindSyllabus("7D27V2", "8");
  ASSERT_NE(syllabus, nullptr);
  EXPECT_EQ(syllabus->summary().units(), 18);             // R3
  EXPECT_EQ(syllabus->summary().outcomes(), 58);          // R99
  EXPECT_EQ(syllabus->summary().criteria(), 273);         // R99
  EXPECT_EQ(syllabus->summary().damaged_criteria(), 12);  // R107
  EXPECT_EQ((*read)->FindSyllabus("7D27V2", "-"), syllabus);
}

TEST_F(ReadSyllabiTest, FillsInNames) {
  Put("bee.textproto", Invented());

  const auto read = Read();

  ASSERT_THAT(read, IsOk());
  const v1::Syllabus& syllabus = (*read)->FindSyllabus("BEE3", "1")->syllabus();
  EXPECT_EQ(syllabus.name(), "qualifications/BEE3/syllabi/1");
  EXPECT_EQ(syllabus.qualification().name(), "qualifications/BEE3");
  EXPECT_EQ(syllabus.units(1).name(), "qualifications/BEE3/syllabi/1/units/H2");
  EXPECT_EQ(syllabus.units(1).outcomes(0).criteria(1).name(),
            "qualifications/BEE3/syllabi/1/units/H2/criteria/1.2");
  EXPECT_EQ((*read)->Find("BEE3")->qualification.name(), "qualifications/BEE3");
}

// The rule of combination of another shape needs no new code.
TEST_F(ReadSyllabiTest, ReadsARuleWithBarredUnitsAndMaximums) {
  Put("bee.textproto", Invented());
  const auto read = Read();
  ASSERT_THAT(read, IsOk());
  const ParsedSyllabus& syllabus = *(*read)->FindSyllabus("BEE3", "1");

  const Rule& rule = syllabus.combination().rule;
  ASSERT_EQ(rule.rules.size(), 3u);
  EXPECT_EQ(rule.rules[0].maximum, 2);
  EXPECT_EQ(rule.rules[1].units, (std::vector<size_t>{1, 2}));
  EXPECT_EQ(rule.rules[1].maximum, 1);
  EXPECT_EQ(rule.rules[2].minimum, 6);
  EXPECT_EQ(syllabus.GroupOf("H3"), "C");
  EXPECT_TRUE(syllabus.HasGroup("C"));
  EXPECT_FALSE(syllabus.HasGroup("A"));
}

TEST_F(ReadSyllabiTest, ReadsEveryOtherKindOfRule) {
  Put("bee.textproto",
      Replaced(Invented(), "barred { units: [\"H2\", \"H3\"] }",
               "any_of {"
               "  rules { rule_id: \"M\" title: \"m\""
               "          mandatory { units: [\"H3\", \"H1\"] } }"
               "  rules { rule_id: \"E\" title: \"e\""
               "          equivalent { units: [\"H4\", \"H5\"] } }"
               "  rules { rule_id: \"L\" title: \"l\""
               "          credits { minimum: 1 level_at_least: 3 } } }"));
  const auto read = Read();
  ASSERT_THAT(read, IsOk());

  const Rule& any =
      (*read)->FindSyllabus("BEE3", "1")->combination().rule.rules[1];
  EXPECT_EQ(any.kind, Rule::Kind::kAnyOf);
  EXPECT_EQ(any.rules[0].units, (std::vector<size_t>{0, 2}));
  EXPECT_EQ(any.rules[0].minimum, 2);
  EXPECT_EQ(any.rules[0].maximum, std::nullopt);
  EXPECT_EQ(any.rules[1].minimum, 1);
  EXPECT_EQ(any.rules[1].maximum, 1);
  EXPECT_EQ(any.rules[2].units, (std::vector<size_t>{0, 1, 2, 4}));
}

TEST_F(ReadSyllabiTest, KeepsVersionsNewestFirst) {
  Put("v1.textproto", Replaced(Invented(), "current_version: \"1\"",
                               "current_version: \"10\""));
  for (const std::string version : {"9", "10"}) {
    Put("v" + version + ".textproto",
        Replaced(Replaced(Replaced(Invented(), "version: \"1\"",
                                   "version: \"" + version + "\""),
                          "current_version: \"1\"", "current_version: \"9\""),
                 "2024-03", "2025-01"));
  }

  const auto read = Read();

  ASSERT_THAT(read, IsOk());
  const ParsedQualification& bees = *(*read)->Find("BEE3");
  ASSERT_EQ(bees.syllabi.size(), 3u);
  EXPECT_EQ(bees.syllabi[0]->summary().version(), "10");
  EXPECT_EQ(bees.syllabi[1]->summary().version(), "9");
  EXPECT_EQ(bees.syllabi[2]->summary().version(), "1");
  // Version 10 is the newest and says that 9 is still the current one.
  EXPECT_EQ(bees.Find("-"), bees.syllabi[1].get());
  EXPECT_TRUE(bees.syllabi[1]->summary().current());
  EXPECT_FALSE(bees.syllabi[0]->summary().current());
}

TEST_F(ReadSyllabiTest, RefusesAFolderWithoutSyllabi) {
  EXPECT_THAT(Read(),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"));
  EXPECT_THAT(ReadSyllabi(folder_.File("nowhere")),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"));
}

TEST_F(ReadSyllabiTest, ReportsTheFindingsOfAllFilesTogether) {
  Put("a.textproto", "unknown_field: 1\nversion: \"1");
  Put("b.textproto", Replaced(Invented(), "credits: 3", "credits: 4"));

  const auto read = Read();

  EXPECT_THAT(std::string(read.status().message()),
              AllOf(HasSubstr("a.textproto:1:"), HasSubstr("a.textproto:2:"),
                    HasSubstr("b.textproto: unit H1: one credit is 10 hours")));
}

TEST_F(ReadSyllabiTest, NamesLineAndColumnOfAnUnknownField) {
  EXPECT_THAT(Findings("version: \"1\"", "grade: \"A\"\nversion: \"1\""),
              HasSubstr("bee.textproto:8:"));
}

TEST_F(ReadSyllabiTest, RefusesTextThatIsNotUtf8) {
  EXPECT_THAT(Findings("Inspect a colony", "Inspect \xff a colony"),
              HasSubstr("must be UTF-8"));
  EXPECT_THAT(
      Findings("reading: \"Inspect a", "reading: \"\\377 Inspect a"),
      HasSubstr("bee.textproto: units[0].title.reading: must be UTF-8"));
}

struct Fault {
  const char* from;
  const char* to;
  const char* finding;
};

const Fault kFaults[] = {
    // Units and their facts.
    {"number: \"H2\"", "number: \"H1\"", "unit H1: another unit has the same"},
    {"number: \"H1\"", "number: \"H 1\"", "unit H 1: number must be"},
    {"  level: 3\n  ofqual", "  level: 0\n  ofqual", "unit H1: level must be"},
    {"total_unit_time_hours: 30", "total_unit_time_hours: 31",
     "total_unit_time_hours must be 30 for 3 credits, is 31"},  // R39
    {"credits: 3", "credits: -3", "unit H1: credits must be 1 to 10000"},
    {"guided_learning_hours: 12", "guided_learning_hours: 31",
     "unit H1: guided_learning_hours must be 0 to"},       // R35
    {"/600/0001\"", "/600/0002\"", "its letter must be"},  // R109
    {"/600/0001\"", "/600/001\"", "ofqual_reference must look like"},
    // Numbering (R99).
    {"number: \"1.2\"", "number: \"1.3\"",
     "unit H1, criterion 1.2: criteria are numbered without gaps"},
    {"    number: 2", "    number: 3", "unit H1, outcome 2: outcomes are"},
    {"    criteria: \"2.1\"", "    criteria: \"2.2\"",
     "unit H1: guidance serves criterion 2.2"},
    // The qualification.
    {"600/0001/6", "600/0001/7", "its last character must be 6"},
    {"600/0001/6", "60000016", "must look like 601/3778/2"},
    {"code: \"BEE3\"", "code: \"BEE/3\"", "qualification, code"},
    {"2024-04-01", "2024-04-31", "qualification, operational_start_date"},
    {"2027-03-31", "soon", "qualification, operational_end_date"},
    {"document_date: \"2024-03\"", "document_date: \"2024\"", "document_date"},
    {"  level: 3\n  total", "  total", "qualification, level"},
    {"title: \"Example Level 3 Award in Keeping Bees\"", "",
     "qualification, title"},
    {"current_version: \"1\"", "current_version: \"2\"",
     "no file holds version 2 of BEE3"},
    {"version: \"1\"", "version: \"-\"", "version: must be"},
    // Groups and tables.
    {"\"H4\", \"H5\"]", "\"H4\", \"H6\"]", "group C: names unit H6"},
    {"\"H4\", \"H5\"]", "\"H4\", \"H1\"]", "which group C has already"},
    {"unit: \"H1\"", "unit: \"H9\"", "standards: a row names unit H9"},
    // The rule.
    {"group: \"C\" }\n    }", "group: \"D\" }\n    }",
     "rule TWO_UNITS: names group D"},
    {"barred { units: [\"H2\", \"H3\"] }", "barred { units: [\"H2\", \"X\"] }",
     "rule REQUEEN_OR_SPLIT: names unit X, which does not exist"},
    {"barred { units: [\"H2\", \"H3\"] }", "barred { units: [\"H2\", \"H2\"] }",
     "rule REQUEEN_OR_SPLIT: names unit H2 twice"},
    {"barred { units: [\"H2\", \"H3\"] }", "barred { units: \"H2\" }",
     "must name at least 2 units"},
    {"barred { units: [\"H2\", \"H3\"] }", "mandatory { }",
     "must name at least 1 unit"},
    {"barred { units: [\"H2\", \"H3\"] }", "any_of { }",
     "rule REQUEEN_OR_SPLIT: must have at least one part"},
    {"barred { units: [\"H2\", \"H3\"] }", "",
     "rule REQUEEN_OR_SPLIT: must ask something"},
    {"minimum: 6 maximum: 8", "minimum: 8 maximum: 6",
     "rule CREDITS: maximum 6 is less than minimum 8"},
    {"minimum: 6 maximum: 8", "group: \"C\"", "rule CREDITS: asks nothing"},
    {"minimum: 6 maximum: 8", "minimum: -6", "must be 0 to 10000"},
    {"rule_id: \"CREDITS\"", "rule_id: \"TWO_UNITS\"",
     "rule TWO_UNITS: another rule has the same rule_id"},
    {"rule_id: \"CREDITS\"", "rule_id: \"credits\"", "rule_id must be a key"},
    {"minimum: 6 maximum: 8", "minimum: 80", "no selection of units meets it"},
};

TEST_F(ReadSyllabiTest, NamesThePlaceOfEveryFault) {
  for (const Fault& fault : kFaults) {
    SCOPED_TRACE(fault.finding);
    EXPECT_THAT(Findings(fault.from, fault.to), HasSubstr(fault.finding));
  }
}

TEST_F(ReadSyllabiTest, RefusesASyllabusWithoutARule) {
  const std::string text = Invented();
  const size_t start = text.find("rule_of_combination");
  EXPECT_THAT(Findings(text.substr(start, text.find("standards") - start), ""),
              HasSubstr("rule_of_combination: must be there"));
}

TEST_F(ReadSyllabiTest, RefusesARuleThatIsTooDeep) {
  std::string rule = "units { minimum: 1 }";
  for (int depth = 0; depth < 13; ++depth) {
    rule = "all_of { rules { rule_id: \"D" + std::to_string(depth) +
           "\" title: \"d\" " + rule + " } }";
  }
  EXPECT_THAT(Findings("barred { units: [\"H2\", \"H3\"] }", rule),
              HasSubstr("lies deeper than 12 rules"));
}

TEST_F(ReadSyllabiTest, RefusesTooManyUnits) {
  std::string units;
  for (int i = 0; i < 10'000; ++i) {
    units += "units { number: \"N" + std::to_string(i) + "\" }\n";
  }
  EXPECT_THAT(Findings("standards {", units + "standards {"),
              HasSubstr("units: must be 1 to 200, are 10005"));
}

TEST_F(ReadSyllabiTest, RefusesAnotherNameThanItsOwn) {
  EXPECT_THAT(Findings("version: \"1\"",
                       "name: \"qualifications/BEE3/syllabi/2\"\n"
                       "version: \"1\""),
              HasSubstr("name must be qualifications/BEE3/syllabi/1"));
}

TEST_F(ReadSyllabiTest, RefusesOneVersionInTwoFiles) {
  Put("bee.textproto", Invented());
  Put("copy.textproto", Invented());

  EXPECT_THAT(std::string(Read().status().message()),
              AllOf(HasSubstr("copy.textproto: qualifications/BEE3/syllabi/1"),
                    HasSubstr("bee.textproto holds it already")));
}

TEST_F(ReadSyllabiTest, RefusesOneNumberForTwoQualifications) {
  Put("bee.textproto", Invented());
  Put("wasp.textproto", Replaced(Invented(), "BEE3", "WASP3"));

  EXPECT_THAT(std::string(Read().status().message()),
              HasSubstr("qualification_number: belongs to BEE3 already"));
}

TEST_F(ReadSyllabiTest, PassesOverOtherFiles) {
  Put("bee.textproto", Invented());
  Put("README.md", "not a syllabus");

  EXPECT_THAT(Read(), IsOk());
}

}  // namespace
}  // namespace attest::catalogue::store
