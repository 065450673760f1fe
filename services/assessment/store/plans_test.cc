#include "services/assessment/store/plans.h"

#include "services/assessment/store/lines.h"
#include "services/assessment/testing/store_fixture.h"

namespace attest::assessment::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class PlanStoreTest : public StoreTest {
 protected:
  Plan Sample() {
    Plan plan;
    plan.centre = "northgate";
    plan.id = "7D27V2-8";
    plan.syllabus = "qualifications/7D27V2/syllabi/8";
    plan.rows = {
        {"57",
         {"1.1", "1.2"},
         "Report",
         EvidenceKind::kWorkProduct,
         "2027-03-01"},
        {"67", {"1.3"}, "Board", EvidenceKind::kObservation, "2027-04-01"}};
    plan.gaps = {"57 2.1", "67 1.1"};
    plan.revision = 1;
    return plan;
  }
  std::optional<Plan> Find(const std::string& centre) {
    return Read([&](auto& sql) { return FindPlan(sql, centre, "7D27V2-8"); });
  }
};

TEST_F(PlanStoreTest, GivesBackWhatWasPutIn) {
  const Plan plan = Sample();
  ASSERT_THAT(Write([&](auto& sql) { return PutPlan(sql, plan); }), IsOk());

  const auto found = Find("northgate");

  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->syllabus, plan.syllabus);
  ASSERT_EQ(found->rows.size(), 2u);
  EXPECT_THAT(found->rows[0].criteria, ElementsAre("1.1", "1.2"));
  EXPECT_EQ(found->rows[1].method, EvidenceKind::kObservation);
  EXPECT_THAT(found->gaps, ElementsAre("57 2.1", "67 1.1"));
  EXPECT_FALSE(Find("southport").has_value());
}

TEST_F(PlanStoreTest, ReplacesRowsOnlyWhenPut) {
  Plan plan = Sample();
  ASSERT_THAT(Write([&](auto& sql) { return PutPlan(sql, plan); }), IsOk());
  plan.state = PlanState::kAgreed;
  plan.decided_by = "quinn";
  plan.decide_time = clock_.Now();
  plan.revision = 2;
  ASSERT_THAT(Write([&](auto& sql) { return UpdatePlan(sql, plan); }), IsOk());

  EXPECT_EQ(Find("northgate")->state, PlanState::kAgreed);
  EXPECT_EQ(Find("northgate")->decided_by, "quinn");
  EXPECT_EQ(Find("northgate")->decide_time, clock_.Now());
  EXPECT_EQ(Find("northgate")->rows.size(), 2u);

  plan.rows.pop_back();
  plan.gaps.clear();
  ASSERT_THAT(Write([&](auto& sql) { return PutPlan(sql, plan); }), IsOk());
  EXPECT_EQ(Find("northgate")->rows.size(), 1u);
  EXPECT_THAT(Find("northgate")->gaps, IsEmpty());
}

TEST(Lines, ComeBackAsTheyWere) {
  for (const auto& items : std::vector<std::vector<std::string>>{
           {}, {"57 1.1"}, {"57 1.1", "57 1.2", "67 1.3"}}) {
    EXPECT_EQ(SplitLines(JoinLines(items)), items);
  }
}

}  // namespace
}  // namespace attest::assessment::store
