// Assessment plans on the wire (req R68 to R71).
#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {
namespace {

class PlansTest : public AssessmentTest {
 protected:
  v1::PlanRow Row(const std::string& unit,
                  const std::vector<std::string>& criteria) {
    v1::PlanRow row;
    row.set_unit(unit);
    for (const auto& criterion : criteria) row.add_criteria(criterion);
    row.set_piece_of_work("Report on strategy");
    row.set_method(v1::WORK_PRODUCT);
    row.set_date("2027-03-01");
    return row;
  }

  v1::PutAssessmentPlanRequest PutRequest(
      const std::vector<v1::PlanRow>& rows) {
    v1::PutAssessmentPlanRequest request;
    request.set_request_id(NewId());
    request.set_parent(kCentre);
    request.set_syllabus(kSyllabus);
    for (const auto& row : rows) *request.add_rows() = row;
    return request;
  }

  // Every criterion of every unit.
  v1::PutAssessmentPlanRequest WholeRequest() {
    std::vector<v1::PlanRow> rows;
    for (const char* unit :
         {"46", "47", "49", "51", "52", "53", "54", "56", "57", "58", "59",
          "60", "61", "63", "64", "65", "66", "67"}) {
      rows.push_back(Row(unit, CriteriaOf(unit)));
    }
    return PutRequest(rows);
  }

  absl::StatusOr<v1::AssessmentPlan> Put(
      const v1::PutAssessmentPlanRequest& request) {
    return Do(admin_, &Stub::PutAssessmentPlan, request);
  }
  absl::StatusOr<v1::AssessmentPlan> Submit() {
    v1::SubmitAssessmentPlanRequest request;
    request.set_request_id(NewId());
    request.set_name(kPlan);
    return Do(admin_, &Stub::SubmitAssessmentPlan, request);
  }
  v1::DecideAssessmentPlanRequest DecideRequestFor(bool agreed) {
    v1::DecideAssessmentPlanRequest request;
    request.set_request_id(NewId());
    request.set_name(kPlan);
    request.set_agreed(agreed);
    if (!agreed) request.set_reason("Unit 57 needs an observation.");
    return request;
  }
  absl::StatusOr<v1::AssessmentPlan> Get(const std::string& token) {
    v1::GetAssessmentPlanRequest request;
    request.set_name(kPlan);
    return Do(token, &Stub::GetAssessmentPlan, request);
  }
};

// R69: gaps are listed over every criterion of every unit.
TEST_F(PlansTest, ListsEveryCriterionWithoutWork) {
  const auto plan = Put(PutRequest({Row("57", {"1.1", "1.2"})}));

  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->name(), kPlan);
  EXPECT_EQ(plan->state(), v1::PLAN_DRAFT);
  EXPECT_EQ(plan->revision(), 1);
  EXPECT_EQ(plan->gaps_size(), 273 - 2);
  EXPECT_EQ(plan->gaps(0), "46 1.1");
  EXPECT_EQ(plan->rows(0).piece_of_work(), "Report on strategy");
}

// R68: agreed with the Quality Manager, with name and date; a change needs
// agreement again.
TEST_F(PlansTest, IsAgreedByTheQualityManagerAndFallsBackOnChange) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());
  const auto submitted = Submit();
  ASSERT_THAT(submitted, IsOk());
  EXPECT_EQ(submitted->state(), v1::PLAN_SUBMITTED);

  const auto agreed =
      Do(manager_, &Stub::DecideAssessmentPlan, DecideRequestFor(true));

  ASSERT_THAT(agreed, IsOk());
  EXPECT_EQ(agreed->state(), v1::PLAN_AGREED);
  EXPECT_EQ(agreed->decided_by(), "quinn");
  EXPECT_GT(agreed->decide_time().seconds(), 0);
  EXPECT_THAT(agreed->gaps(), IsEmpty());

  const auto changed = Put(WholeRequest());
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->state(), v1::PLAN_DRAFT);
  EXPECT_EQ(changed->decided_by(), "");
  EXPECT_EQ(changed->revision(), 4);
}

TEST_F(PlansTest, IsReturnedWithAReasonAndWrittenAgain) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());
  ASSERT_THAT(Submit(), IsOk());

  const auto returned =
      Do(manager_, &Stub::DecideAssessmentPlan, DecideRequestFor(false));

  ASSERT_THAT(returned, IsOk());
  EXPECT_EQ(returned->state(), v1::PLAN_RETURNED);
  EXPECT_EQ(returned->return_reason(), "Unit 57 needs an observation.");
  EXPECT_THAT(Submit(), BreaksRules(Names{"NOT_A_DRAFT"}));
  ASSERT_THAT(Put(WholeRequest()), IsOk());
  EXPECT_THAT(Submit(), IsOk());
}

// R69, R70: every unit has work for every criterion, or nothing is submitted.
TEST_F(PlansTest, IsNotSubmittedWithGaps) {
  auto request = WholeRequest();
  request.mutable_rows()->RemoveLast();
  request.mutable_rows(8)->mutable_criteria()->RemoveLast();
  ASSERT_THAT(Put(request), IsOk());

  const auto refused = Submit();

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "PLAN_NOT_READY"));
  EXPECT_THAT(refused, BreaksRules(Names{"CRITERIA_WITHOUT_WORK",
                                         "CRITERIA_WITHOUT_WORK"}));
}

TEST_F(PlansTest, IsDecidedOnOnlyWhenSubmitted) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());

  EXPECT_THAT(
      Do(manager_, &Stub::DecideAssessmentPlan, DecideRequestFor(true)),
      FailsWith(absl::StatusCode::kFailedPrecondition, "PLAN_NOT_SUBMITTED"));
}

// R68: the centre's own Quality Manager, nobody else.
TEST_F(PlansTest, IsDecidedOnByNobodyElse) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());
  ASSERT_THAT(Submit(), IsOk());

  const std::string another =
      rpc_.Token("max", auth::v1::QUALITY_MANAGER, "northgate");
  EXPECT_THAT(Do(another, &Stub::DecideAssessmentPlan, DecideRequestFor(true)),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  const std::string elsewhere =
      rpc_.Token("quinn", auth::v1::QUALITY_MANAGER, "southport");
  EXPECT_THAT(
      Do(elsewhere, &Stub::DecideAssessmentPlan, DecideRequestFor(true)),
      FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Do(admin_, &Stub::DecideAssessmentPlan, DecideRequestFor(true)),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(PlansTest, NamesEveryWrongField) {
  v1::PutAssessmentPlanRequest request;
  request.set_parent("northgate");
  request.set_syllabus("qualifications/7D27V2/syllabi/-");
  v1::PlanRow& row = *request.add_rows();
  row.set_method(v1::SIMULATION);  // R81
  row.set_date("soon");

  EXPECT_THAT(
      Put(request),
      NamesFields(Names{"request_id", "parent", "syllabus", "rows[0].unit",
                        "rows[0].criteria", "rows[0].piece_of_work",
                        "rows[0].method", "rows[0].date"}));
}

TEST_F(PlansTest, RefusesWhatTheSyllabusDoesNotHave) {
  EXPECT_THAT(Put(PutRequest({Row("99", {"1.1"}), Row("57", {"1.1", "9.9"})})),
              NamesFields(Names{"rows[0].unit", "rows[1].criteria[1]"}));
  auto request = PutRequest({Row("57", {"1.1"})});
  request.set_syllabus("qualifications/NONE/syllabi/1");
  EXPECT_THAT(Put(request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(PlansTest, BelongsToItsCentre) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());

  EXPECT_THAT(Get(admin_), IsOk());
  EXPECT_THAT(Get(verifier_), IsOk());
  EXPECT_THAT(Get(awarding_), IsOk());
  EXPECT_THAT(Get(service_), IsOk());
  const auto hidden = Get(other_admin_);
  EXPECT_THAT(hidden, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  v1::GetAssessmentPlanRequest missing;
  missing.set_name("centres/southport/assessmentPlans/7D27V2-8");
  EXPECT_EQ(
      Do(other_admin_, &Stub::GetAssessmentPlan, missing).status().message(),
      hidden.status().message());
  auto request = WholeRequest();
  EXPECT_THAT(Do(other_admin_, &Stub::PutAssessmentPlan, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(PlansTest, AnswersARepeatedRequestOnce) {
  const auto request = PutRequest({Row("57", {"1.1"})});
  ASSERT_THAT(Put(request), IsOk());

  const auto again = Put(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->revision(), 1);

  auto other = PutRequest({Row("57", {"1.2"})});
  other.set_request_id(request.request_id());
  EXPECT_THAT(Put(other),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(PlansTest, LeavesATrailInTheChainOfTheCentre) {
  ASSERT_THAT(Put(WholeRequest()), IsOk());
  ASSERT_THAT(Submit(), IsOk());
  ASSERT_THAT(Do(manager_, &Stub::DecideAssessmentPlan, DecideRequestFor(true)),
              IsOk());

  EXPECT_THAT(Actions(kCentre),
              ElementsAre("assessment_plan.put", "assessment_plan.submitted",
                          "assessment_plan.agreed"));
}

TEST_F(PlansTest, WritesNothingWhenTheStoreFails) {
  faults_->FailNextCommit(absl::UnavailableError("gone"));

  EXPECT_EQ(Put(PutRequest({Row("57", {"1.1"})})).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(Get(admin_), FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::assessment
