// Learners who are on record already, and what is known of how they were
// recruited.
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ExistingLearnerTest : public RegistrationTest {
 protected:
  ExistingLearnerTest() {
    MakeReadyCentre();
    const auto ann = Register(Ann());
    EXPECT_THAT(ann, IsOk());
    learner_ = ann->learner().name();
    registration_ = ann->registration().name();
  }

  v1::RegisterLearnerRequest Again() {
    v1::RegisterLearnerRequest request = Ann();
    request.clear_learner();
    request.set_existing_learner(learner_);
    return request;
  }
  void Withdraw() {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration_);
    request.set_reason("Moved away.");
    ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, request), IsOk());
  }

  std::string learner_;
  std::string registration_;
};

TEST_F(ExistingLearnerTest, RegistersWhoIsOnRecord) {
  Withdraw();
  const auto again = Register(Again());

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->registration().learner(), learner_);
  EXPECT_EQ(again->registration().learner_subject(), "ann");
  EXPECT_EQ(again->learner().full_name(), "Ann Example");
  EXPECT_EQ(Counts(), std::make_pair(int64_t{1}, int64_t{2}));
}

// D31
TEST_F(ExistingLearnerTest, RefusesASecondRegistrationThatRuns) {
  const auto refused = Register(Again());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kAlreadyExists,
                                 "ALREADY_REGISTERED"));
  EXPECT_EQ(ErrorInfoOf(refused.status())->metadata.at("registration"),
            registration_);
}

TEST_F(ExistingLearnerTest, TakesNoOtherData) {
  v1::RegisterLearnerRequest request = Again();
  *request.mutable_learner() = Bob().learner();

  EXPECT_THAT(Register(request), NamesFields(Strings{"learner"}));
}

// Who is no learner of the centre is not there.
TEST_F(ExistingLearnerTest, FindsOnlyLearnersOfTheCentre) {
  MakeReadyCentre("southbank");
  v1::RegisterLearnerRequest request = Again();
  request.set_parent("centres/southbank");
  EXPECT_THAT(Change(elsewhere_, &Stub::RegisterLearner, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  request = Again();
  request.set_existing_learner("learners/nobody");
  EXPECT_THAT(Register(request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// R19 and all other rules hold for them too.
TEST_F(ExistingLearnerTest, AppliesTheRules) {
  Withdraw();
  v1::RegisterLearnerRequest request = Again();
  request.set_registration_date("1990-01-01");
  request.mutable_recruitment()->clear_advice();
  request.mutable_recruitment()->mutable_capability()->set_stated_date(
      "1989-12-01");

  const auto refused = Register(request);

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "REGISTRATION_REFUSED"));
  Strings types;
  for (const auto& one : RuleViolationsOf(refused.status())) {
    types.push_back(one.type);
  }
  EXPECT_THAT(types, ::testing::IsSupersetOf({"UNDER_AGE", "NO_ADVICE",
                                              "BEFORE_OPERATIONAL_START"}));
}

// D68: a hold on the learner stops it.
TEST_F(ExistingLearnerTest, HeedsAHoldOnTheLearner) {
  Withdraw();
  v1::PlaceHoldRequest hold;
  hold.mutable_hold()->set_learner(learner_);
  hold.mutable_hold()->set_reason("Inquiry 12.");
  ASSERT_THAT(Change(awarding_, &Stub::PlaceHold, hold), IsOk());

  EXPECT_THAT(Register(Again()), BreaksRules(Strings{"ON_HOLD"}));
}

// D22
TEST_F(ExistingLearnerTest, KeepsHowIdentityWasChecked) {
  Withdraw();
  v1::RegisterLearnerRequest request = Again();
  auto& identity = *request.mutable_recruitment()->mutable_identity();
  identity.set_document_kind("passport");
  identity.set_checked_by("carol");
  identity.set_checked_date("2026-10-20");
  const auto registered = Register(request);

  ASSERT_THAT(registered, IsOk());
  const v1::Registration read = Get(registered->registration().name());
  EXPECT_EQ(read.recruitment().identity().document_kind(), "passport");
  EXPECT_EQ(read.recruitment().identity().checked_by(), "carol");
  EXPECT_EQ(read.recruitment().identity().checked_date(), "2026-10-20");
  EXPECT_FALSE(Get(registration_).recruitment().has_identity());
}

TEST_F(ExistingLearnerTest, NeedsAWholeIdentityCheck) {
  v1::RegisterLearnerRequest request = Bob();
  request.mutable_recruitment()->mutable_identity()->set_checked_date(
      "2026-11-02");  // the day after the registration
  request.set_programme_start_date("soon");

  EXPECT_THAT(Register(request),
              NamesFields(Strings{"recruitment.identity.document_kind",
                                  "recruitment.identity.checked_by",
                                  "recruitment.identity.checked_date",
                                  "programme_start_date"}));
}

}  // namespace
}  // namespace attest::registration
