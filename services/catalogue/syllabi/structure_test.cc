// The proofs that a syllabus agrees with itself find what is planted.

#include "services/catalogue/syllabi/structure.h"

#include <string>

#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class StructureTest : public ProofTest {};

// R100
TEST_F(StructureTest, FindsAGapInTheNumbers) {
  auto& criteria = *UnitOf("67").mutable_outcomes(0)->mutable_criteria();
  criteria.DeleteSubrange(1, 2);

  EXPECT_THAT(ProveNumbering(syllabus_),
              Contains("M&L 67 1.4 stands where 1.2 should"));
}

// R100, E63: guidance 1.4 of M&L 58 is no second criterion 1.4.
TEST_F(StructureTest, FindsANumberGivenTwice) {
  *UnitOf("58").mutable_outcomes(0)->add_criteria() = CriterionOf("58", "1.4");

  EXPECT_THAT(ProveNumbering(syllabus_),
              Contains("M&L 58 1.4 stands where 1.8 should"));
}

TEST_F(StructureTest, FindsAnOutcomeThatIsMissing) {
  UnitOf("46").mutable_outcomes()->DeleteSubrange(1, 1);

  EXPECT_THAT(ProveNumbering(syllabus_),
              Contains("M&L 46: outcome 3 stands where 2 should"));
}

TEST_F(StructureTest, FindsAnOutcomeWithoutCriteria) {
  UnitOf("57").mutable_outcomes(3)->clear_criteria();

  EXPECT_THAT(ProveNumbering(syllabus_), SizeIs(1));
}

TEST_F(StructureTest, FindsNamesThatDoNotFollow) {
  syllabus_.mutable_qualification()->set_name("qualifications/7D27V3");
  UnitOf("46").set_name("units/46");
  CriterionOf("47", "1.1").set_name("units/47/criteria/1.2");

  EXPECT_THAT(ProveNumbering(syllabus_),
              Contains(HasSubstr("misnamed qualifications/7D27V2/syllabi/8")));
  EXPECT_THAT(ProveNumbering(syllabus_), Contains("M&L 46: misnamed units/46"));
  EXPECT_THAT(ProveNumbering(syllabus_),
              Contains("M&L 47 1.1: misnamed units/47/criteria/1.2"));
}

// E47, E48
TEST_F(StructureTest, FindsNumbersNeitherPrintedNorInferred) {
  CriterionOf("46", "1.6").set_number_inferred(false);
  UnitOf("47").mutable_outcomes(0)->set_number_inferred(false);
  CriterionOf("46", "1.1").set_number_inferred(true);

  const Findings findings = ProveNumbering(syllabus_);

  for (const char* place : {"M&L 46 1.6", "M&L 47: outcome 1", "M&L 46 1.1"}) {
    EXPECT_THAT(findings,
                Contains(std::string(place) +
                         ": its number is either printed or inferred"));
  }
}

TEST_F(StructureTest, FindsANumberPrintedOtherwise) {
  CriterionOf("46", "1.1").mutable_number_source()->set_text("1.2");

  EXPECT_THAT(ProveNumbering(syllabus_), SizeIs(1));
}

// R39, E4
TEST_F(StructureTest, FindsTutThatIsNotTenHoursACredit) {
  UnitOf("57").set_total_unit_time_hours(31);

  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("M&L 57: TUT 31 is not 10 times 5 credits"));
}

// R35
TEST_F(StructureTest, FindsGlhOverTut) {
  UnitOf("65").set_guided_learning_hours(41);

  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("M&L 65: GLH 41 exceed TUT 40"));
}

// R98
TEST_F(StructureTest, FindsEachFactThatIsNotPrinted) {
  v1::Unit& unit = UnitOf("56");
  unit.set_level(5);
  unit.set_credits(7);
  unit.set_guided_learning_hours(14);
  UnitOf("58").mutable_facts()->RemoveLast();

  const Findings findings = ProveUnitFacts(syllabus_);

  EXPECT_THAT(findings, Contains("M&L 56: 5 is printed as \"Unit Level\t7\""));
  EXPECT_THAT(findings,
              Contains("M&L 56: 7 is printed as \"Credit Value\t6\""));
  EXPECT_THAT(findings, Contains(HasSubstr("M&L 56: 14 is printed as")));
  EXPECT_THAT(findings, Contains("M&L 58 prints 5 facts"));
}

// E77
TEST_F(StructureTest, FindsATitleThatIsNotTheHeading) {
  UnitOf("56").mutable_title()->set_reading("Develop a strategy");

  EXPECT_THAT(ProveUnitFacts(syllabus_), SizeIs(1));
}

TEST_F(StructureTest, FindsACitationOfAnotherPage) {
  CriterionOf("57", "4.1").mutable_text()->mutable_printed(0)->set_line(575);

  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains(HasSubstr("cites line 575 of another page")));
}

TEST_F(StructureTest, FindsPagesThatOverlap) {
  UnitOf("58").set_first_line(570);

  EXPECT_THAT(ProveUnitFacts(syllabus_), SizeIs(1));
}

TEST_F(StructureTest, FindsAPageThatEndsElsewhere) {
  UnitOf("58").set_last_line(626);
  UnitOf("59").set_first_line(626);

  EXPECT_THAT(ProveUnitFacts(syllabus_), SizeIs(2));
}

// R109: names the letter that would be right.
TEST_F(StructureTest, FindsAReferenceWithOneChangedDigit) {
  UnitOf("57").set_ofqual_reference("K/506/2075");
  syllabus_.mutable_qualification()->set_qualification_number("601/3778/3");

  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("M&L 57: K/506/2075 should begin with M"));
  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("601/3778/3 should end with 2"));
}

// R109
TEST_F(StructureTest, FindsEachOtherDigitOfAReference) {
  const std::string reference = UnitOf("57").ofqual_reference();
  for (const size_t at : {2, 3, 4, 6, 7, 8, 9}) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = reference;
      changed[at] = digit;
      UnitOf("57").set_ofqual_reference(changed);
      EXPECT_EQ(ProveUnitFacts(syllabus_).empty(), changed == reference)
          << changed;
    }
  }
}

TEST_F(StructureTest, FindsReferencesOfAnotherShape) {
  UnitOf("57").set_ofqual_reference("K5062074");
  syllabus_.mutable_qualification()->set_qualification_number("60137782");

  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("M&L 57: K5062074 is no reference"));
  EXPECT_THAT(ProveUnitFacts(syllabus_),
              Contains("60137782 is no qualification number"));
}

// R111
TEST_F(StructureTest, FindsAKindThatDoesNotFollow) {
  UnitOf("46").mutable_outcomes(0)->set_kind(v1::COMPETENCE);
  UnitOf("57").mutable_outcomes(3)->set_kind(v1::COMPETENCE);  // not printed

  EXPECT_THAT(ProveKinds(syllabus_), SizeIs(2));
}

// E64: by its number, not by the row beside which it stands.
TEST_F(StructureTest, FindsGuidanceAttachedByItsRow) {
  GuidanceOf("59", "2.6").set_criteria(0, "2.5");

  EXPECT_THAT(ProveGuidance(syllabus_),
              Contains("M&L 59, guidance 2.6 is attached to 2.5"));
}

// R103
TEST_F(StructureTest, FindsGuidanceThatLostACriterion) {
  GuidanceOf("60", "1.1/1.2/1.4/1.6").mutable_criteria()->RemoveLast();

  EXPECT_THAT(ProveGuidance(syllabus_), SizeIs(1));
}

TEST_F(StructureTest, FindsGuidanceForNoCriterion) {
  v1::Guidance& guidance = GuidanceOf("59", "2.6");
  guidance.set_criteria(0, "2.9");
  guidance.mutable_number_source()->set_text("2.9");

  EXPECT_THAT(ProveGuidance(syllabus_),
              Contains("M&L 59, guidance 2.9: no criterion 2.9"));
}

TEST_F(StructureTest, FindsListItemsChangedOrOutOfOrder) {
  GuidanceOf("56", "1.5").set_items(3, "Occident planning");  // E62
  GuidanceOf("56", "1.1").mutable_items()->SwapElements(0, 1);

  const Findings findings = ProveGuidance(syllabus_);

  EXPECT_THAT(findings, Contains("M&L 56, guidance 1.5: no item \"Occident "
                                 "planning\""));
  EXPECT_THAT(findings, Contains("M&L 56, guidance 1.1: no item \"Business "
                                 "functions\""));
}

TEST_F(StructureTest, FindsListItemsThatAreCutOrLeftOut) {
  GuidanceOf("56", "1.5").set_items(3, "Scenario plan");
  GuidanceOf("56", "1.5").set_items(0, "Deliberate");
  GuidanceOf("64", "1.5").set_items(3, "A social syste");
  GuidanceOf("56", "1.4").mutable_items()->DeleteSubrange(2, 1);

  const Findings findings = ProveGuidance(syllabus_);

  EXPECT_THAT(
      findings,
      Contains("M&L 56, guidance 1.5: no item \"Emergent strategies\""));
  EXPECT_THAT(findings,
              Contains("M&L 64, guidance 1.5: no item \"The SECI model\""));
  EXPECT_THAT(findings,
              Contains("M&L 56, guidance 1.4: no item \"Quality Functional "
                       "Deployment(QFD) process\""));
}

TEST_F(StructureTest, FindsALastItemThatIsCut) {
  GuidanceOf("56", "1.5").set_items(3, "Scenario plannin");

  EXPECT_THAT(ProveGuidance(syllabus_),
              Contains("M&L 56, guidance 1.5: its last item is cut"));
}

// R104
TEST_F(StructureTest, FindsAModalityThatTheWordsDeny) {
  GuidanceOf("59", "2.6").set_modality(v1::COULD);
  GuidanceOf("56", "1.1").set_modality(v1::SHOULD);
  GuidanceOf("60", "2.6").clear_modality();
  GuidanceOf("66", "2.2").set_modality(v1::COULD);  // cut before it says

  EXPECT_THAT(ProveGuidance(syllabus_), SizeIs(4));
}

// R105
TEST_F(StructureTest, FindsATermThatIsNotInBold) {
  CriterionOf("60", "2.6").add_bold_terms("leadership");

  EXPECT_THAT(ProveGuidance(syllabus_),
              Contains("M&L 60 2.6: \"leadership\" is not in bold"));
}

// R48
TEST_F(StructureTest, FindsAUnitInNoGroupOrTwo) {
  syllabus_.mutable_groups(0)->add_units("56");
  syllabus_.mutable_groups(0)->set_units(0, "48");

  const Findings findings = ProveTables(syllabus_);

  EXPECT_THAT(findings, Contains("group A has no unit 48"));
  EXPECT_THAT(findings, Contains("M&L 57 is in 0 groups"));
  EXPECT_THAT(findings, Contains("M&L 56 is in 2 groups"));
}

TEST_F(StructureTest, FindsAGroupCalledOtherwise) {
  syllabus_.mutable_groups(0)->set_group("B");

  EXPECT_THAT(ProveTables(syllabus_),
              Contains("group B is printed as MANDATORY GROUP A"));
}

// R47, E1
TEST_F(StructureTest, FindsAShiftedRowWithoutErratum) {
  syllabus_.mutable_unit_table(0)->mutable_row()->clear_errata();
  syllabus_.mutable_unit_table(3)->mutable_row()->add_errata("E1");

  EXPECT_THAT(ProveTables(syllabus_), SizeIs(2));
}

TEST_F(StructureTest, FindsARowMendedInSilence) {
  syllabus_.mutable_unit_table(0)->set_printed_glh(31);

  EXPECT_THAT(ProveTables(syllabus_),
              Contains(HasSubstr("is printed as \"M&L 57 Develop")));
}

// R54, E10
TEST_F(StructureTest, FindsAStandardLaidOutAnew) {
  syllabus_.mutable_standards(0)->set_code("CFAM&LBA6");
  syllabus_.mutable_standards(1)->set_unit("59");
  syllabus_.mutable_standards(2)->set_unit("48");

  EXPECT_THAT(ProveTables(syllabus_), SizeIs(3));
}

TEST_F(StructureTest, FindsErrataThatAreNotExplained) {
  CriterionOf("46", "1.3").mutable_text()->add_errata("E82");
  syllabus_.mutable_layout(0)->add_errata("E83");
  *syllabus_.add_errata() = syllabus_.errata(0);

  EXPECT_THAT(ProveErrata(syllabus_), SizeIs(3));
}

}  // namespace
}  // namespace attest::catalogue::syllabi
