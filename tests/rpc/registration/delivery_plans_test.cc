#include "libs/ids/ids.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kPlan[] = "centres/northgate/deliveryPlans/7D27V2";

class DeliveryPlansTest : public RegistrationTest {
 protected:
  DeliveryPlansTest() { MakeCentre(); }

  absl::StatusOr<v1::DeliveryPlan> Put(const v1::DeliveryPlan& plan) {
    v1::PutDeliveryPlanRequest request;
    request.set_name(kPlan);
    *request.mutable_delivery_plan() = plan;
    return Change(admin_, &Stub::PutDeliveryPlan, request);
  }
  absl::StatusOr<v1::DeliveryPlan> Submit() {
    v1::SubmitDeliveryPlanRequest request;
    request.set_name(kPlan);
    return Change(admin_, &Stub::SubmitDeliveryPlan, request);
  }
  absl::StatusOr<v1::DeliveryPlan> Decide(const std::string& token,
                                          bool approved,
                                          const std::string& reason = "") {
    v1::DecideDeliveryPlanRequest request;
    request.set_name(kPlan);
    request.set_approved(approved);
    request.set_reason(reason);
    return Change(token, &Stub::DecideDeliveryPlan, request);
  }
  absl::StatusOr<v1::DeliveryPlan> GetPlan(const std::string& token) {
    v1::GetDeliveryPlanRequest request;
    request.set_name(kPlan);
    return Call(token, &Stub::GetDeliveryPlan, request);
  }
};

// R63: draft, submitted, returned with a reason, changed, approved.
TEST_F(DeliveryPlansTest, GoFromDraftToApproved) {
  auto plan = Put(GoodPlan());
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->state(), v1::PLAN_DRAFT);
  EXPECT_EQ(plan->revision(), 1);
  EXPECT_THAT(plan->warnings(), IsEmpty());

  plan = Submit();
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->state(), v1::PLAN_SUBMITTED);

  plan = Decide(quinn_, false, "Dates are missing.");
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->state(), v1::PLAN_RETURNED);
  EXPECT_EQ(plan->return_reason(), "Dates are missing.");
  EXPECT_EQ(plan->decided_by(), "quinn");
  EXPECT_EQ(plan->decide_time().seconds(),
            absl::ToUnixSeconds(fixture_.clock().Now()));

  ASSERT_THAT(Put(GoodPlan()), IsOk());
  ASSERT_THAT(Submit(), IsOk());
  plan = Decide(quinn_, true);
  ASSERT_THAT(plan, IsOk());
  EXPECT_EQ(plan->state(), v1::PLAN_APPROVED);
  EXPECT_EQ(plan->return_reason(), "");
  EXPECT_EQ(plan->revision(), 6);
  EXPECT_EQ(GetPlan(tutor_)->SerializeAsString(), plan->SerializeAsString());
  EXPECT_THAT(EventTypes(),
              ElementsAre("centre.created", "delivery_plan.written",
                          "delivery_plan.submitted", "delivery_plan.returned",
                          "delivery_plan.written", "delivery_plan.submitted",
                          "delivery_plan.approved"));
}

// The trail proves the reason without holding it.
TEST_F(DeliveryPlansTest, KeepReasonsOutOfTheTrail) {
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  ASSERT_THAT(Submit(), IsOk());
  ASSERT_THAT(Decide(quinn_, false, "Not for Ann."), IsOk());

  const std::string entry = AuditTexts(kNorthgate).back();

  EXPECT_THAT(entry, HasSubstr(Sha256Hex("Not for Ann.")));
  EXPECT_THAT(entry, Not(HasSubstr("Ann")));
}

// R63: what was approved needs approval again when it changes.
TEST_F(DeliveryPlansTest, AreDraftsAgainWhenTheyChange) {
  ASSERT_THAT(Approve(), IsOk());
  ApprovePlan();
  ASSERT_THAT(Register(Ann()), IsOk());

  const auto changed = Put(GoodPlan());

  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->state(), v1::PLAN_DRAFT);
  v1::RegisterLearnerRequest bob = Ann();
  bob.mutable_learner()->set_full_name("Bob Example");
  bob.mutable_learner()->set_email("bob@example.org");
  EXPECT_THAT(Register(bob),
              BreaksRules(Strings{"DELIVERY_PLAN_NOT_APPROVED"}));
}

// R59
TEST_F(DeliveryPlansTest, WarnWithoutALearningExperience) {
  v1::DeliveryPlan plan = GoodPlan();
  plan.clear_learning_experience();

  const auto written = Put(plan);

  ASSERT_THAT(written, IsOk());
  EXPECT_THAT(written->warnings(),
              ElementsAre(HasSubstr("learning experience")));
  EXPECT_THAT(Submit(), IsOk());
}

// R60 to R62, D11
TEST_F(DeliveryPlansTest, AreSubmittedWhole) {
  v1::DeliveryPlan plan = GoodPlan();
  plan.clear_non_discrimination();
  plan.clear_equality_of_opportunity();
  plan.mutable_barriers(0)->clear_step();
  ASSERT_THAT(Put(plan), IsOk());

  const auto refused = Submit();

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "PLAN_NOT_READY"));
  EXPECT_THAT(refused, BreaksRules(Strings{"NO_NON_DISCRIMINATION_STATEMENT",
                                           "NO_EQUALITY_STATEMENT",
                                           "BARRIER_WITHOUT_STEP"}));
}

TEST_F(DeliveryPlansTest, AreSubmittedAndDecidedOnce) {
  EXPECT_THAT(Submit(), FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  EXPECT_THAT(
      Decide(quinn_, true),
      FailsWith(absl::StatusCode::kFailedPrecondition, "PLAN_NOT_SUBMITTED"));
  ASSERT_THAT(Submit(), IsOk());
  EXPECT_THAT(Submit(), BreaksRules(Strings{"NOT_A_DRAFT"}));
  ASSERT_THAT(Decide(quinn_, true), IsOk());
  EXPECT_THAT(
      Decide(quinn_, false, "Late."),
      FailsWith(absl::StatusCode::kFailedPrecondition, "PLAN_NOT_SUBMITTED"));
}

// R63, R117, R120: the centre's own Quality Manager and nobody else, and what
// others learn is nothing.
TEST_F(DeliveryPlansTest, AreDecidedByTheOwnQualityManagerAlone) {
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  ASSERT_THAT(Submit(), IsOk());
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND");

  // Another Quality Manager with a grant; the own one without; the own one who
  // works for the centre besides.
  EXPECT_THAT(Decide(Token("quentin", auth::v1::QUALITY_MANAGER), true),
              not_found);
  EXPECT_THAT(Decide(Token("quinn", auth::v1::QUALITY_MANAGER, "other"), true),
              not_found);
  EXPECT_THAT(
      Decide(fixture_.Token("quinn",
                            std::vector<auth::Grant>{
                                {auth::v1::QUALITY_MANAGER, "northgate"},
                                {auth::v1::CENTRE_ADMIN, "northgate"}}),
             true),
      not_found);
  for (const std::string& token : {admin_, awarding_, service_}) {
    EXPECT_THAT(Decide(token, true),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
  EXPECT_EQ(GetPlan(quinn_)->state(), v1::PLAN_SUBMITTED);
}

TEST_F(DeliveryPlansTest, AreReturnedWithAReason) {
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  ASSERT_THAT(Submit(), IsOk());

  EXPECT_THAT(Decide(quinn_, false), NamesFields(Strings{"reason"}));
}

TEST_F(DeliveryPlansTest, NameEveryWrongField) {
  EXPECT_THAT(
      Call(admin_, &Stub::PutDeliveryPlan, v1::PutDeliveryPlanRequest()),
      NamesFields(Strings{"request_id", "name", "delivery_plan.schedule"}));
  v1::DeliveryPlan plan = GoodPlan();
  plan.mutable_non_discrimination()->clear_signed_by();
  plan.mutable_equality_of_opportunity()->set_signed_date("2026-11-25");
  plan.mutable_barriers(0)->clear_barrier();
  plan.set_learning_experience(std::string(4001, 'x'));
  EXPECT_THAT(
      Put(plan),
      NamesFields(Strings{"delivery_plan.learning_experience",
                          "delivery_plan.non_discrimination.signed_by",
                          "delivery_plan.equality_of_opportunity.signed_date",
                          "delivery_plan.barriers[0].barrier"}));
  EXPECT_THAT(
      Call(admin_, &Stub::SubmitDeliveryPlan, v1::SubmitDeliveryPlanRequest()),
      NamesFields(Strings{"request_id", "name"}));
  EXPECT_THAT(
      Call(quinn_, &Stub::DecideDeliveryPlan, v1::DecideDeliveryPlanRequest()),
      NamesFields(Strings{"request_id", "name", "reason"}));
  EXPECT_THAT(
      Call(admin_, &Stub::GetDeliveryPlan, v1::GetDeliveryPlanRequest()),
      NamesFields(Strings{"name"}));
}

TEST_F(DeliveryPlansTest, OfOtherCentresAreNotFound) {
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  v1::SubmitDeliveryPlanRequest submit;
  submit.set_name(kPlan);
  v1::PutDeliveryPlanRequest put;
  put.set_name(kPlan);
  *put.mutable_delivery_plan() = GoodPlan();

  EXPECT_THAT(GetPlan(elsewhere_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(elsewhere_, &Stub::SubmitDeliveryPlan, submit),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(elsewhere_, &Stub::PutDeliveryPlan, put),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(EventTypes(), SizeIs(2));
}

// R10: an advert names the qualification by its full title. R58: any mode will
// do.
TEST_F(DeliveryPlansTest, AdvertiseTheFullTitle) {
  v1::DeliveryPlan plan = GoodPlan();
  plan.set_delivery_modes("In the workplace, tutorials by video.");
  plan.set_advert("Take the Level 7 NVQ Diploma with us!");
  ASSERT_THAT(Put(plan), IsOk());
  EXPECT_THAT(Submit(), BreaksRules(Strings{"TITLE_NOT_FULL"}));

  plan.set_advert(
      "Take the CMI Level 7 NVQ Diploma in Strategic Management and "
      "Leadership with us!");
  ASSERT_THAT(Put(plan), IsOk());
  const auto submitted = Submit();
  ASSERT_THAT(submitted, IsOk());
  EXPECT_EQ(submitted->advert(), plan.advert());
  EXPECT_EQ(submitted->delivery_modes(), plan.delivery_modes());
}

// R63: nobody approves what they have not read.
TEST_F(DeliveryPlansTest, AreDecidedOnAsTheyWereRead) {
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  const int64_t read = Submit()->revision();
  ASSERT_THAT(Put(GoodPlan()), IsOk());
  ASSERT_THAT(Submit(), IsOk());
  v1::DecideDeliveryPlanRequest request;
  request.set_name(kPlan);
  request.set_approved(true);
  request.set_revision(read);

  EXPECT_THAT(Change(quinn_, &Stub::DecideDeliveryPlan, request),
              FailsWith(absl::StatusCode::kAborted, "PLAN_CHANGED"));
  request.set_revision(read + 2);
  EXPECT_THAT(Change(quinn_, &Stub::DecideDeliveryPlan, request), IsOk());
  request.set_revision(-1);
  EXPECT_THAT(Change(quinn_, &Stub::DecideDeliveryPlan, request),
              NamesFields(Strings{"revision"}));
}

// A plan is limited as a whole.
TEST_F(DeliveryPlansTest, AreLimitedAsAWhole) {
  v1::PutDeliveryPlanRequest request;
  request.set_name(std::string(kNorthgate) + "/deliveryPlans/7D27V2");
  v1::DeliveryPlan& plan = *request.mutable_delivery_plan();
  plan.set_schedule("Terms.");
  for (int i = 0; i < 100; ++i) {
    plan.add_barriers()->set_barrier(std::string(2600, 'b'));
  }
  EXPECT_THAT(Change(admin_, &Stub::PutDeliveryPlan, request), IsOk());

  plan.mutable_barriers(0)->set_step(std::string(4000, 's'));
  EXPECT_THAT(Change(admin_, &Stub::PutDeliveryPlan, request),
              NamesFields(Strings{"delivery_plan"}));
  plan.clear_barriers();
  for (int i = 0; i < 101; ++i) plan.add_barriers()->set_barrier("b");
  EXPECT_THAT(Change(admin_, &Stub::PutDeliveryPlan, request),
              NamesFields(Strings{"delivery_plan.barriers"}));
}

}  // namespace
}  // namespace attest::registration
