// What makes a reading, and that the proof of readings finds what is planted.

#include "services/catalogue/syllabi/readings.h"

#include <string>
#include <vector>

#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::SizeIs;

v1::Passage Read(v1::TextStatus status, const std::vector<std::string>& printed,
                 const std::string& reading) {
  v1::Passage passage;
  for (const std::string& text : printed) passage.add_printed()->set_text(text);
  passage.set_reading(reading);
  passage.set_status(status);
  return passage;
}

v1::Passage Mended(v1::Passage passage, const std::string& printed,
                   const std::string& read) {
  v1::Repair& repair = *passage.add_repairs();
  repair.set_printed(printed);
  repair.set_read(read);
  return passage;
}

bool IsSound(const v1::Passage& passage) {
  return !FaultOf(passage).has_value();
}

TEST(CompleteReading, IsTheOneFragment) {
  EXPECT_TRUE(
      IsSound(Read(v1::COMPLETE, {"Define quality"}, "Define quality")));
  EXPECT_TRUE(IsSound(Read(v1::COMPLETE, {"M&L 57\t5"}, "M&L 57 5")));
  EXPECT_FALSE(
      IsSound(Read(v1::COMPLETE, {"Define quality"}, "Define Quality")));
  EXPECT_FALSE(
      IsSound(Read(v1::COMPLETE, {"Define", "quality"}, "Define quality")));
  EXPECT_FALSE(IsSound(Read(v1::COMPLETE, {}, "")));
}

TEST(CompleteReading, HasNoMarksAndNoRepairs) {
  EXPECT_FALSE(IsSound(Read(v1::COMPLETE, {"the **tools**"}, "the tools")));
  EXPECT_FALSE(IsSound(Read(v1::COMPLETE, {"<u>here</u>"}, "here")));
  EXPECT_FALSE(
      IsSound(Mended(Read(v1::COMPLETE, {"unit"}, "units"), "unit", "units")));
}

// E70: a number in bold was set apart from the wording.
TEST(CompleteReading, HasNoNumberInBold) {
  const auto complete = Read(v1::COMPLETE, {"Define"}, "Define");
  const auto repaired = Read(v1::REPAIRED, {"Define"}, "Define");

  EXPECT_EQ(FaultOf(complete, false), std::nullopt);
  EXPECT_NE(FaultOf(complete, true), std::nullopt);
  EXPECT_EQ(FaultOf(repaired, true), std::nullopt);
  EXPECT_NE(FaultOf(repaired, false), std::nullopt);
}

TEST(RepairedReading, JoinsFragmentsInOrder) {
  const std::vector<std::string> printed = {"Analyse methods of",
                                            "calculating risk"};
  EXPECT_TRUE(IsSound(
      Read(v1::REPAIRED, printed, "Analyse methods of calculating risk")));
  EXPECT_FALSE(IsSound(
      Read(v1::REPAIRED, printed, "calculating risk Analyse methods of")));
  EXPECT_FALSE(IsSound(Read(v1::REPAIRED, printed, "Analyse methods of")));
  EXPECT_FALSE(IsSound(
      Read(v1::REPAIRED, printed, "Analyse methods of calculating risk well")));
  EXPECT_FALSE(IsSound(
      Read(v1::REPAIRED, printed, "Analyse all methods of calculating risk")));
}

TEST(RepairedReading, JoinsAWordCutInTwo) {
  EXPECT_TRUE(IsSound(Read(v1::REPAIRED, {"factors af", "fecting buyers"},
                           "factors affecting buyers")));
}

TEST(RepairedReading, SharesTheLettersOfACut) {
  EXPECT_TRUE(IsSound(
      Read(v1::REPAIRED, {"the requirem", "ements"}, "the requirements")));
  EXPECT_TRUE(IsSound(Read(v1::REPAIRED, {"programmes of", "of activity"},
                           "programmes of activity")));
  EXPECT_FALSE(
      IsSound(Read(v1::REPAIRED, {"the requirem", "ents"}, "the requirments")));
}

TEST(RepairedReading, SharesNoMoreThanFourLetters) {
  EXPECT_FALSE(IsSound(
      Read(v1::REPAIRED, {"good practice", "practice"}, "good practice")));
}

TEST(RepairedReading, HasNoBrackets) {
  EXPECT_FALSE(
      IsSound(Read(v1::REPAIRED, {"strateg", "plan"}, "strateg[ic] plan")));
}

TEST(RepairedReading, NamesEachRepair) {
  const auto passage = Read(v1::REPAIRED, {"concepts ur", "derpinning it"},
                            "concepts underpinning it");
  EXPECT_FALSE(IsSound(passage));
  EXPECT_TRUE(IsSound(Mended(passage, "ur|derpinning", "underpinning")));
}

TEST(RepairedReading, RepairsWhatIsThereOnce) {
  const auto passage =
      Read(v1::REPAIRED, {"a unit or unit"}, "a unit or units");
  EXPECT_THAT(FaultOf(Mended(passage, "unit", "units")),
              Optional(HasSubstr("twice")));
  EXPECT_THAT(FaultOf(Mended(passage, "credit", "units")),
              Optional(HasSubstr("nothing to repair")));
  EXPECT_THAT(FaultOf(Mended(passage, "or unit", "or unit")),
              Optional(HasSubstr("changes nothing")));
  EXPECT_TRUE(IsSound(Mended(passage, "or unit", "or units")));
}

TEST(RepairedReading, LeavesMarksOut) {
  EXPECT_TRUE(
      IsSound(Read(v1::REPAIRED, {"and **tools** to"}, "and tools to")));
  EXPECT_FALSE(
      IsSound(Read(v1::REPAIRED, {"and **tools** to"}, "and **tools** to")));
}

// R107
TEST(IncompleteReading, PutsBracketsBetweenFragmentsAndAtTheEnds) {
  const auto incomplete = v1::INCOMPLETE_IN_SOURCE;
  EXPECT_TRUE(IsSound(Read(incomplete, {"ship between", "and crisis"},
                           "[… relation]ship between [them] and crisis")));
  EXPECT_TRUE(IsSound(Read(incomplete, {"of strate"}, "of strate[gic plans]")));
  EXPECT_FALSE(IsSound(Read(incomplete, {"ship between", "and crisis"},
                            "relationship between [them] and crisis")));
  EXPECT_FALSE(IsSound(
      Read(incomplete, {"of strate"}, "of strate[gic plans] and more")));
  EXPECT_FALSE(IsSound(Read(incomplete, {"of strate"}, "of strate[gic")));
}

TEST(IncompleteReading, SplitsNoFragment) {
  EXPECT_FALSE(IsSound(Read(v1::INCOMPLETE_IN_SOURCE, {"involve development"},
                            "involve [them in the] development")));
}

TEST(IncompleteReading, HasABracket) {
  EXPECT_FALSE(
      IsSound(Read(v1::INCOMPLETE_IN_SOURCE, {"of", "plans"}, "of plans")));
}

TEST(MissingReading, IsEmpty) {
  EXPECT_TRUE(IsSound(Read(v1::MISSING_IN_SOURCE, {}, "")));
  EXPECT_TRUE(IsSound(Read(v1::MISSING_IN_SOURCE, {"Evaluate"}, "")));
  EXPECT_FALSE(IsSound(Read(v1::MISSING_IN_SOURCE, {}, "[Evaluate]")));
}

TEST(UnspecifiedStatus, IsAFault) {
  EXPECT_FALSE(IsSound(Read(v1::TEXT_STATUS_UNSPECIFIED, {"a"}, "a")));
}

class ReadingsTest : public ProofTest {};

TEST_F(ReadingsTest, FindsAnInventedWord) {
  v1::Passage& text = *CriterionOf("57", "1.5").mutable_text();
  text.set_reading(
      "Explain how to involve stakeholders in the development of "
      "strate[gic business plans]");

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

// E71: the left column alone.
TEST_F(ReadingsTest, FindsColumnsReadInTheWrongOrder) {
  v1::Passage& text = *CriterionOf("59", "2.2").mutable_text();
  text.set_reading("Analyse the roles of the governing body");

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

TEST_F(ReadingsTest, FindsDamageCalledRepaired) {
  CriterionOf("46", "1.3").mutable_text()->set_status(v1::REPAIRED);

  EXPECT_THAT(ProveReadings(syllabus_), Contains(HasSubstr("criteria[1.3]")));
}

TEST_F(ReadingsTest, FindsWholeTextCalledRepaired) {
  CriterionOf("57", "3.4").mutable_text()->set_status(v1::REPAIRED);

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

TEST_F(ReadingsTest, FindsAsterisksInAReading) {
  v1::Passage& text = *CriterionOf("60", "2.6").mutable_text();
  text.set_reading(text.printed(0).text());

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

TEST_F(ReadingsTest, FindsAWordingForWhatIsMissing) {
  CriterionOf("67", "1.3").mutable_text()->set_reading("[Assess the vision]");

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

TEST_F(ReadingsTest, FindsPassagesThatAreAbsent) {
  CriterionOf("67", "1.3").clear_text();
  UnitOf("57").mutable_outcomes(3)->clear_title();
  syllabus_.mutable_definitions(0)->clear_definition();
  syllabus_.mutable_rule_of_combination()->clear_source();
  syllabus_.mutable_revisions(4)->clear_revision();

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(5));
}

TEST_F(ReadingsTest, FindsFormsThatTheLineDenies) {
  syllabus_.mutable_sections(0)->mutable_passages(0)->set_form(v1::LIST_ITEM);
  syllabus_.mutable_sections(1)->mutable_passages(2)->set_form(v1::PARAGRAPH);
  auto& progression = *syllabus_.mutable_sections(3);
  progression.mutable_passages(1)->set_form(v1::SUBLIST_ITEM);
  progression.mutable_passages(0)->clear_form();
  CriterionOf("57", "1.1").mutable_text()->set_form(v1::PARAGRAPH);

  EXPECT_THAT(ProveForms(syllabus_, source_), SizeIs(5));
}

// A section and a definition cite the same line (E29).
TEST_F(ReadingsTest, FindsOnePrintReadInTwoWays) {
  v1::Passage& glh = *syllabus_.mutable_definitions(2)->mutable_definition();
  glh.clear_repairs();
  glh.set_status(v1::COMPLETE);
  glh.set_reading(glh.printed(0).text());

  EXPECT_THAT(ProveReadings(syllabus_), SizeIs(1));
}

}  // namespace
}  // namespace attest::catalogue::syllabi
