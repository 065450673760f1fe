// The proofs of citations, coverage and layout find what is planted.

#include "services/catalogue/syllabi/coverage.h"

#include <string>

#include "services/catalogue/syllabi/citations.h"
#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CoverageTest : public ProofTest {
 protected:
  Findings Citations() { return ProveCitations(syllabus_, source_); }
  Findings Coverage() { return ProveCoverage(syllabus_, source_); }
  Findings Layout() { return ProveLayout(syllabus_, source_); }

  // The first layout of that line; it must exist.
  v1::LayoutLines& LayoutOf(int line) {
    for (v1::LayoutLines& layout : *syllabus_.mutable_layout()) {
      if (layout.first_line() == line) return layout;
    }
    ADD_FAILURE() << "no layout of line " << line;
    return *syllabus_.add_layout();
  }
};

TEST(ReadSource, KeepsALastLineWithoutEnd) {  // E24
  EXPECT_THAT(ReadSource("a\n\nb").lines, SizeIs(3));
  EXPECT_THAT(ReadSource("a\n\nb\n").lines, SizeIs(3));
  EXPECT_THAT(ReadSource("").lines, IsEmpty());
}

TEST(ReadSource, TakesTheDigest) {
  EXPECT_EQ(ReadSource("abc").sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(ParseSyllabus, RefusesAFieldThatIsUnknownOrGivenTwice) {
  v1::Syllabus syllabus;
  EXPECT_THAT(ParseSyllabus("version: \"8\"\nverison: \"8\"", syllabus),
              Contains(HasSubstr("2:")));
  EXPECT_THAT(ParseSyllabus("version: \"8\" version: \"9\"", syllabus),
              SizeIs(1));
  EXPECT_THAT(ParseSyllabus("units { level: seven }", syllabus), SizeIs(1));
  EXPECT_THAT(ParseSyllabus("version: \"8\" # a comment", syllabus), IsEmpty());
}

// R110
TEST_F(CoverageTest, FindsAChangedWord) {
  CriterionOf("57", "3.4")
      .mutable_text()
      ->mutable_printed(0)
      ->set_text("Address any legal and ethical requirements");

  EXPECT_THAT(Citations(), Contains(HasSubstr("is not on line 568")));
  EXPECT_THAT(Coverage(), Contains(HasSubstr("accounts for \"Address\"")));
}

TEST_F(CoverageTest, FindsAWrongLine) {
  CriterionOf("57", "3.4").mutable_text()->mutable_printed(0)->set_line(567);

  EXPECT_THAT(Citations(), SizeIs(1));
}

TEST_F(CoverageTest, FindsALineOutsideTheSource) {
  CriterionOf("57", "3.4").mutable_text()->mutable_printed(0)->set_line(923);
  CriterionOf("57", "3.3").mutable_text()->mutable_printed(0)->set_line(0);

  EXPECT_THAT(Citations(), SizeIs(2));
}

TEST_F(CoverageTest, FindsAnEmptyFragment) {
  CriterionOf("57", "3.4").mutable_text()->add_printed()->set_line(568);

  EXPECT_THAT(Citations(), Contains(HasSubstr("cites no text")));
}

// A cell border is a character like any other.
TEST_F(CoverageTest, FindsWordsJoinedAcrossCells) {
  auto& printed = *UnitOf("54").mutable_outcomes(1)->mutable_title();
  printed.mutable_printed(0)->set_text("Be able to evaluate a market");

  EXPECT_THAT(Citations(), SizeIs(1));
}

// Emphasis is a character like any other.
TEST_F(CoverageTest, FindsEmphasisLeftOut) {
  CriterionOf("60", "2.6")
      .mutable_text()
      ->mutable_printed(0)
      ->set_text(
          "Use leadership, interpersonal and communication skills and tools to "
          "influence organisational culture and values positively");

  EXPECT_THAT(Citations(), SizeIs(1));
}

TEST_F(CoverageTest, FindsADroppedCriterion) {
  UnitOf("57").mutable_outcomes(3)->mutable_criteria()->RemoveLast();

  EXPECT_THAT(Coverage(),
              Contains(HasSubstr("line 569 is neither cited nor layout")));
}

TEST_F(CoverageTest, FindsHalfACriterion) {
  CriterionOf("57", "2.5").mutable_text()->mutable_printed()->RemoveLast();

  EXPECT_THAT(Coverage(), Contains(HasSubstr("accounts for \"ation\"")));
}

TEST_F(CoverageTest, FindsWordsThatTwoItemsCite) {
  *UnitOf("57").mutable_outcomes(2)->add_criteria() = CriterionOf("57", "3.4");

  EXPECT_THAT(Coverage(), Contains(HasSubstr("is not free for")));
}

TEST_F(CoverageTest, FindsAnInferredNumberThatIsPrinted) {
  CriterionOf("57", "3.4").clear_number_source();

  EXPECT_THAT(Coverage(), Contains(HasSubstr("accounts for \"3.4\"")));
}

TEST_F(CoverageTest, FindsAContentsLineThatIsOff) {
  syllabus_.mutable_sections(0)->set_contents_line(12);

  EXPECT_THAT(Citations(), SizeIs(1));
}

TEST_F(CoverageTest, FindsAChangedRevision) {
  syllabus_.mutable_revisions(2)->set_printed_date("18th July 2019");

  EXPECT_THAT(Citations(), SizeIs(1));
}

TEST_F(CoverageTest, FindsLayoutThatIsMissing) {
  const int last = syllabus_.layout_size() - 1;
  ASSERT_TRUE(syllabus_.layout(last).words().empty());
  syllabus_.mutable_layout()->RemoveLast();

  EXPECT_THAT(Coverage(), SizeIs(1));
}

TEST_F(CoverageTest, FindsLayoutThatIsCited) {
  LayoutOf(571).set_first_line(569);

  EXPECT_THAT(Coverage(), Contains("line 569 is layout and cited"));
}

TEST_F(CoverageTest, FindsLayoutListedTwice) {
  *syllabus_.add_layout() = LayoutOf(571);

  EXPECT_THAT(Coverage(), SizeIs(1));
}

TEST_F(CoverageTest, FindsLayoutWordsThatAreCitedOrNotThere) {
  LayoutOf(284).set_words("MANAGEMENT");

  EXPECT_THAT(Coverage(), Contains(HasSubstr("is cited or not there")));
}

TEST_F(CoverageTest, FindsBlankLinesThatAreNot) {
  LayoutOf(569 + 2).set_reason("blank");

  EXPECT_THAT(Layout(), Contains(HasSubstr("is no blank")));
}

// A criterion cannot be hidden under any reason.
TEST_F(CoverageTest, FindsACriterionHiddenAsLayout) {
  for (const char* reason :
       {"blank", "page number", "heading", "table heading", "empty heading",
        "displaced label", "scan ghost", "stray mark", "printed twice",
        "no reason at all"}) {
    v1::LayoutLines& layout = LayoutOf(571);
    layout.set_first_line(569);
    layout.set_last_line(569);
    layout.set_reason(reason);
    layout.add_errata("E80");
    EXPECT_THAT(Layout(), SizeIs(1)) << reason;
    layout.set_first_line(571);
  }
}

TEST_F(CoverageTest, FindsAGhostThatNoErratumExplains) {
  LayoutOf(284).clear_errata();

  EXPECT_THAT(Layout(), SizeIs(1));
}

TEST_F(CoverageTest, FindsLayoutOutsideTheSource) {
  LayoutOf(571).set_last_line(923);
  LayoutOf(284).set_last_line(285);  // words are on one line

  EXPECT_THAT(Layout(), SizeIs(2));
}

}  // namespace
}  // namespace attest::catalogue::syllabi
