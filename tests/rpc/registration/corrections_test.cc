// What is known of a learner changes: by the centre, or by the awarding
// organisation with a correction on record (D30).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CorrectionsTest : public RegistrationTest {
 protected:
  CorrectionsTest() {
    MakeReadyCentre();
    const auto ann = Register(Ann());
    EXPECT_THAT(ann, IsOk());
    learner_ = ann->learner().name();
    registration_ = ann->registration().name();
  }

  // A change of these fields, with values from text format.
  v1::UpdateLearnerRequest Changed(const std::string& fields,
                                   const Strings& mask) {
    v1::UpdateLearnerRequest request;
    *request.mutable_learner() = Proto<v1::Learner>(fields);
    request.mutable_learner()->set_name(learner_);
    request.mutable_update_mask()->mutable_paths()->Assign(mask.begin(),
                                                           mask.end());
    return request;
  }
  absl::StatusOr<v1::Learner> Update(const std::string& token,
                                     const std::string& fields,
                                     const Strings& mask,
                                     const std::string& reason = "") {
    v1::UpdateLearnerRequest request = Changed(fields, mask);
    request.set_reason(reason);
    return Change(token, &Stub::UpdateLearner, request);
  }
  v1::RequestCorrectionRequest Wish(const std::string& fields,
                                    const Strings& mask) {
    v1::RequestCorrectionRequest request;
    request.set_parent(kNorthgate);
    *request.mutable_learner() = Proto<v1::Learner>(fields);
    request.mutable_learner()->set_name(learner_);
    request.mutable_update_mask()->mutable_paths()->Assign(mask.begin(),
                                                           mask.end());
    request.set_reason("Passport seen.");
    return request;
  }
  std::string Requested(const std::string& fields, const Strings& mask) {
    const auto correction =
        Change(admin_, &Stub::RequestCorrection, Wish(fields, mask));
    EXPECT_THAT(correction, IsOk());
    return correction.ok() ? correction->name() : "";
  }
  absl::StatusOr<v1::Correction> Decide(const std::string& name, bool approved,
                                        const std::string& reason = "") {
    v1::DecideCorrectionRequest request;
    request.set_name(name);
    request.set_approved(approved);
    request.set_reason(reason);
    return Change(awarding_, &Stub::DecideCorrection, request);
  }
  v1::Learner GetLearner() {
    v1::GetLearnerRequest request;
    request.set_name(learner_);
    const auto answer = Call(awarding_, &Stub::GetLearner, request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(v1::Learner());
  }
  absl::StatusOr<v1::ListCorrectionsResponse> List(const std::string& token,
                                                   const std::string& parent,
                                                   int size = 0) {
    v1::ListCorrectionsRequest request;
    request.set_parent(parent);
    request.set_page_size(size);
    return Call(token, &Stub::ListCorrections, request);
  }

  std::string learner_;
  std::string registration_;
};

TEST_F(CorrectionsTest, LetsTheCentreChangeHowALearnerIsReached) {
  const auto changed =
      Update(partner_, R"(email: "new@example.org" subject: "anna"
                          full_name: "not in the mask")",
             {"email", "subject"});

  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->email(), "new@example.org");
  EXPECT_EQ(changed->full_name(), "Ann Example");
  EXPECT_EQ(changed->job_role(), "Head of Operations");
  EXPECT_EQ(Get(registration_).learner_subject(), "anna");
  const events::v1::Event event = AwaitEvent("learner.updated");
  EXPECT_EQ(event.resource(), learner_);
  EXPECT_EQ(event.centre(), kNorthgate);
  EXPECT_EQ(event.registration(), registration_);
}

// D30
TEST_F(CorrectionsTest, LeavesIdentityToTheAwardingOrganisation) {
  const auto refused =
      Update(admin_, R"(full_name: "Eve" birth_date: "1981-01-01")",
             {"full_name", "birth_date"});

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "UPDATE_REFUSED"));
  EXPECT_THAT(refused,
              BreaksRules(Strings{"NEEDS_CORRECTION", "NEEDS_CORRECTION"}));
  EXPECT_EQ(GetLearner().full_name(), "Ann Example");
}

// D30, D25: with before and after, and no number forgotten.
TEST_F(CorrectionsTest, RecordsWhatTheAwardingOrganisationChanges) {
  const auto changed =
      Update(awarding_,
             R"(full_name: "Ann Exemplar" unique_learner_number: "9276308686")",
             {"full_name", "unique_learner_number"}, "Deed poll seen.");

  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->full_name(), "Ann Exemplar");
  EXPECT_THAT(changed->former_unique_learner_numbers(),
              ElementsAre("1000000043"));
  const auto list = List(awarding_, learner_);
  ASSERT_THAT(list, IsOk());
  ASSERT_THAT(list->corrections(), SizeIs(1));
  const v1::Correction& correction = list->corrections(0);
  EXPECT_EQ(correction.state(), v1::CORRECTION_APPROVED);
  EXPECT_EQ(correction.requested_by(), "olga");
  EXPECT_EQ(correction.reason(), "Deed poll seen.");
  EXPECT_EQ(correction.centre(), "");
  ASSERT_THAT(correction.fields(), SizeIs(2));
  EXPECT_EQ(correction.fields(0).field(), "full_name");
  EXPECT_EQ(correction.fields(0).before(), "Ann Example");
  EXPECT_EQ(correction.fields(0).after(), "Ann Exemplar");
}

TEST_F(CorrectionsTest, NeedsAReasonOfTheAwardingOrganisation) {
  EXPECT_THAT(Update(awarding_, R"(email: "a@b")", {"email"}),
              NamesFields(Strings{"reason"}));
}

// The trail holds no personal data (D30, R115).
TEST_F(CorrectionsTest, KeepsPersonalDataOutOfTheTrail) {
  ASSERT_THAT(Update(awarding_, R"(full_name: "Ann Exemplar")", {"full_name"},
                     "Marriage certificate of Ann Exemplar seen."),
              IsOk());
  ASSERT_THAT(
      Decide(Requested(R"(birth_date: "1980-04-05")", {"birth_date"}), true),
      IsOk());

  const Strings texts = AuditTexts(registration_);
  EXPECT_THAT(texts, Contains(HasSubstr("learner.updated")));
  EXPECT_THAT(texts, Contains(HasSubstr("correction.approved")));
  for (const std::string& text : texts) {
    EXPECT_THAT(text, Not(HasSubstr("Exemplar")));
    EXPECT_THAT(text, Not(HasSubstr("1980-0")));
  }
}

TEST_F(CorrectionsTest, RefusesWhatTheRulesForbid) {
  ASSERT_THAT(Register(Bob()), IsOk());
  // R19
  EXPECT_THAT(Update(awarding_, R"(birth_date: "2010-01-01")", {"birth_date"},
                     "Typing error."),
              BreaksRules(Strings{"UNDER_AGE"}));
  // D23
  EXPECT_THAT(Update(awarding_, R"(unique_learner_number: "9276308686")",
                     {"unique_learner_number"}, "Typing error."),
              FailsWith(absl::StatusCode::kAlreadyExists, "DUPLICATE_ULN"));
  // D31: one person, one subject.
  EXPECT_THAT(Update(admin_, R"(subject: "bob")", {"subject"}),
              BreaksRules(Strings{"SUBJECT_TAKEN"}));
  // R120
  EXPECT_THAT(Update(admin_, R"(subject: "quinn")", {"subject"}),
              BreaksRules(Strings{"QUALITY_MANAGER_IS_LEARNER"}));
  EXPECT_EQ(GetLearner().etag(), "r1");
}

TEST_F(CorrectionsTest, NamesEveryWrongField) {
  v1::UpdateLearnerRequest request =
      Changed(R"(email: "x" full_name: "" birth_date: "1990-02-31"
                 unique_learner_number: "1" subject: "a b"
                 awarding_organisation_number: "")",
              {"email", "full_name", "birth_date", "unique_learner_number",
               "subject", "awarding_organisation_number"});
  request.mutable_learner()->set_awarding_organisation_number(
      std::string(41, 'x'));
  EXPECT_THAT(Change(admin_, &Stub::UpdateLearner, request),
              NamesFields(Strings{
                  "learner.email", "learner.full_name", "learner.birth_date",
                  "learner.unique_learner_number", "learner.subject",
                  "learner.awarding_organisation_number"}));
  EXPECT_THAT(Update(admin_, "", {}), NamesFields(Strings{"update_mask"}));
  EXPECT_THAT(Update(admin_, "", {"name"}),
              NamesFields(Strings{"update_mask"}));
}

TEST_F(CorrectionsTest, HeedsTheEtag) {
  v1::UpdateLearnerRequest request =
      Changed(R"(job_role: "Chief")", {"job_role"});
  request.mutable_learner()->set_etag(GetLearner().etag());
  ASSERT_THAT(Change(admin_, &Stub::UpdateLearner, request), IsOk());
  EXPECT_THAT(Change(admin_, &Stub::UpdateLearner, request),
              FailsWith(absl::StatusCode::kAborted, "STALE_ETAG"));
}

TEST_F(CorrectionsTest, HidesLearnersOfOthers) {
  const auto not_found = FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND");
  EXPECT_THAT(Update(elsewhere_, R"(email: "a@b")", {"email"}), not_found);
  v1::RequestCorrectionRequest wish =
      Wish(R"(full_name: "Eve")", {"full_name"});
  wish.set_parent("centres/southbank");
  EXPECT_THAT(Change(elsewhere_, &Stub::RequestCorrection, wish), not_found);
  EXPECT_THAT(List(elsewhere_, learner_), not_found);
  EXPECT_THAT(Change(elsewhere_, &Stub::RequestCorrection,
                     Wish(R"(full_name: "Eve")", {"full_name"})),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(List(admin_, "learners/-"),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(CorrectionsTest, AppliesWhatIsApproved) {
  const std::string name =
      Requested(R"(full_name: "Ann Exemplar" birth_date: "1980-04-05")",
                {"full_name", "birth_date"});
  EXPECT_EQ(GetLearner().full_name(), "Ann Example");

  const auto decided = Decide(name, true);

  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->state(), v1::CORRECTION_APPROVED);
  EXPECT_EQ(decided->decided_by(), "olga");
  EXPECT_EQ(decided->requested_by(), "carol");
  EXPECT_EQ(decided->centre(), kNorthgate);
  EXPECT_TRUE(decided->has_decide_time());
  EXPECT_EQ(GetLearner().full_name(), "Ann Exemplar");
  EXPECT_EQ(GetLearner().birth_date(), "1980-04-05");
  EXPECT_THAT(EventTypes(), AllOf(Contains("correction.requested"),
                                  Contains("correction.approved")));
}

TEST_F(CorrectionsTest, LeavesTheLearnerWhenItRefuses) {
  const std::string name =
      Requested(R"(full_name: "Ann Exemplar")", {"full_name"});
  EXPECT_THAT(Decide(name, false), NamesFields(Strings{"reason"}));

  const auto refused = Decide(name, false, "No proof.");

  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->state(), v1::CORRECTION_REFUSED);
  EXPECT_EQ(refused->decide_reason(), "No proof.");
  EXPECT_EQ(GetLearner().full_name(), "Ann Example");
  EXPECT_THAT(
      Decide(name, true),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CORRECTION_DECIDED"));
}

TEST_F(CorrectionsTest, DoesNotApplyWhatIsOutdated) {
  const std::string name =
      Requested(R"(full_name: "Ann Exemplar")", {"full_name"});
  ASSERT_THAT(Update(awarding_, R"(full_name: "Ann Other")", {"full_name"},
                     "Deed poll seen."),
              IsOk());

  EXPECT_THAT(
      Decide(name, true),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CORRECTION_OUTDATED"));
  EXPECT_EQ(GetLearner().full_name(), "Ann Other");
}

TEST_F(CorrectionsTest, NeedsSomethingToCorrect) {
  EXPECT_THAT(Change(admin_, &Stub::RequestCorrection,
                     Wish(R"(full_name: "Ann Example")", {"full_name"})),
              NamesFields(Strings{"update_mask"}));
  EXPECT_THAT(Change(admin_, &Stub::RequestCorrection,
                     Wish(R"(email: "a@b")", {"email"})),
              NamesFields(Strings{"update_mask"}));
  EXPECT_THAT(Change(admin_, &Stub::RequestCorrection,
                     Wish(R"(birth_date: "2012-01-01")", {"birth_date"})),
              BreaksRules(Strings{"UNDER_AGE"}));
  EXPECT_THAT(Decide(learner_ + "/corrections/none", true),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(CorrectionsTest, ListsToACentreItsOwn) {
  Requested(R"(full_name: "A")", {"full_name"});
  Requested(R"(full_name: "B")", {"full_name"});
  ASSERT_THAT(
      Update(awarding_, R"(full_name: "C")", {"full_name"}, "Deed poll."),
      IsOk());

  EXPECT_THAT(List(admin_, learner_)->corrections(), SizeIs(2));
  EXPECT_THAT(List(quinn_, learner_)->corrections(), SizeIs(2));
  EXPECT_THAT(List(awarding_, learner_)->corrections(), SizeIs(3));
  EXPECT_THAT(List(awarding_, "learners/-")->corrections(), SizeIs(3));
  const auto page = List(awarding_, learner_, 2);
  ASSERT_THAT(page->corrections(), SizeIs(2));
  v1::ListCorrectionsRequest next;
  next.set_parent(learner_);
  next.set_page_size(2);
  next.set_page_token(page->next_page_token());
  const auto rest = Call(awarding_, &Stub::ListCorrections, next);
  ASSERT_THAT(rest, IsOk());
  EXPECT_THAT(rest->corrections(), SizeIs(1));
  EXPECT_THAT(rest->next_page_token(), IsEmpty());
}

TEST_F(CorrectionsTest, IsDoneOnceForARequestThatIsRepeated) {
  v1::UpdateLearnerRequest request =
      Changed(R"(job_role: "Chief")", {"job_role"});
  request.set_request_id(request_ids_.NewId());
  ASSERT_THAT(Call(admin_, &Stub::UpdateLearner, request), IsOk());
  const auto again = Call(admin_, &Stub::UpdateLearner, request);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->etag(), "r2");
  request.mutable_learner()->set_job_role("Other");
  EXPECT_THAT(Call(admin_, &Stub::UpdateLearner, request),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(CorrectionsTest, ChangesNothingWhenTheStoreFails) {
  database_->FailNextCommit(absl::UnavailableError("power"));
  EXPECT_EQ(Update(admin_, R"(email: "a@b")", {"email"}).status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_EQ(GetLearner().email(), "ann@example.org");
}

}  // namespace
}  // namespace attest::registration
