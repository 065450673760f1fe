// What the committed syllabus says of the qualification itself: its facts,
// sections, definitions, rules, tables and revisions.

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

class FrontMatter : public ProofTest {
 protected:
  const v1::Qualification& qualification() { return syllabus_.qualification(); }

  // The rule of that id below the root; it must exist.
  const v1::Rule& RuleOf(const std::string& id) {
    for (const auto& rule : syllabus_.rule_of_combination().all_of().rules()) {
      if (rule.rule_id() == id) return rule;
    }
    ADD_FAILURE() << "no rule " << id;
    return syllabus_.rule_of_combination();
  }
};

// R1, R7 to R9, R11, R12, R13
TEST_F(FrontMatter, IdentifiesTheQualification) {
  EXPECT_EQ(syllabus_.name(), "qualifications/7D27V2/syllabi/8");
  EXPECT_EQ(syllabus_.document_date(), "2022-07");
  EXPECT_EQ(qualification().code(), "7D27V2");
  EXPECT_EQ(qualification().title(),
            "CMI Level 7 NVQ Diploma in Strategic Management and Leadership");
  EXPECT_EQ(qualification().qualification_number(), "601/3778/2");
  EXPECT_EQ(qualification().framework(), "RQF");
  EXPECT_EQ(qualification().awarding_organisation(),
            "Chartered Management Institute");
  EXPECT_EQ(qualification().level(), 7);
  EXPECT_EQ(qualification().regulation_start_date(), "2014-06-30");
  EXPECT_EQ(qualification().operational_start_date(), "2014-09-01");
  EXPECT_EQ(qualification().current_version(), syllabus_.version());
  EXPECT_EQ(source_.lines[60], qualification().code() + "\t" +
                                   qualification().title() + "\t" +
                                   qualification().qualification_number());
}

// R14, R113, E15, E16: no date is invented.
TEST_F(FrontMatter, LeavesDatesThatAreNotPrintedUnset) {
  EXPECT_THAT(qualification().operational_end_date(), IsEmpty());
  EXPECT_THAT(qualification().certification_end_date(), IsEmpty());
  EXPECT_THAT(qualification().review_date(), IsEmpty());
  EXPECT_EQ(qualification().key_dates_source(),
            "CMI External Qualification List");
}

// R19, R31, R33, R41 to R43, E2, E3
TEST_F(FrontMatter, HasTheNumbersOfTheQualification) {
  EXPECT_EQ(qualification().total_qualification_time_hours(), 450);
  EXPECT_EQ(qualification().glh_minimum(), 223);
  EXPECT_EQ(qualification().credits_minimum(), 45);
  EXPECT_EQ(qualification().minimum_age_years(), 19);
  EXPECT_EQ(qualification().language(), "en");
}

// R17, E43
TEST_F(FrontMatter, HasTheTwoProgressions) {
  EXPECT_THAT(
      qualification().progressions(),
      ElementsAre(
          "CMI Level 7 Qualifications in Coaching and Mentoring",
          "CMI Level 8 Qualifications in Strategic Direction and Leadership"));
}

// R32: each stands in the passage on equivalences.
TEST_F(FrontMatter, HasFiveComparableAwards) {
  EXPECT_EQ(qualification().comparable_awards_size(), 5);
  for (const std::string& award : qualification().comparable_awards()) {
    EXPECT_NE(source_.lines[100].find(award), std::string::npos) << award;
  }
}

// R2, E26, E27
TEST_F(FrontMatter, HasTheSectionsOfTheContentsListAndTheAppendix) {
  int listed = 0;
  std::vector<std::string> without_text;
  std::vector<std::string> unlisted;
  for (const v1::Section& section : syllabus_.sections()) {
    if (section.in_contents()) {
      EXPECT_EQ(section.contents_line(), 11 + listed++) << section.title();
    } else {
      unlisted.push_back(section.title());
    }
    if (!section.has_heading()) {
      EXPECT_TRUE(section.passages().empty());
      without_text.push_back(section.title());
    }
  }
  EXPECT_EQ(listed, 17);
  EXPECT_THAT(without_text, ElementsAre("Word Count & Appendices"));
  EXPECT_THAT(unlisted, ElementsAre("Appendix 1"));
}

// R96, E27: two kinds of evidence and three study resources have headings.
TEST_F(FrontMatter, HasHeadingsWithinSections) {
  std::vector<std::string> headings;
  for (const v1::Section& section : syllabus_.sections()) {
    for (const v1::Passage& passage : section.passages()) {
      if (passage.form() == v1::HEADING) headings.push_back(passage.reading());
    }
  }
  EXPECT_THAT(headings,
              ElementsAre("1. Evidence from Workplace Performance",
                          "2. Simulation", "Management Direct", "E-journals",
                          "Online CPD", "Revisions to Document"));
}

// R33 to R40, E29
TEST_F(FrontMatter, HasTheDefinitions) {
  std::vector<std::string> terms;
  for (const v1::Definition& definition : syllabus_.definitions()) {
    terms.push_back(definition.term() + "|" + definition.abbreviation());
  }
  EXPECT_THAT(terms,
              ElementsAre("Total Qualification Time|TQT", "Total Unit Time|TUT",
                          "Guided Learning Hours|GLH",
                          "Immediate Guidance or Supervision|", "Credit value|",
                          "Rule of Combination|"));
}

// R40, R41, R44 to R46
TEST_F(FrontMatter, HasTheRuleOfCombinationAsData) {
  const v1::Rule& root = syllabus_.rule_of_combination();
  EXPECT_EQ(root.rule_id(), "COMBINATION");
  EXPECT_EQ(root.all_of().rules_size(), 4);
  EXPECT_THAT(RuleOf("MANDATORY_UNITS").mandatory().units(),
              ElementsAre("57", "58", "67"));
  EXPECT_EQ(RuleOf("OPTIONAL_CREDITS").credits().minimum(), 29);
  EXPECT_EQ(RuleOf("OPTIONAL_CREDITS").credits().group(), "B");
  EXPECT_EQ(RuleOf("LEVEL_7_CREDITS").credits().minimum(), 35);
  EXPECT_EQ(RuleOf("LEVEL_7_CREDITS").credits().level_at_least(), 7);
  EXPECT_EQ(RuleOf("TOTAL_CREDITS").credits().minimum(), 45);
  for (const v1::Rule& rule : root.all_of().rules()) {
    EXPECT_EQ(rule.credits().maximum(), 0) << rule.rule_id();  // R51
  }
}

// R44, R48, E6
TEST_F(FrontMatter, GroupsAddUpToTheRules) {
  ASSERT_EQ(syllabus_.groups_size(), 2);
  std::map<std::string, int> credits;
  std::map<std::string, int> units;
  for (const v1::UnitGroup& group : syllabus_.groups()) {
    for (const std::string& number : group.units()) {
      credits[group.group()] += UnitOf(number).credits();
      ++units[group.group()];
    }
  }
  EXPECT_EQ(units["A"], 3);
  EXPECT_EQ(units["B"], 15);
  EXPECT_EQ(credits["A"], 16);
  EXPECT_EQ(credits["B"], 80);
  EXPECT_THAT(syllabus_.groups(0).units(),
              ElementsAreArray(RuleOf("MANDATORY_UNITS").mandatory().units()));
}

// R47, E1, E9: in the order of the groups, three rows shifted.
TEST_F(FrontMatter, HasTheUnitTableAsPrinted) {
  std::vector<std::string> in_groups;
  for (const v1::UnitGroup& group : syllabus_.groups()) {
    in_groups.insert(in_groups.end(), group.units().begin(),
                     group.units().end());
  }
  std::vector<std::string> rows;
  std::vector<std::string> shifted;
  for (const v1::UnitTableRow& row : syllabus_.unit_table()) {
    rows.push_back(row.unit());
    if (row.row().errata().empty()) continue;
    EXPECT_THAT(row.row().errata(), ElementsAre("E1"));
    EXPECT_EQ(row.printed_glh(), UnitOf(row.unit()).level());
    EXPECT_EQ(row.printed_tut(), UnitOf(row.unit()).guided_learning_hours());
    shifted.push_back(row.unit());
  }
  EXPECT_EQ(rows, in_groups);
  EXPECT_THAT(shifted, ElementsAre("57", "58", "67"));
}

// R54 to R56, E10 to E12
TEST_F(FrontMatter, HasTheStandardsAsPrintedAndFlagged) {
  std::multimap<std::string, std::string> units_by_code;
  std::multimap<std::string, std::string> codes_by_unit;
  std::set<std::string> codes;
  for (const v1::StandardRow& row : syllabus_.standards()) {
    EXPECT_TRUE(row.alignment_suspect()) << row.code();
    EXPECT_THAT(row.row().errata(), Contains("E10"));
    units_by_code.emplace(row.code(), row.unit());
    codes_by_unit.emplace(row.unit(), row.code());
    codes.insert(row.code());
  }
  EXPECT_EQ(syllabus_.standards_size(), 19);
  EXPECT_EQ(codes.size(), 18u);
  EXPECT_EQ(codes_by_unit.count("57"), 2u);
  EXPECT_THAT(units_by_code, Contains(std::pair("CFAM&LFB5", "60")));
  EXPECT_THAT(units_by_code, Contains(std::pair("CFAM&LFB5", "65")));
}

// R112, R114, E19 to E22
TEST_F(FrontMatter, HasTheFiveRevisionsAsPrinted) {
  std::vector<std::string> rows;
  for (const v1::Revision& row : syllabus_.revisions()) {
    rows.push_back(row.version() + ", " + row.printed_date() + ", " +
                   row.date());
  }
  EXPECT_THAT(rows, ElementsAre("Version 8, July 2022, 2022-07",
                                "Version 7, 25th February 2021, 2021-02-25",
                                "Version 6, 18 th July 2019, 2019-07-18",
                                "Version 5, 15 th March 2018, 2018-03-15",
                                "Version 1, 1 st Sept 2014, 2014-09-01"));
  EXPECT_FALSE(syllabus_.revisions(4).has_rationale());
}

}  // namespace
}  // namespace attest::catalogue::syllabi
