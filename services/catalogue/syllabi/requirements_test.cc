// What the document tells and a reader can ask for: descriptions, references
// to other documents, what is said of people. Each is served word for word.

#include <string>
#include <string_view>
#include <vector>

#include "services/catalogue/syllabi/testing/proof_fixture.h"

namespace attest::catalogue::syllabi {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::string_view kLostLink =
    "Where the link leads is not in the text.";

class ServedText : public ProofTest {
 protected:
  const v1::Qualification& qualification() { return syllabus_.qualification(); }

  // The passage of a section that begins on `line`; it must exist.
  const v1::Passage& PassageAt(const std::string& title, int line) {
    for (const v1::Section& section : syllabus_.sections()) {
      if (section.title() != title) continue;
      for (const v1::Passage& passage : section.passages()) {
        if (passage.printed(0).line() == line) return passage;
      }
    }
    ADD_FAILURE() << "nothing in " << title << " on line " << line;
    return v1::Passage::default_instance();
  }

  // Its words, which are all that the line says.
  std::string WordsAt(const std::string& title, int line) {
    const v1::Passage& passage = PassageAt(title, line);
    std::string printed = WithoutMarks(source_.lines.at(line - 1));
    if (printed.starts_with("- ")) printed.erase(0, 2);
    EXPECT_EQ(passage.reading(), printed);
    return passage.reading();
  }

  // The definition of a term; it must exist.
  const v1::Passage& DefinitionOf(std::string_view term) {
    for (const v1::Definition& definition : syllabus_.definitions()) {
      if (definition.term() == term) return definition.definition();
    }
    ADD_FAILURE() << "no definition of " << term;
    return v1::Passage::default_instance();
  }

  std::vector<int> LinesOf(const v1::Passage& passage) {
    std::vector<int> lines;
    for (const auto& printed : passage.printed()) {
      lines.push_back(printed.line());
    }
    return lines;
  }
};

// R4, R5, R6, R125
TEST_F(ServedText, SaysWhoTheQualificationIsForAndWhoWasAsked) {
  const std::string purpose = WordsAt("Qualification Purpose", 52);

  EXPECT_THAT(purpose, HasSubstr("in consultation with employers and other key "
                                 "stakeholders"));
  EXPECT_THAT(purpose, HasSubstr("designed for senior managers"));
  EXPECT_THAT(purpose,
              EndsWith("provide strategic leadership and management."));
}

// R8, R124: whose the number is.
TEST_F(ServedText, SaysThatTheRegulatorGaveTheNumber) {
  EXPECT_THAT(WordsAt("Titles & Reference Numbers", 56),
              HasSubstr("the number allocated to the qualification by the "
                        "Regulator"));
  EXPECT_THAT(WordsAt("Titles & Reference Numbers", 61),
              EndsWith(qualification().qualification_number()));
}

// R10: and it is the title that the record has.
TEST_F(ServedText, AsksForTheFullTitle) {
  EXPECT_THAT(WordsAt("Titles & Reference Numbers", 58),
              HasSubstr("must use the full qualification title"));
  EXPECT_THAT(WordsAt("Titles & Reference Numbers", 61),
              HasSubstr(qualification().title()));
}

// R15, R16
TEST_F(ServedText, SaysWhereTheQualificationLeads) {
  const std::string progression = WordsAt("Progression", 69);

  EXPECT_THAT(progression, HasSubstr("at higher levels"));
  EXPECT_THAT(progression, HasSubstr("work-based or more academically"));
  EXPECT_THAT(progression, HasSubstr("meeting requirements for work and/or "
                                     "employment"));
}

// R17: both next steps, also the one at the same level (E43).
TEST_F(ServedText, PrintsTheProgressionsThatAreListed) {
  EXPECT_THAT(
      qualification().progressions(),
      ElementsAre(WordsAt("Progression", 71), WordsAt("Progression", 72)));
}

// R14, R18, R64, R86, R92: rules that are elsewhere have a name and no address.
TEST_F(ServedText, NamesOtherDocumentsAndInventsNothing) {
  EXPECT_THAT(WordsAt("Key Dates", 65),
              HasSubstr("CMI External Qualification List"));
  EXPECT_THAT(WordsAt("Progression", 74), HasSubstr("CMI Website"));
  EXPECT_THAT(WordsAt("Delivery of CMI Qualifications", 189),
              HasSubstr("CMI Centre Handbook"));
  EXPECT_THAT(WordsAt("Assessment & Verification", 222),
              HasSubstr("CMI Centre Handbook"));
  EXPECT_THAT(WordsAt("Recognition of Prior Learning & Achievement", 230),
              HasSubstr("CMI RPL policy"));
  EXPECT_THAT(PassageAt("Delivery of CMI Qualifications", 189).note(),
              kLostLink);
  EXPECT_THAT(PassageAt("Assessment & Verification", 222).note(), kLostLink);
}

// R33, R34: both parts of it, 223 hours guided and 227 others.
TEST_F(ServedText, DefinesTotalQualificationTimeInTwoParts) {
  const v1::Passage& definition = DefinitionOf("Total Qualification Time");

  EXPECT_THAT(LinesOf(definition), ElementsAre(105, 107, 108));
  EXPECT_THAT(definition.reading(), HasSubstr("number of notional hours"));
  EXPECT_THAT(definition.reading(), HasSubstr("a) the number of hours"));
  EXPECT_THAT(definition.reading(), HasSubstr("b) an estimate of the number"));
  EXPECT_EQ(qualification().total_qualification_time_hours() -
                qualification().glh_minimum(),
            227);
}

// R35
TEST_F(ServedText, DefinesTotalUnitTime) {
  EXPECT_EQ(DefinitionOf("Total Unit Time").reading(), source_.lines[109]);
  EXPECT_THAT(syllabus_.units(), SizeIs(18));
  for (const v1::Unit& unit : syllabus_.units()) {
    EXPECT_GE(unit.total_unit_time_hours(), unit.guided_learning_hours());
  }
}

// R36, E29
TEST_F(ServedText, DefinesGuidedLearningHoursWithoutTheMisprint) {
  const v1::Passage& definition = DefinitionOf("Guided Learning Hours");

  EXPECT_EQ(definition.printed(0).text(), source_.lines[111]);
  EXPECT_THAT(definition.printed(0).text(), HasSubstr("if a Learner"));
  EXPECT_THAT(definition.reading(), HasSubstr("of a Learner"));
}

// R37: in one place, or connected at the same time; a recording is neither.
TEST_F(ServedText, DefinesImmediateGuidanceInTwoWays) {
  const v1::Passage& definition =
      DefinitionOf("Immediate Guidance or Supervision");

  EXPECT_THAT(LinesOf(definition), ElementsAre(114, 116, 117));
  EXPECT_THAT(definition.reading(), HasSubstr("a) with the simultaneous "));
  EXPECT_THAT(definition.reading(), EndsWith("simultaneous electronic "
                                             "communication"));
}

// R57, R58: at work, and for knowledge any way that suits.
TEST_F(ServedText, SaysHowTheQualificationIsDelivered) {
  const std::string delivery = WordsAt("Delivery of CMI Qualifications", 183);

  EXPECT_THAT(delivery, StartsWith("This is predominantly a work based"));
  EXPECT_THAT(delivery, HasSubstr("assessed by a CMI Centre"));
  EXPECT_THAT(delivery, HasSubstr("any mode of delivery that meets the needs"));
}

// R79
TEST_F(ServedText, SaysThatConditionsDiffer) {
  const v1::Passage& conditions = PassageAt("Assessment & Verification", 204);

  EXPECT_THAT(LinesOf(conditions), ElementsAre(204, 205, 206, 207, 208, 209));
  EXPECT_THAT(conditions.reading(),
              HasSubstr("there cannot be assessment conditions that are "
                        "identical for all Learners"));
}

// R95
TEST_F(ServedText, SaysWhatACharteredManagerIs) {
  EXPECT_THAT(WordsAt("Chartered Manager", 238), StartsWith("Chartered "));
  EXPECT_THAT(WordsAt("Chartered Manager", 240),
              HasSubstr("exclusively awarded by the " +
                        qualification().awarding_organisation()));
  EXPECT_THAT(PassageAt("Chartered Manager", 242).note(), kLostLink);
}

// R96, E45: three resources, and what is a count of 2022.
TEST_F(ServedText, DescribesTheStudyResources) {
  for (const int line : {246, 265, 273}) {
    EXPECT_EQ(PassageAt("Study Resources", line).form(), v1::HEADING) << line;
  }
  for (const int line : {254, 256, 259}) {
    EXPECT_THAT(PassageAt("Study Resources", line).note(),
                "A figure of 2022, for information only.");
  }
  EXPECT_THAT(WordsAt("Study Resources", 269), HasSubstr("EBSCO"));
  EXPECT_THAT(WordsAt("Study Resources", 271), HasSubstr("ManagementDirect"));
}

// R97
TEST_F(ServedText, DescribesTheRecordOfProfessionalDevelopment) {
  const std::string record = WordsAt("Study Resources", 275);

  EXPECT_THAT(record, HasSubstr("record your learning objectives and the "
                                "activities"));
  EXPECT_THAT(record, HasSubstr("assess its impact"));
  EXPECT_THAT(record, HasSubstr("Print reports"));
}

// R102: examples, which is why nothing asks for guidance to be met.
TEST_F(ServedText, CallsGuidanceAnExample) {
  for (const v1::Unit& unit : syllabus_.units()) {
    EXPECT_THAT(unit.guidance_notice().reading(),
                HasSubstr("for example purposes only and is not intended to be "
                          "exhaustive"))
        << unit.name();
  }
}

// R110: sections, definitions and revisions as well as units.
TEST_F(ServedText, NamesTheLinesOfEverySection) {
  std::vector<int> lines;
  for (const v1::Section& section : syllabus_.sections()) {
    for (const v1::Passage& passage : section.passages()) {
      EXPECT_THAT(passage.printed(), Not(IsEmpty())) << section.title();
      for (const int line : LinesOf(passage)) lines.push_back(line);
    }
  }
  EXPECT_THAT(lines,
              Each(::testing::AllOf(::testing::Ge(50), ::testing::Le(922))));
}

// R112, R114, E15: what was extended once binds nobody now.
TEST_F(ServedText, KeepsFormerEndDatesAsHistory) {
  std::vector<std::string> former;
  for (const v1::Revision& revision : syllabus_.revisions()) {
    if (revision.rationale().note() == "Former end date: history only.") {
      former.push_back(revision.rationale().reading());
    }
  }
  EXPECT_THAT(former, ElementsAre("Qualification extended to 31st Aug 2022",
                                  "Qualification extended to 31st Aug 2020",
                                  "Qualification extended to 31 st Aug 2019"));
  EXPECT_THAT(qualification().operational_end_date(), IsEmpty());
}

}  // namespace
}  // namespace attest::catalogue::syllabi
