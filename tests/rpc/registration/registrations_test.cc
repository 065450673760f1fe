#include "libs/ids/ids.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class RegistrationsTest : public RegistrationTest {
 protected:
  RegistrationsTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
  }

  absl::StatusOr<v1::Registration> Record(const std::string& induction) {
    auto request =
        Proto<v1::RecordInductionRequest>("induction { " + induction + " }");
    request.set_name(registration_);
    return Change(tutor_, &Stub::RecordInduction, request);
  }
  absl::StatusOr<v1::Registration> Plan() {
    auto request = Proto<v1::PutLearningPlanRequest>(R"pb(
      learning_plan {
        goals { goal: "Lead a change programme." target_date: "2027-06-30" }
        goals { goal: "Write the strategy." target_date: "2027-03-31" }
        review_date: "2027-01-15"
      })pb");
    request.set_name(registration_);
    return Change(tutor_, &Stub::PutLearningPlan, request);
  }
  absl::StatusOr<v1::Registration> Allocate(const std::string& allocations) {
    auto request = Proto<v1::AllocateStaffRequest>(allocations);
    request.set_name(registration_);
    return Change(admin_, &Stub::AllocateStaff, request);
  }
  absl::StatusOr<v1::Registration> Withdraw(const std::string& token) {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("Moved abroad.");
    return Change(token, &Stub::WithdrawRegistration, request);
  }
  void SelectAll() {
    ASSERT_THAT(SelectUnits(registration_,
                            {"57", "58", "67", "54", "61", "63", "64", "65"}),
                IsOk());
  }

  std::string registration_;
};

// R26 to R30: part by part, complete with the fourth and the plan.
TEST_F(RegistrationsTest, RecordAnInductionInParts) {
  auto registration = Record(
      R"pb(programme_requirements { done: true done_date: "2026-11-02" })pb");
  ASSERT_THAT(registration, IsOk());
  EXPECT_TRUE(registration->induction().programme_requirements().done());
  registration = Record(R"pb(
    facilities { done: true done_date: "2026-11-03" notes: "Library card." }
    development_needs {
      done: true
      done_date: "2026-11-03"
      notes: "Finance for managers."
    })pb");
  ASSERT_THAT(registration, IsOk());
  EXPECT_EQ(registration->induction().programme_requirements().done_date(),
            "2026-11-02");
  EXPECT_FALSE(registration->induction().complete());

  registration =
      Record(R"pb(learning_plan { done: true done_date: "2026-11-03" })pb");
  ASSERT_THAT(registration, IsOk());
  EXPECT_FALSE(registration->induction().complete());

  registration = Plan();
  ASSERT_THAT(registration, IsOk());
  EXPECT_TRUE(registration->induction().complete());
  EXPECT_TRUE(Get(registration_).induction().complete());

  // A part may turn out not to be done.
  registration = Record(R"pb(facilities { done: false })pb");
  EXPECT_FALSE(registration->induction().complete());
}

// R29: what the needs are is on record, but not on the trail.
TEST_F(RegistrationsTest, RecordDevelopmentNeedsWithContent) {
  EXPECT_THAT(
      Record(R"pb(development_needs { done: true done_date: "2026-11-03" })pb"),
      NamesFields(Strings{"induction.development_needs.notes"}));
  ASSERT_THAT(Record(R"pb(
                development_needs {
                  done: true
                  done_date: "2026-11-03"
                  notes: "Dyslexia."
                }
              )pb"),
              IsOk());

  EXPECT_THAT(AuditTexts(registration_).back(), HasSubstr("development_needs"));
  EXPECT_THAT(AuditTexts(registration_), Not(Contains(HasSubstr("Dyslexia"))));
}

TEST_F(RegistrationsTest, RecordInductionsWithWholeRequests) {
  EXPECT_THAT(
      Call(tutor_, &Stub::RecordInduction, v1::RecordInductionRequest()),
      NamesFields(Strings{"request_id", "name", "induction"}));
  EXPECT_THAT(Record(R"pb(
                programme_requirements { done: true }
                facilities { done: true done_date: "2026-11-25" }
                development_needs { done_date: "2026-11-01" }
                learning_plan {
                  done: true
                  done_date: "2026-11-01"
                  notes: "\x01"
                })pb"),
              NamesFields(Strings{"induction.programme_requirements.done_date",
                                  "induction.facilities.done_date",
                                  "induction.development_needs.done_date",
                                  "induction.learning_plan.notes"}));
}

// R30
TEST_F(RegistrationsTest, KeepTheLearningPlan) {
  const auto planned = Plan();

  ASSERT_THAT(planned, IsOk());
  ASSERT_EQ(planned->learning_plan().goals_size(), 2);
  EXPECT_EQ(planned->learning_plan().goals(1).goal(), "Write the strategy.");
  EXPECT_EQ(Get(registration_).learning_plan().review_date(), "2027-01-15");
  EXPECT_FALSE(planned->induction().complete());
  EXPECT_THAT(AuditTexts(registration_), Not(Contains(HasSubstr("strategy"))));
  EXPECT_EQ(Plan()->learning_plan().goals_size(), 2);

  auto request = Proto<v1::PutLearningPlanRequest>(R"pb(
    learning_plan {
      goals { target_date: "2027" }
      review_date: ""
    })pb");
  request.set_name(registration_);
  EXPECT_THAT(Change(tutor_, &Stub::PutLearningPlan, request),
              NamesFields(Strings{"learning_plan.goals[0].goal",
                                  "learning_plan.goals[0].target_date",
                                  "learning_plan.review_date"}));
  EXPECT_THAT(
      Call(tutor_, &Stub::PutLearningPlan, v1::PutLearningPlanRequest()),
      NamesFields(Strings{"request_id", "name", "learning_plan.goals",
                          "learning_plan.review_date"}));
}

// A plan is limited as a whole, so that a registration is never too large.
TEST_F(RegistrationsTest, LimitTheLearningPlan) {
  v1::PutLearningPlanRequest request;
  request.set_name(registration_);
  v1::LearningPlan& plan = *request.mutable_learning_plan();
  plan.set_review_date("2027-01-15");
  for (int i = 0; i < 50; ++i) {
    v1::LearningGoal& goal = *plan.add_goals();
    goal.set_goal(std::string(1270, 'g'));
    goal.set_target_date("2027-06-30");
  }
  std::string& last = *plan.mutable_goals(49)->mutable_goal();
  last.append((64 << 10) - plan.ByteSizeLong(), 'g');
  while (plan.ByteSizeLong() > 64 << 10) last.pop_back();
  ASSERT_EQ(plan.ByteSizeLong(), size_t{64} << 10);
  EXPECT_THAT(Change(tutor_, &Stub::PutLearningPlan, request), IsOk());
  EXPECT_EQ(Get(registration_).learning_plan().SerializeAsString(),
            plan.SerializeAsString());

  last += 'g';
  EXPECT_THAT(Change(tutor_, &Stub::PutLearningPlan, request),
              NamesFields(Strings{"learning_plan"}));
  last = "g";
  *plan.add_goals() = plan.goals(49);
  EXPECT_THAT(Change(tutor_, &Stub::PutLearningPlan, request),
              NamesFields(Strings{"learning_plan.goals"}));
}

TEST_F(RegistrationsTest, AllocateAppointedStaff) {
  SelectAll();
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  ASSERT_THAT(Appoint("iris", v1::STAFF_INTERNAL_VERIFIER), IsOk());

  auto registration = Allocate(R"pb(
    allocations { role: STAFF_ASSESSOR person: "tom" units: "57" units: "58" }
    allocations { role: STAFF_INTERNAL_VERIFIER person: "iris" })pb");

  ASSERT_THAT(registration, IsOk());
  ASSERT_EQ(registration->allocations_size(), 2);
  EXPECT_THAT(registration->allocations(0).units(), ElementsAre("57", "58"));
  EXPECT_THAT(registration->allocations(1).units(), IsEmpty());
  EXPECT_THAT(AuditTexts(registration_).back(),
              HasSubstr("STAFF_ASSESSOR tom: 57,58"));

  // It replaces what was allocated.
  registration =
      Allocate(R"pb(allocations { role: STAFF_ASSESSOR person: "tom" })pb");
  ASSERT_THAT(registration, IsOk());
  EXPECT_EQ(Get(registration_).allocations_size(), 1);
}

// R87, and every other rule in the same answer.
TEST_F(RegistrationsTest, AllocateNobodyAgainstTheRules) {
  SelectAll();
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  ASSERT_THAT(Appoint("tom", v1::STAFF_INTERNAL_VERIFIER), IsOk());

  const auto refused = Allocate(R"pb(
    allocations { role: STAFF_ASSESSOR person: "tom" units: "57" units: "47" }
    allocations { role: STAFF_INTERNAL_VERIFIER person: "tom" units: "57" }
    allocations { role: STAFF_TUTOR person: "nobody" })pb");

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "ALLOCATION_REFUSED"));
  EXPECT_THAT(refused,
              BreaksRules(Strings{"SAME_PERSON_ASSESSES_AND_VERIFIES",
                                  "UNIT_NOT_SELECTED", "NOT_APPOINTED"}));
  EXPECT_EQ(Get(registration_).allocations_size(), 0);
}

TEST_F(RegistrationsTest, AllocateWithWholeRequests) {
  EXPECT_THAT(Call(admin_, &Stub::AllocateStaff, v1::AllocateStaffRequest()),
              NamesFields(Strings{"request_id", "name", "allocations"}));
  EXPECT_THAT(
      Allocate(R"pb(
        allocations { role: STAFF_CENTRE_ADMIN person: "tom" }
        allocations { person: "" units: "" })pb"),
      NamesFields(Strings{"allocations[0].role", "allocations[1].role",
                          "allocations[1].person", "allocations[1].units[0]"}));
}

// Dropping a unit takes it out of the allocations.
TEST_F(RegistrationsTest, KeepAllocationsInStepWithTheSelection) {
  ASSERT_THAT(SelectUnits(registration_, {"57", "58", "67", "54", "56", "61",
                                          "63", "64", "65"}),
              IsOk());
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  ASSERT_THAT(Allocate(R"pb(
                allocations { role: STAFF_ASSESSOR person: "tom" units: "56" }
                allocations {
                  role: STAFF_ASSESSOR
                  person: "tom"
                  units: "56"
                  units: "57"
                }
              )pb"),
              IsOk());

  SelectAll();

  const v1::Registration registration = Get(registration_);
  ASSERT_EQ(registration.allocations_size(), 1);
  EXPECT_THAT(registration.allocations(0).units(), ElementsAre("57"));
}

// R93, D28: withdrawal ends the membership, and the work.
TEST_F(RegistrationsTest, EndWithWithdrawal) {
  const auto withdrawn = Withdraw(admin_);

  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->state(), v1::WITHDRAWN);
  EXPECT_EQ(withdrawn->membership(), v1::AFFILIATE_ENDED);
  EXPECT_THAT(EventTypes(), Contains("registration.withdrawn"));
  EXPECT_THAT(EventTypes(), Contains("membership.ended"));
  EXPECT_THAT(AuditTexts(registration_),
              Contains(HasSubstr(Sha256Hex("Moved abroad."))));
  EXPECT_THAT(AuditTexts(registration_), Not(Contains(HasSubstr("abroad"))));

  // Nothing goes on.
  EXPECT_THAT(Withdraw(admin_),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_THAT(Record(R"pb(facilities { done: false })pb"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_THAT(Plan(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "NOT_ACTIVE"));
  EXPECT_THAT(SelectUnits(registration_,
                          {"57", "58", "67", "54", "61", "63", "64", "65"}),
              BreaksRules(Strings{"NOT_ACTIVE"}));
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  EXPECT_THAT(
      Allocate(R"pb(allocations { role: STAFF_ASSESSOR person: "tom" })pb"),
      BreaksRules(Strings{"NOT_ACTIVE"}));
}

TEST_F(RegistrationsTest, AreWithdrawnWithAReason) {
  EXPECT_THAT(Call(admin_, &Stub::WithdrawRegistration,
                   v1::WithdrawRegistrationRequest()),
              NamesFields(Strings{"request_id", "name", "reason"}));
  EXPECT_THAT(Withdraw(elsewhere_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Withdraw(awarding_), IsOk());
}

TEST_F(RegistrationsTest, AreSeenByTheirPeople) {
  v1::GetRegistrationRequest request;
  request.set_name(registration_);
  const auto get = [&](const std::string& token) {
    return Call(token, &Stub::GetRegistration, request);
  };

  for (const std::string& token :
       {admin_, tutor_, partner_, quinn_, awarding_, service_,
        Token("tom", auth::v1::ASSESSOR),
        Token("iris", auth::v1::INTERNAL_VERIFIER),
        Token("ann", auth::v1::LEARNER),
        Token("quinn", auth::v1::QUALITY_MANAGER, "other")}) {
    EXPECT_THAT(get(token), IsOk());
  }
  // Other learners, other centres, the learner's name with another role.
  for (const std::string& token :
       {Token("bob", auth::v1::LEARNER), elsewhere_,
        Token("ann", auth::v1::PARTNER, "southbank"),
        Token("quentin", auth::v1::QUALITY_MANAGER, "other"),
        Token("quentin", auth::v1::QUALITY_MANAGER),
        Token("lms", auth::v1::PARTNER, "")}) {
    EXPECT_THAT(get(token),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  request.set_name("registrations/none");
  EXPECT_THAT(get(admin_), FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  request.set_name("registrations/");
  EXPECT_THAT(get(admin_), NamesFields(Strings{"name"}));
}

// A learner without a subject is nobody's own.
TEST_F(RegistrationsTest, WithoutASubjectBelongToNoCaller) {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_full_name("Bob Other");
  request.mutable_learner()->clear_email();
  request.mutable_learner()->clear_subject();
  request.mutable_learner()->clear_unique_learner_number();
  const auto answer = Register(request);
  ASSERT_THAT(answer, IsOk());
  v1::GetRegistrationRequest get;
  get.set_name(answer->registration().name());

  EXPECT_THAT(
      Call(Token("bob", auth::v1::LEARNER), &Stub::GetRegistration, get),
      FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::registration
