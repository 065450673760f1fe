#include "tools/attest/catalogue/answers_text.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

template <class Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

constexpr char kComparison[] = R"(
  changes {
    kind: CRITERION
    from_item: "units/57/criteria/1.4" to_item: "units/57/criteria/1.5"
    changes: REWORDED changes: RENUMBERED
    from_text: "Analyse the internal environment"
    to_text: "Analyse the external environment"
    meaning: "An assessor has to look at what was shown."
  }
  changes {
    kind: CRITERION to_item: "units/57/criteria/1.4" changes: ADDED
    to_text: "Explain the plan"
  }
  changes {
    kind: CRITERION from_item: "units/58/criteria/2.1" changes: REMOVED
    from_text: "Execute it"
  }
  changes {
    kind: RULE from_item: "rules/TOTAL_CREDITS" to_item: "rules/TOTAL_CREDITS"
    changes: FACTS_CHANGED from_text: "45 credits" to_text: "46 credits"
  }
  criteria {
    from: "qualifications/Q/syllabi/7/units/57/criteria/1.4"
    to: "qualifications/Q/syllabi/8/units/57/criteria/1.5"
    carry_over: NEEDS_REVIEW likeness: 75
  }
  criteria {
    from: "qualifications/Q/syllabi/7/units/57/criteria/1.1"
    to: "qualifications/Q/syllabi/8/units/57/criteria/1.1"
    carry_over: CARRIES likeness: 100
  }
  criteria {
    from: "qualifications/Q/syllabi/7/units/58/criteria/2.1"
    carry_over: NOT_CARRIED
  }
  criteria { to: "qualifications/Q/syllabi/8/units/57/criteria/1.4" }
)";

std::string Compared(bool mapping, bool colour = false) {
  Page page({colour, 80});
  PrintComparison(Parse<cat::CompareSyllabiResponse>(kComparison), mapping,
                  page);
  return page.text();
}

TEST(PrintComparison, GroupsChangesByUnit) {
  const std::string text = Compared(false);
  EXPECT_THAT(text, AllOf(HasSubstr("Unit 57\n  ~ criterion 1.4 -> 1.5: "
                                    "reworded, renumbered\n"),
                          HasSubstr("\n  + criterion 1.4: added\n"),
                          HasSubstr("Unit 58\n  - criterion 2.1: removed\n"),
                          HasSubstr("Rule of combination\n  ~ rule "
                                    "TOTAL_CREDITS: facts changed\n"),
                          HasSubstr("for learners: An assessor has to look")));
}

TEST(PrintComparison, MarksTheWordsThatDiffer) {
  EXPECT_THAT(Compared(false),
              HasSubstr("Analyse the [-internal-] {+external+} environment"));
  EXPECT_THAT(Compared(false, true), AllOf(HasSubstr("\033[31minternal\033[0m"),
                                           Not(HasSubstr("[-"))));
}

TEST(PrintComparison, SumsUpWhatCarriesOver) {
  EXPECT_THAT(
      Compared(false),
      AllOf(HasSubstr("Criteria: 1 of 3 carried over with their evidence "
                      "and decisions, 1 to"),
            Not(HasSubstr("OLD"))));
}

TEST(PrintComparison, ShowsTheMappingWhenAsked) {
  EXPECT_THAT(Compared(true), AllOf(HasSubstr("  57 1.4  57 1.5  needs review"),
                                    HasSubstr("75 %"),
                                    HasSubstr("  58 2.1  -       not carried"),
                                    HasSubstr("  -       57 1.4  new")));
}

TEST(PrintComparison, SaysWhereAnItemWentAndCameFrom) {
  Page page({false, 80});
  PrintComparison(Parse<cat::CompareSyllabiResponse>(R"(
    changes {
      kind: UNIT from_item: "units/1" to_item: "units/2" changes: RENUMBERED
    }
    changes {
      kind: CRITERION from_item: "units/1/criteria/1.2"
      to_item: "units/3/criteria/2.1" changes: MOVED
    }
    changes {
      kind: GUIDANCE from_item: "units/3/guidance/1.1"
      to_item: "units/3/guidance/1.1/1.2" changes: RENUMBERED
    }
    changes {
      kind: DEFINITION from_item: "definitions/Credit value"
      to_item: "definitions/Credit value" changes: REWORDED
    })"),
                  false, page);
  EXPECT_THAT(page.text(),
              AllOf(HasSubstr("Unit 2\n  ~ unit 1 -> 2: renumbered\n"),
                    HasSubstr("Unit 3\n  ~ criterion 1.2 of unit 1 -> 2.1 of "
                              "unit 3: moved\n"),
                    HasSubstr("  ~ guidance 1.1 -> 1.1/1.2: renumbered\n"),
                    HasSubstr("Definitions\n  ~ definition Credit value: "
                              "reworded\n")));
}

TEST(PrintComparison, SaysWhenNothingDiffers) {
  Page page({});
  PrintComparison({}, false, page);
  EXPECT_THAT(page.text(), HasSubstr("No item differs."));
}

TEST(PrintProposals, IsATable) {
  Page page({false, 80});
  PrintProposals(Parse<cat::ProposeSelectionsResponse>(R"(
    proposals {
      units: "57" units: "58" added: "58"
      totals {
        units: 2 credits: 10 credits_at_level: 10
        guided_learning_hours: 60 total_unit_time_hours: 100
      }
    })"),
                 page);
  EXPECT_EQ(page.text(),
            "    UNITS  COUNT  CREDITS  AT LEVEL  GLH  TUT\n"
            "1.  57 58      2       10        10   60  100\n");
}

TEST(PrintProposals, SaysWhichWishesPreventEveryOne) {
  Page page({false, 100});
  PrintProposals(Parse<cat::ProposeSelectionsResponse>(R"(
    prevented_by {
      rule_id: "M" title: "Every unit of group A" have: 2 need: 3 missing: 1
      measure: "units"
    }
    preventing_wishes { unit: "57" })"),
                 page);
  EXPECT_THAT(page.text(),
              AllOf(HasSubstr("There is no valid selection."),
                    HasSubstr("This wish alone already rules everything out: "
                              "avoid 57. It has to go; others may"),
                    HasSubstr("Every unit of group A")));
}

TEST(PrintProposals, PromisesNothingOfGivingUpOneWish) {
  Page page({false, 200});
  PrintProposals(Parse<cat::ProposeSelectionsResponse>(R"(
    preventing_wishes { unit: "H2" keep: true }
    preventing_wishes { unit: "H3" keep: true })"),
                 page);
  EXPECT_THAT(page.text(),
              HasSubstr("These wishes alone already rule everything out: keep "
                        "H2, keep H3. At least one of them has to go; others "
                        "may stand in the way too."));
}

TEST(PrintEvaluation, ShowsHaveNeedAndMissing) {  // R50
  Page page({false, 80});
  PrintEvaluation(Parse<cat::EvaluateSelectionResponse>(R"(
    rules {
      rule_id: "L" title: "At least 35 credits" have: 30 need: 35 missing: 5
      candidates: "59" candidates: "60" measure: "credits"
    }
    rules {
      rule_id: "T" title: "All of A" satisfied: true have: 3 need: 3
      measure: "units"
    }
    totals { units: 7 credits: 40 total_qualification_time_hours: 450 })"),
                  page);
  EXPECT_THAT(
      page.text(),
      AllOf(HasSubstr("not valid\n"),
            HasSubstr("no  At least 35 credits    30    35        5  credits"),
            HasSubstr("ok  All of A                3     3           units"),
            HasSubstr("could help: 59 60"),
            HasSubstr("450 hours (TQT)")));  // E3: apart from unit time
}

TEST(PrintHits, MarksMatchesAndSaysWhere) {
  const auto answer = Parse<cat::SearchSyllabusResponse>(R"(
    hits {
      kind: CRITERION unit: "57" number: "1.4" title: "Develop a plan"
      snippet { text: "to " } snippet { text: "manage" match: true }
      snippet { text: " risk" } status: INCOMPLETE_IN_SOURCE
    }
    hits { kind: DEFINITION number: "TQT" title: "Total Qualification" })");
  const std::vector<cat::SearchHit> hits(answer.hits().begin(),
                                         answer.hits().end());
  Page plain({false, 80});
  PrintHits(hits, plain);
  EXPECT_THAT(plain.text(),
              AllOf(HasSubstr("unit 57, criterion 1.4 (Develop a plan)\n"
                              "?   to *manage* risk\n"),
                    HasSubstr("definition (Total Qualification)\n"),
                    HasSubstr("words are lost in the source")));
  Page colour({true, 80});
  PrintHits(hits, colour);
  EXPECT_THAT(colour.text(), AllOf(HasSubstr("\033[32mmanage\033[0m"),
                                   Not(HasSubstr("*manage*"))));
}

}  // namespace
}  // namespace attest::catalogue_tools
