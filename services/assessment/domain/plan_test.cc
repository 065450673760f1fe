#include "services/assessment/domain/plan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::NamesFields;
using Names = std::vector<std::string>;

PlanRow Row(const std::string& unit, std::vector<std::string> criteria) {
  return {unit, std::move(criteria), "Report", EvidenceKind::kWorkProduct,
          "2027-03-01"};
}

absl::Status Check(const std::vector<PlanRow>& rows) {
  FieldChecks check("assessment.attest");
  CheckRows(rows, check);
  return check.status();
}

// R69: every criterion of every unit, those with lost words too (R108).
TEST(GapsOf, ListsEveryCriterionWithoutWork) {
  EXPECT_THAT(GapsOf({Row("57", {"1.1"}), Row("57", {"2.1"}),
                      Row("67", {"1.1"}), Row("46", {"1.1"})},
                     SampleSyllabus()),
              ElementsAre("57 4.1", "67 1.3"));
  EXPECT_THAT(GapsOf({Row("57", {"1.1", "2.1", "4.1"}),
                      Row("67", {"1.1", "1.3"}), Row("46", {"1.1"})},
                     SampleSyllabus()),
              IsEmpty());
}

// R70, R71: named work with a date.
TEST(CheckRows, NamesEveryWrongField) {
  EXPECT_THAT(Check({Row("57", {"1.1"})}), testing::IsOk());
  EXPECT_THAT(Check({}), NamesFields(Names{"rows"}));
  PlanRow row = Row("", {"1.1", "1.1", ""});
  row.piece_of_work = " ";
  row.date = "2027";
  row.method = EvidenceKind{};
  EXPECT_THAT(Check({Row("57", {"1.1"}), row}),
              NamesFields(Names{"rows[1].unit", "rows[1].criteria[2]",
                                "rows[1].criteria", "rows[1].piece_of_work",
                                "rows[1].method", "rows[1].date"}));
  EXPECT_THAT(Check(std::vector<PlanRow>(501, Row("57", {"1.1"}))),
              NamesFields(Names{"rows"}));
}

// R81: not even planned.
TEST(CheckRows, RefusesSimulation) {
  PlanRow row = Row("57", {"1.1"});
  row.method = EvidenceKind::kSimulation;
  EXPECT_THAT(Check({row}), NamesFields(Names{"rows[0].method"}));
}

TEST(CheckReady, NamesStateAndGapsByUnit) {
  Plan plan;
  plan.centre = "northgate";
  plan.id = "7D27V2-8";
  EXPECT_THAT(CheckReady(plan), IsEmpty());
  plan.state = PlanState::kAgreed;
  plan.gaps = {"57 1.1", "57 2.1", "67 1.3"};
  const auto violations = CheckReady(plan);
  EXPECT_THAT(TypesOf(violations),
              ElementsAre("NOT_A_DRAFT", "CRITERIA_WITHOUT_WORK",
                          "CRITERIA_WITHOUT_WORK"));
  EXPECT_EQ(violations[1].subject,
            "centres/northgate/assessmentPlans/7D27V2-8 unit 57");
  EXPECT_THAT(violations[1].description, ::testing::HasSubstr("1.1, 2.1"));
}

}  // namespace
}  // namespace attest::assessment
