// Two records of one person become one (complaint 6).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class MergingTest : public RegistrationTest {
 protected:
  MergingTest() {
    MakeReadyCentre();
    ann_ = RegisterAs(Ann());
    v1::RegisterLearnerRequest request = Bob();
    request.mutable_learner()->clear_subject();
    request.mutable_learner()->set_awarding_organisation_number("P9");
    bob_ = RegisterAs(request);
  }

  v1::RegisterLearnerResponse RegisterAs(
      const v1::RegisterLearnerRequest& request) {
    const auto answer = Register(request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(v1::RegisterLearnerResponse());
  }
  absl::StatusOr<v1::Learner> Merge(const std::string& name,
                                    const std::string& duplicate) {
    v1::MergeLearnersRequest request;
    request.set_name(name);
    request.set_duplicate(duplicate);
    request.set_reason("Same passport.");
    return Change(awarding_, &Stub::MergeLearners, request);
  }
  absl::StatusOr<v1::Learner> MergeBoth() {
    return Merge(ann_.learner().name(), bob_.learner().name());
  }
  void Withdraw(const std::string& registration) {
    v1::WithdrawRegistrationRequest request;
    request.set_name(registration);
    request.set_reason("Registered twice.");
    ASSERT_THAT(Change(admin_, &Stub::WithdrawRegistration, request), IsOk());
  }
  absl::StatusOr<v1::Learner> GetLearner(const std::string& name) {
    v1::GetLearnerRequest request;
    request.set_name(name);
    return Call(admin_, &Stub::GetLearner, request);
  }

  v1::RegisterLearnerResponse ann_;
  v1::RegisterLearnerResponse bob_;
};

TEST_F(MergingTest, KeepsHistoryAndTheNumbersOfBoth) {
  Withdraw(bob_.registration().name());
  const auto merged = MergeBoth();

  ASSERT_THAT(merged, IsOk());
  EXPECT_EQ(merged->name(), ann_.learner().name());
  EXPECT_EQ(merged->unique_learner_number(), "1000000043");
  EXPECT_THAT(merged->former_unique_learner_numbers(),
              ElementsAre("9276308686"));
  EXPECT_THAT(merged->former_awarding_organisation_numbers(),
              ElementsAre("P9"));
  const v1::Registration moved = Get(bob_.registration().name());
  EXPECT_EQ(moved.learner(), ann_.learner().name());
  EXPECT_EQ(moved.learner_subject(), "ann");
  EXPECT_THAT(AuditTexts(bob_.registration().name()),
              Contains(HasSubstr("learner.merged")));
  EXPECT_THAT(AuditTexts(ann_.registration().name()),
              Contains(HasSubstr("learner.merged")));
}

TEST_F(MergingTest, LeadsFromTheOldNameToTheOneThatStays) {
  Withdraw(bob_.registration().name());
  ASSERT_THAT(MergeBoth(), IsOk());

  const auto old = GetLearner(bob_.learner().name());
  ASSERT_THAT(old, IsOk());
  EXPECT_EQ(old->merged_into(), ann_.learner().name());
  EXPECT_EQ(old->full_name(), "Bob Other");
  // And so does the number (D23).
  v1::RegisterLearnerRequest again = Bob();
  again.mutable_learner()->set_full_name("Somebody Else");
  again.mutable_learner()->set_subject("else");
  again.mutable_learner()->set_email("else@example.org");
  const auto refused = Register(again);
  EXPECT_THAT(refused,
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
  EXPECT_EQ(ErrorInfoOf(refused.status())->metadata.at("learner"),
            ann_.learner().name());
}

// D31
TEST_F(MergingTest, RefusesTwoThatBothLearnForOneQualification) {
  EXPECT_THAT(MergeBoth(), FailsWith(absl::StatusCode::kFailedPrecondition,
                                     "MERGE_REFUSED"));
  EXPECT_THAT(MergeBoth(), BreaksRules(Strings{"BOTH_ACTIVE"}));
  Withdraw(ann_.registration().name());
  EXPECT_THAT(MergeBoth(), IsOk());
  EXPECT_EQ(Get(bob_.registration().name()).learner_subject(), "ann");
}

TEST_F(MergingTest, RefusesWhatIsNotTwoRecords) {
  Withdraw(bob_.registration().name());
  EXPECT_THAT(Merge(ann_.learner().name(), ann_.learner().name()),
              BreaksRules(Strings{"SAME_LEARNER"}));
  ASSERT_THAT(MergeBoth(), IsOk());
  EXPECT_THAT(MergeBoth(), BreaksRules(Strings{"LEARNER_MERGED"}));
  EXPECT_THAT(Merge(ann_.learner().name(), "learners/nobody"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// D68
TEST_F(MergingTest, WaitsForHolds) {
  Withdraw(bob_.registration().name());
  v1::PlaceHoldRequest hold;
  hold.mutable_hold()->set_learner(bob_.learner().name());
  hold.mutable_hold()->set_reason("Inquiry 12.");
  ASSERT_THAT(Change(awarding_, &Stub::PlaceHold, hold), IsOk());

  EXPECT_THAT(MergeBoth(), BreaksRules(Strings{"ON_HOLD"}));
}

// What is merged is changed under the name that stays.
TEST_F(MergingTest, ChangesNothingOfTheOldRecord) {
  Withdraw(bob_.registration().name());
  ASSERT_THAT(MergeBoth(), IsOk());
  v1::UpdateLearnerRequest request;
  request.mutable_learner()->set_name(bob_.learner().name());
  request.mutable_learner()->set_email("a@b");
  request.mutable_update_mask()->add_paths("email");

  EXPECT_THAT(Change(admin_, &Stub::UpdateLearner, request),
              BreaksRules(Strings{"LEARNER_MERGED"}));
}

// Whoever registers the old name gets the record that stays.
TEST_F(MergingTest, RegistersTheOldNameAsTheOneThatStays) {
  Withdraw(bob_.registration().name());
  Withdraw(ann_.registration().name());
  ASSERT_THAT(MergeBoth(), IsOk());
  v1::RegisterLearnerRequest request = Ann();
  request.clear_learner();
  request.set_existing_learner(bob_.learner().name());

  const auto registered = Register(request);

  ASSERT_THAT(registered, IsOk());
  EXPECT_EQ(registered->registration().learner(), ann_.learner().name());
}

TEST_F(MergingTest, NamesEveryWrongField) {
  EXPECT_THAT(
      Call(awarding_, &Stub::MergeLearners, v1::MergeLearnersRequest()),
      NamesFields(Strings{"request_id", "name", "duplicate", "reason"}));
  v1::MergeLearnersRequest request;
  request.set_name(ann_.learner().name());
  request.set_duplicate(bob_.learner().name());
  request.set_reason("Mine.");
  EXPECT_EQ(Change(admin_, &Stub::MergeLearners, request).status().code(),
            absl::StatusCode::kPermissionDenied);
}

TEST_F(MergingTest, KeepsReasonsOutOfTheTrail) {
  Withdraw(bob_.registration().name());
  ASSERT_THAT(MergeBoth(), IsOk());
  for (const std::string& text : AuditTexts(ann_.registration().name())) {
    EXPECT_THAT(text, Not(HasSubstr("passport")));
  }
}

TEST_F(MergingTest, MergesNothingWhenTheStoreFails) {
  Withdraw(bob_.registration().name());
  database_->FailNextCommit(absl::UnavailableError("power"));
  EXPECT_EQ(MergeBoth().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Get(bob_.registration().name()).learner(), bob_.learner().name());
}

}  // namespace
}  // namespace attest::registration
