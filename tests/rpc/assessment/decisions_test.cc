// Decisions on criteria, on the wire.
#include <thread>

#include "nlohmann/json.hpp"
#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {
namespace {

class DecisionsTest : public AssessmentTest {
 protected:
  absl::StatusOr<v1::RecordDecisionsResponse> Record(
      const std::string& token, const std::vector<v1::Decision>& decisions) {
    return Do(token, &Stub::RecordDecisions, DecideRequest(decisions));
  }
  absl::StatusOr<v1::Decision> Countersign(const std::string& token,
                                           const std::string& name) {
    v1::CountersignDecisionRequest request;
    request.set_request_id(NewId());
    request.set_name(name);
    request.set_reason("Judged on the same evidence.");
    return Do(token, &Stub::CountersignDecision, request);
  }
  std::vector<v1::Decision> List(bool current_only,
                                 const std::string& unit = "") {
    v1::ListDecisionsRequest request;
    request.set_parent(kRegistration);
    request.set_current_only(current_only);
    request.set_unit(unit);
    const auto answer = Do(verifier_, &Stub::ListDecisions, request);
    EXPECT_THAT(answer, IsOk());
    if (!answer.ok()) return {};
    return {answer->decisions().begin(), answer->decisions().end()};
  }
};

// R65, R67: by criterion, with who, when, evidence and reason.
TEST_F(DecisionsTest, ShowHowTheJudgementWasReached) {
  const std::string evidence = HandedIn("57", {"1.1"});

  const auto recorded = Record(assessor_, {NewDecision("57", "1.1", evidence)});

  ASSERT_THAT(recorded, IsOk());
  const v1::Decision& decision = recorded->decisions(0);
  EXPECT_EQ(decision.outcome(), v1::MET);
  EXPECT_EQ(decision.state(), v1::FINAL);
  EXPECT_EQ(decision.assessor(), "amir");
  EXPECT_EQ(decision.decide_time().seconds(), 1795510800);
  EXPECT_THAT(decision.evidence(), ElementsAre(evidence));
  EXPECT_EQ(decision.syllabus_version(), "8");  // R115
  EXPECT_EQ(List(false).front().SerializeAsString(),
            decision.SerializeAsString());
  const auto entry = nlohmann::json::parse(LastEntry());
  EXPECT_EQ(entry["action"], "decision.recorded");
  EXPECT_EQ(entry["resource"], decision.name());
  EXPECT_EQ(entry["after"]["criterion"], "1.1");
  EXPECT_EQ(entry["after"]["reason_sha256"], Sha256Hex("Shown at work."));
}

// Every broken rule, by criterion; nothing is recorded.
TEST_F(DecisionsTest, AreAllOrNone) {
  const std::string evidence = HandedIn("57", {"1.1", "1.2"});
  const std::string testimony = HandedIn("57", {"1.3"}, v1::WITNESS_TESTIMONY);
  v1::Decision against = NewDecision("57", "1.2", evidence);
  against.mutable_judgements()->set_current(false);  // R82
  v1::Decision unusual = NewDecision("57", "1.4", evidence);
  unusual.set_usual_conditions(false);  // R80

  const auto refused = Record(
      assessor_,
      {NewDecision("57", "1.1", evidence), against,
       NewDecision("57", "1.3", testimony), unusual,
       NewDecision("57", "9.9", evidence), NewDecision("64", "1.1", evidence),
       NewDecision("57", "1.5", "registrations/r1/evidence/none")});

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "DECISION_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{
                           "MET_AGAINST_JUDGEMENT", "TESTIMONY_ALONE",
                           "CONDITIONS_NOT_CONFIRMED", "EVIDENCE_NOT_MAPPED",
                           "UNKNOWN_CRITERION", "UNIT_NOT_SELECTED",
                           "EVIDENCE_NOT_SUBMITTED"}));
  EXPECT_THAT(List(false), IsEmpty());
}

// D42: a change is a new decision; the old one stays.
TEST_F(DecisionsTest, AreSupersededNeverChanged) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const auto first =
      Decided(assessor_, NewDecision("57", "1.1", evidence, v1::NOT_YET_MET));
  rpc_.clock().Advance(absl::Hours(1));

  const auto second = Decided(second_, NewDecision("57", "1.1", evidence));

  const auto all = List(false);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].name(), first.name());
  EXPECT_EQ(all[0].superseded_by(), second.name());
  EXPECT_EQ(all[0].outcome(), v1::NOT_YET_MET);
  EXPECT_EQ(all[1].superseded_by(), "");
  EXPECT_THAT(List(true), SizeIs(1));
  EXPECT_THAT(List(true, "67"), IsEmpty());
}

// R66: an assessor of the learner's centre, allocated; nobody else.
TEST_F(DecisionsTest, AreMadeByAllocatedAssessorsOfTheCentre) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const std::vector<v1::Decision> one = {NewDecision("57", "1.1", evidence)};

  for (const auto& token : {learner_, tutor_, verifier_, admin_, manager_}) {
    EXPECT_THAT(Record(token, one),
                FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  }
  EXPECT_THAT(Record(stranger_, one),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  const std::string unknown =
      rpc_.Token("uma", auth::v1::ASSESSOR, "northgate");
  EXPECT_THAT(Record(unknown, one), BreaksRules(Names{"NOT_ALLOCATED"}));
  learner_record().mutable_allocations(0)->add_units("67");
  PutRecord();
  EXPECT_THAT(Record(assessor_, one), BreaksRules(Names{"NOT_ALLOCATED"}));
}

// Nobody judges themselves.
TEST_F(DecisionsTest, AreNotMadeOnOnesOwnWork) {
  const std::string evidence = HandedIn("57", {"1.1"});
  learner_record().set_learner_subject("amir");
  PutRecord();

  EXPECT_THAT(Record(assessor_, {NewDecision("57", "1.1", evidence)}),
              BreaksRules(Names{"OWN_WORK"}));
}

// D16: knowledge outcomes accept another award than competence outcomes, and
// an outcome whose kind is not printed counts as competence (E30).
TEST_F(DecisionsTest, NeedStandingForWhatIsJudged) {
  const std::string evidence = HandedIn("57", {"1.1", "2.1", "4.1"});
  registration_.SetCompetenceStanding("amir", registration::v1::NONE);

  EXPECT_THAT(Record(assessor_, {NewDecision("57", "1.1", evidence)}), IsOk());
  EXPECT_THAT(Record(assessor_, {NewDecision("57", "4.1", evidence)}),
              BreaksRules(Names{"NO_STANDING"}));
  EXPECT_THAT(Record(assessor_, {NewDecision("57", "1.1", evidence),
                                 NewDecision("57", "2.1", evidence)}),
              BreaksRules(Names{"NO_STANDING"}));
  const auto asked = registration_.asked();
  EXPECT_EQ(asked.front().parent(), kCentre);
  EXPECT_EQ(asked.front().person(), "amir");
  EXPECT_EQ(asked.front().unit_level(), 7);
  // Conflicts of interest and holds depend on it (D19, D68).
  EXPECT_EQ(asked.front().registration(), kRegistration);
  EXPECT_EQ(asked.front().date(), "2026-11-24");
  EXPECT_TRUE(asked.front().judges_knowledge());
  EXPECT_FALSE(asked.front().judges_competence());
}

// D17, D18: provisional until somebody else, competent on that day,
// countersigns.
TEST_F(DecisionsTest, OfATraineeWaitForACountersignature) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const auto decision = Decided(trainee_, NewDecision("57", "1.1", evidence));
  EXPECT_EQ(decision.state(), v1::DECISION_PROVISIONAL);

  EXPECT_THAT(Countersign(trainee_, decision.name()),
              BreaksRules(Names{"SAME_PERSON", "NO_STANDING"}));
  // Promoted since: still not on their own.
  registration_.SetStanding("tom", registration::v1::FULL);
  EXPECT_THAT(Countersign(trainee_, decision.name()),
              BreaksRules(Names{"SAME_PERSON"}));
  registration_.SetStanding("sofia", registration::v1::PROVISIONAL);
  EXPECT_THAT(Countersign(second_, decision.name()),
              BreaksRules(Names{"NO_STANDING"}));

  const auto final = Countersign(assessor_, decision.name());
  ASSERT_THAT(final, IsOk());
  EXPECT_EQ(final->state(), v1::FINAL);
  EXPECT_EQ(final->countersigned_by(), "amir");
  EXPECT_EQ(List(true).front().state(), v1::FINAL);
  EXPECT_THAT(Countersign(assessor_, decision.name()),
              FailsWith(absl::StatusCode::kFailedPrecondition,
                        "COUNTERSIGNATURE_REFUSED"));
  EXPECT_THAT(Countersign(assessor_, decision.name()),
              BreaksRules(Names{"NOT_PROVISIONAL"}));
}

TEST_F(DecisionsTest, AreNotCountersignedWhenSuperseded) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const auto old = Decided(trainee_, NewDecision("57", "1.1", evidence));
  Decided(assessor_, NewDecision("57", "1.1", evidence));

  EXPECT_THAT(Countersign(assessor_, old.name()),
              BreaksRules(Names{"SUPERSEDED"}));
  EXPECT_THAT(Countersign(stranger_, old.name()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Countersign(assessor_, "registrations/r1/decisions/none"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(DecisionsTest, StopWithTheRegistration) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const auto old = Decided(trainee_, NewDecision("57", "1.1", evidence));
  learner_record().set_state(registration::v1::WITHDRAWN);
  PutRecord();

  EXPECT_THAT(Record(assessor_, {NewDecision("57", "1.1", evidence)}),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
  EXPECT_THAT(Countersign(assessor_, old.name()),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
}

TEST_F(DecisionsTest, NameEveryWrongField) {
  v1::RecordDecisionsRequest request;
  request.set_request_id("x");
  request.set_parent(kRegistration);
  v1::Decision& decision = *request.add_decisions();
  decision.add_evidence("evidence/1");
  decision.add_evidence("registrations/r2/evidence/e1");
  decision.set_outcome(static_cast<v1::Outcome>(7));

  EXPECT_THAT(Do(assessor_, &Stub::RecordDecisions, request),
              NamesFields(Names{
                  "request_id", "decisions[0].unit", "decisions[0].criterion",
                  "decisions[0].outcome", "decisions[0].reason",
                  "decisions[0].judgements", "decisions[0].evidence[0]",
                  "decisions[0].evidence[1]"}));
  const auto twice = NewDecision("57", "1.1", "registrations/r1/evidence/e");
  EXPECT_THAT(Record(assessor_, {twice, twice}),
              NamesFields(Names{"decisions[1].criterion"}));
  EXPECT_THAT(Record(assessor_, {}), NamesFields(Names{"decisions"}));
  EXPECT_THAT(Record(assessor_, std::vector<v1::Decision>(101, twice)).status(),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
}

TEST_F(DecisionsTest, AreListedInPages) {
  const std::vector<std::string> criteria = CriteriaOf("57");
  MeetAll("57", assessor_);
  v1::ListDecisionsRequest request;
  request.set_parent(kRegistration);
  request.set_page_size(5);
  std::vector<std::string> listed;
  do {
    const auto page = Do(learner_, &Stub::ListDecisions, request);
    ASSERT_THAT(page, IsOk());
    for (const auto& one : page->decisions()) listed.push_back(one.criterion());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());

  EXPECT_EQ(listed, criteria);  // in the order of the call
  EXPECT_THAT(Do(other_learner_, &Stub::ListDecisions, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// An ordinary client, which takes 4 MiB, can read any page.
TEST_F(DecisionsTest, AreListedInPagesOfABoundedSize) {
  MeetAll("57", assessor_);
  const std::string evidence = HandedIn("57", CriteriaOf("57"));
  std::string reason;
  for (int i = 0; i < 4000; ++i) reason += "\xf0\x9d\x84\x9e";
  std::vector<v1::Decision> all;
  for (const auto& criterion : CriteriaOf("57")) {
    all.push_back(NewDecision("57", criterion, evidence));
    all.back().set_reason(reason);
  }
  size_t expected = all.size();
  while (expected < 150) {
    ASSERT_THAT(Record(assessor_, all), IsOk());
    expected += all.size();
  }
  v1::ListDecisionsRequest request;
  request.set_parent(kRegistration);
  request.set_page_size(1000);
  size_t listed = 0;
  do {
    const auto page = Do(learner_, &Stub::ListDecisions, request);
    ASSERT_THAT(page, IsOk());
    EXPECT_LT(page->ByteSizeLong(), 2u << 20);
    listed += page->decisions_size();
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());

  EXPECT_EQ(listed, expected);
}

TEST_F(DecisionsTest, AreRecordedOnce) {
  const std::string evidence = HandedIn("57", {"1.1"});
  const auto request = DecideRequest({NewDecision("57", "1.1", evidence)});
  const auto first = Do(assessor_, &Stub::RecordDecisions, request);
  ASSERT_THAT(first, IsOk());

  const auto second = Do(assessor_, &Stub::RecordDecisions, request);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_THAT(List(false), SizeIs(1));
  auto other = DecideRequest({NewDecision("57", "1.1", evidence)});
  other.set_request_id(request.request_id());
  other.mutable_decisions(0)->set_reason("Another reason.");
  EXPECT_THAT(Do(assessor_, &Stub::RecordDecisions, other),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// Two assessors decide the same criterion at once: an order, both kept, one
// current.
TEST_F(DecisionsTest, AtOnceHaveAnOrder) {
  const std::string evidence = HandedIn("57", {"1.1"});
  std::vector<std::thread> threads;
  for (const auto& token : {assessor_, second_, assessor_, second_}) {
    threads.emplace_back([this, token, evidence] {
      EXPECT_THAT(Record(token, {NewDecision("57", "1.1", evidence)}), IsOk());
    });
  }
  for (auto& thread : threads) thread.join();

  const auto all = List(false);
  EXPECT_THAT(all, SizeIs(4));
  EXPECT_THAT(List(true), SizeIs(1));
  std::set<std::string> superseded;
  for (const auto& one : all) superseded.insert(one.superseded_by());
  EXPECT_THAT(superseded, SizeIs(4));  // a chain: each by another, one by none
  v1::ListDecisionsRequest request;
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent(kRegistration);
  const auto check = Do(admin_, &Stub::VerifyAuditTrail, verify);
  ASSERT_THAT(check, IsOk());
  EXPECT_TRUE(check->intact());
}

TEST_F(DecisionsTest, AreNotRecordedWhenTheStoreFails) {
  const std::string evidence = HandedIn("57", {"1.1"});
  faults_->FailNextCommit(absl::UnavailableError("gone"));

  EXPECT_EQ(
      Record(assessor_, {NewDecision("57", "1.1", evidence)}).status().code(),
      absl::StatusCode::kUnavailable);
  EXPECT_THAT(List(false), IsEmpty());
}

}  // namespace
}  // namespace attest::assessment
