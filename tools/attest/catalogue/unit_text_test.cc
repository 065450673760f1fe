#include "tools/attest/catalogue/unit_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/testing/syllabi.h"
#include "tools/attest/catalogue/passage_text.h"
#include "tools/attest/catalogue/rule_words.h"
#include "tools/attest/catalogue/syllabus_text.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;
using catalogue::testing::InventedSyllabusFile;
using catalogue::testing::ReadSyllabus;
using catalogue::testing::RealSyllabusFile;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

cat::Passage MakePassage(const std::string& reading, cat::TextStatus status) {
  cat::Passage passage;
  passage.set_reading(reading);
  passage.set_status(status);
  return passage;
}

const cat::Syllabus& Real() {
  static const auto& real =
      *new cat::Syllabus(ReadSyllabus(RealSyllabusFile()));
  return real;
}

const cat::Unit& RealUnit(const std::string& number) {
  for (const cat::Unit& unit : Real().units()) {
    if (unit.number() == number) return unit;
  }
  ADD_FAILURE() << "no unit " << number;
  return Real().units(0);
}

std::string Shown(const cat::Unit& unit, bool source = false, int width = 80) {
  Page page({false, width});
  PrintUnit(unit, source, page);
  return page.text();
}

int WidestLine(const std::string& text) {
  int widest = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t end = text.find('\n', at);
    widest = std::max(widest, DisplayWidth(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

TEST(Reading, PutsGuessesInAnotherInk) {  // R107
  EXPECT_THAT(
      Reading(
          MakePassage("[… relation]ship of risk", cat::INCOMPLETE_IN_SOURCE)),
      ElementsAre(Span{"[… relation]", Ink::kYellow}, Span{"ship of risk"}));
}

TEST(Reading, SaysWhenNothingIsLeft) {  // R107, R108
  EXPECT_THAT(Reading(MakePassage("", cat::MISSING_IN_SOURCE)),
              ElementsAre(Span{std::string(kLostWords), Ink::kYellow}));
}

TEST(Reading, LeavesBracketsOfAWholeTextAlone) {
  EXPECT_THAT(Reading(MakePassage("a [b]", cat::COMPLETE)),
              ElementsAre(Span{"a [b]"}));
}

TEST(WithoutGuesses, LeavesNoGuessedWord) {  // R107
  EXPECT_EQ(WithoutGuesses("[… relation]ship between risk, [continuity] and x"),
            "[…]ship between risk, […] and x");
  EXPECT_EQ(WithoutGuesses("whole"), "whole");
  EXPECT_EQ(WithoutGuesses("cut [off"), "cut […]");
}

TEST(PrintUnit, ShowsFactsAimsOutcomesAndCriteria) {  // R98
  EXPECT_THAT(
      Shown(RealUnit("46")),
      AllOf(HasSubstr("M&L 46  Establish business risk management processes\n"),
            HasSubstr("Level 5, 5 credits, 50 hours in all (TUT), 29 of them "
                      "guided (GLH),"),
            HasSubstr("J/506/2048"), HasSubstr("Aims: This unit aims to"),
            HasSubstr("1*. Understand business risk management models and "
                      "techniques (knowledge)"),
            HasSubstr("    2.1  Review periodically the effectiveness")));
}

TEST(PrintUnit, MarksDamagedTextAndSaysWhatTheMarksMean) {  // R107
  EXPECT_THAT(
      Shown(RealUnit("46")),
      AllOf(HasSubstr("?    1.3* [… relation]ship between risk management, "
                      "[business continuity] and"),
            HasSubstr("Certainty of the reading: medium."),
            HasSubstr("?  words are lost in the source"),
            HasSubstr("~  put together from the pieces")));
}

TEST(PrintUnit, MarksNumbersThatAreNotPrinted) {  // E47, E48
  EXPECT_THAT(Shown(RealUnit("46")),
              AllOf(HasSubstr("  1*. Understand business risk"),
                    HasSubstr("     1.6* Analyse the effectiveness"),
                    HasSubstr("*  the number is not printed")));
  EXPECT_THAT(Shown(RealUnit("65")), Not(HasSubstr("number is not printed")));
}

TEST(PrintUnit, ShowsNotesOfWholeTexts) {  // E72, E73, E75
  EXPECT_THAT(Shown(RealUnit("66"), false, 200),
              HasSubstr("Note: Printed at a page break without \"and\""));
  EXPECT_THAT(Shown(RealUnit("59"), false, 200),
              HasSubstr("is as printed; probably \"on\"."));
  EXPECT_THAT(Shown(RealUnit("61"), false, 200),
              HasSubstr("Note: Words of doing under an outcome of knowing"));
}

TEST(PrintUnit, ShowsThePrintedWordsOfALostCriterion) {  // E50
  EXPECT_THAT(Shown(RealUnit("67"), false, 200),
              HasSubstr("?    1.2* (the words are lost in the source) Printed: "
                        "Evaluate the influence\n"));
}

TEST(PrintUnit, ShowsTheWordsOfGuidanceAroundItsList) {  // R101, E67
  const std::string text = Shown(RealUnit("64"), false, 200);
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("          - Measurement\n          There might also be "
                      "reference made to culture.\n"),
            HasSubstr("This is not an exhaustive list.\n")));
}

// The words of all guidance, whatever its list.
TEST(PrintUnit, DropsNoWordOfGuidance) {
  const auto squeezed = [](std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
  };
  for (const cat::Unit& unit : Real().units()) {
    std::string shown = Shown(unit, false, 1000);
    for (size_t at; (at = shown.find("\n          - ")) != std::string::npos;) {
      shown.erase(at, 13);
    }
    shown = squeezed(shown);
    for (const cat::Guidance& guidance : unit.guidance()) {
      EXPECT_THAT(shown, HasSubstr(squeezed(guidance.text().reading())))
          << unit.number();
    }
  }
}

TEST(PrintUnit, HasNoLegendWhereNothingIsDamaged) {
  const cat::Syllabus invented = ReadSyllabus(InventedSyllabusFile());
  EXPECT_THAT(Shown(invented.units(0)), Not(HasSubstr("lost in the source")));
}

TEST(PrintUnit, PutsExamplesUnderTheirCriterion) {  // R101 to R103
  const std::string text = Shown(RealUnit("56"));
  const size_t criterion = text.find("    1.4  ");
  const size_t examples =
      text.find("Examples for 1.4, not a requirement: Decision making tools");
  const size_t next = text.find("    1.5  ");
  ASSERT_NE(examples, std::string::npos) << text;
  EXPECT_LT(criterion, examples);
  EXPECT_LT(examples, next);
  EXPECT_THAT(text, HasSubstr("          - The Pugh matrix\n"));
}

TEST(PrintUnit, PutsExamplesForSeveralUnderTheLast) {
  cat::Unit unit = ReadSyllabus(InventedSyllabusFile()).units(0);
  unit.mutable_guidance(0)->clear_criteria();
  unit.mutable_guidance(0)->add_criteria("1.1");
  unit.mutable_guidance(0)->add_criteria("1.2");
  const std::string text = Shown(unit);
  const size_t examples = text.find("Examples for 1.1 and 1.2, not");
  ASSERT_NE(examples, std::string::npos) << text;
  EXPECT_GT(examples, text.find("    1.2  "));
  EXPECT_LT(examples, text.find("    2.1  "));
}

TEST(PrintUnit, LosesNoGuidanceOfACriterionThatIsNotThere) {
  cat::Unit unit = ReadSyllabus(InventedSyllabusFile()).units(0);
  unit.mutable_guidance(0)->set_criteria(0, "9.9");
  EXPECT_THAT(Shown(unit), HasSubstr("Examples for 9.9, not a requirement"));
}

TEST(PrintUnit, ShowsLinesOfTheSource) {
  EXPECT_THAT(Shown(RealUnit("46"), true),
              HasSubstr("line  288 | ship between risk management,"));
}

TEST(PrintUnit, KeepsToTheWidthOfTheTerminal) {
  for (const cat::Unit& unit : Real().units()) {
    EXPECT_LE(WidestLine(Shown(unit, true, 60)), 60) << unit.number();
    EXPECT_LE(WidestLine(Shown(unit, true, 97)), 97) << unit.number();
  }
}

TEST(PrintCriterion, ShowsOneWithItsOutcomeAndExamples) {
  Page page({false, 80});
  ASSERT_TRUE(PrintCriterion(RealUnit("56"), "1.4", false, page));
  EXPECT_THAT(page.text(), AllOf(HasSubstr("  1. "), HasSubstr("    1.4  "),
                                 HasSubstr("Examples for 1.4"),
                                 Not(HasSubstr("    1.5  "))));
}

TEST(PrintCriterion, KnowsNoOther) {
  Page page({false, 80});
  EXPECT_FALSE(PrintCriterion(RealUnit("56"), "9.9", false, page));
  EXPECT_EQ(page.text(), "");
}

TEST(PrintSyllabus, ShowsUnitsOfEachGroupAsATable) {  // R48
  Page page({false, 100});
  PrintSyllabus(Real(), false, page);
  EXPECT_THAT(page.text(),
              AllOf(HasSubstr("7D27V2 (601/3778/2), RQF level 7"),
                    HasSubstr("Group A: MANDATORY GROUP A\n"),
                    HasSubstr("Group B: OPTIONAL GROUP B\n"),
                    HasSubstr("  57    Develop a strategic business plan"),
                    HasSubstr("K/506/2074\n")));
  EXPECT_LE(WidestLine(page.text()), 100);
}

TEST(PrintSyllabus, SaysTheRuleOfCombinationInWords) {  // R40 to R46
  Page page({false, 100});
  PrintSyllabus(Real(), false, page);
  EXPECT_THAT(
      page.text(),
      AllOf(HasSubstr("- Every unit of group A (each of 57, 58, 67)"),
            HasSubstr("(29 or more credits, group B)"),
            HasSubstr("(35 or more credits, level 7 or above)"),
            HasSubstr("Total Qualification Time (TQT): Total Qualification")));
}

TEST(PrintSyllabus, ShowsDatesAndSaysWhichAreNotConfigured) {  // E15, E16
  Page page({false, 120});
  PrintSyllabus(Real(), false, page);
  EXPECT_THAT(page.text(),
              AllOf(HasSubstr("  operational end    not configured"),
                    HasSubstr("  certification end  not configured"),
                    HasSubstr("  review             not configured")));
}

TEST(PrintPrintedTables, ShowsUnitsAndStandardsAsPrinted) {  // R54 to R56, E1
  Page page({false, 120});
  PrintPrintedTables(Real(), page);
  EXPECT_THAT(
      page.text(),
      AllOf(HasSubstr("  57          5    7   31  The columns are shifted: 7"),
            HasSubstr("  !  57    CFAM&LBB1  M&L 57 Develop a strategic"),
            HasSubstr("!  suspect: the code probably belongs")));
}

TEST(PrintVersions, ShowsRevisionsAsPrinted) {  // R112
  cat::ListSyllabiResponse versions;
  *versions.mutable_revisions() = Real().revisions();
  Page page({false, 80});
  PrintVersions(Real().qualification(), versions, page);
  EXPECT_THAT(
      page.text(),
      HasSubstr("  Version 6, 18 th July 2019 (2019-07-18)\n"
                "    Qualification extended\n"
                "    Rationale: Qualification extended to 31st Aug 2020\n"));
}

TEST(PrintSyllabus, ShowsASyllabusOfAnotherShape) {
  Page page({false, 80});
  PrintSyllabus(ReadSyllabus(InventedSyllabusFile()), false, page);
  EXPECT_THAT(page.text(), AllOf(HasSubstr("(exactly 2 units, group C)"),
                                 HasSubstr("(at most one of H2, H3)"),
                                 HasSubstr("(6 to 8 credits)")));
}

TEST(RuleInWords, HasWordsForEveryKind) {
  cat::Rule rule;
  EXPECT_EQ(RuleInWords(rule), "nothing");
  rule.mutable_any_of();
  EXPECT_EQ(RuleInWords(rule), "at least one of these");
  rule.mutable_equivalent()->add_units("1");
  rule.mutable_equivalent()->add_units("2");
  EXPECT_EQ(RuleInWords(rule), "exactly one of 1, 2");
  rule.mutable_units()->set_maximum(3);
  EXPECT_EQ(RuleInWords(rule), "at most 3 units");
}

TEST(PrintDates, SaysThatADateIsNotConfigured) {  // E15, E16
  cat::Qualification qualification = Real().qualification();
  auto& end = *qualification.add_key_dates();
  end.set_kind(cat::OPERATIONAL_END);
  auto& review = *qualification.add_key_dates();
  review.set_kind(cat::REVIEW);
  review.set_date("2027-08-31");
  review.set_source("CMI list");
  review.set_observed_date("2026-11-20");
  Page page({false, 80});
  PrintDates(qualification, page);
  EXPECT_THAT(page.text(),
              AllOf(HasSubstr("operational end    not configured"),
                    HasSubstr("review             2027-08-31      CMI list"),
                    HasSubstr("2026-11-20")));
}

}  // namespace
}  // namespace attest::catalogue_tools
