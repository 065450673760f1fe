// Internal verification (req R87, R119; D14, D15, D54, D55).
#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class VerifyingRpcTest : public VerificationTest {
 protected:
  VerifyingRpcTest() {
    plan_ = CreatePlan(0, {"57"}).name();
    sample_ = Draw(plan_).at(0).name();
  }
  v1::CloseActionRequest Closing() {
    v1::CloseActionRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(sample_);
    request.set_comment("Looked at it again.");
    return request;
  }
  std::vector<v1::Sample> All() {
    v1::ListSamplesRequest request;
    request.set_parent("centres/northgate");
    const auto page = Call(ivy_, &Stub::ListSamples, request);
    EXPECT_THAT(page, IsOk());
    return {page->samples().begin(), page->samples().end()};
  }

  std::string plan_;
  std::string sample_;
};

TEST_F(VerifyingRpcTest, AgreeingPinsTheRevision) {  // D55
  const v1::Sample sample = Agree(sample_);

  EXPECT_EQ(sample.state(), v1::SAMPLE_AGREED);
  EXPECT_EQ(sample.verifier(), "ivy");
  EXPECT_EQ(sample.verified_revision(), 1);
  EXPECT_EQ(sample.comment(), "Looked at the whole unit.");
  EXPECT_TRUE(sample.has_verify_time());
}

TEST_F(VerifyingRpcTest, AsksForStandingOnTodaysDateAtTheUnitsLevel) {  // D15
  Agree(sample_);

  const reg::GetStandingRequest asked = registration_.LastStanding();
  EXPECT_EQ(asked.parent(), "centres/northgate");
  EXPECT_EQ(asked.person(), "ivy");
  EXPECT_EQ(asked.role(), reg::STAFF_INTERNAL_VERIFIER);
  EXPECT_EQ(asked.date(), "2026-11-24");
  EXPECT_EQ(asked.unit_level(), 7);
}

// Whose work it is decides over conflicts of interest and holds.
TEST_F(VerifyingRpcTest, AsksForStandingOnTheWorkItself) {  // D19, D68
  Agree(sample_);

  const reg::GetStandingRequest asked = registration_.LastStanding();
  EXPECT_EQ(asked.registration(), "registrations/r1");
  EXPECT_THAT(
      asked.with_persons(),
      ElementsAre(
          assessment_.sign_offs.at("registrations/r1/units/57").assessor()));
}

TEST_F(VerifyingRpcTest, WhoeverTookPartDoesNotVerify) {  // R87, D14
  assessment_.sign_offs.at("registrations/r1/units/57")
      .add_involved_people("ivy");

  const auto refused =
      Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample_));

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "VERIFICATION_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"VERIFIER_ASSESSED"}));
}

TEST_F(VerifyingRpcTest, TheAssessorWithAVerifiersRoleDoesNotVerify) {  // R87
  SetStanding("ann", reg::STAFF_INTERNAL_VERIFIER, reg::FULL);
  const std::string both =
      fixture_.Token("ann", {{auth::v1::ASSESSOR, "northgate"},
                             {auth::v1::INTERNAL_VERIFIER, "northgate"}});

  EXPECT_THAT(Call(both, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"VERIFIER_ASSESSED"}));
}

TEST_F(VerifyingRpcTest, TheLearnerDoesNotVerifyTheirOwnWork) {  // R87
  SetStanding("lee", reg::STAFF_INTERNAL_VERIFIER, reg::FULL);
  const std::string lee =
      fixture_.Token("lee", auth::v1::INTERNAL_VERIFIER, "northgate");

  EXPECT_THAT(Call(lee, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"OWN_WORK"}));
}

TEST_F(VerifyingRpcTest, AVerifierNeedsFullStandingToday) {  // D15
  for (const auto standing : {reg::PROVISIONAL, reg::NONE}) {
    SetStanding("ivy", reg::STAFF_INTERNAL_VERIFIER, standing,
                "award expired on 2026-10-01");

    const auto refused =
        Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample_));

    ASSERT_THAT(refused, BreaksRules(Names{"NO_STANDING"}));
    EXPECT_THAT(RuleViolationsOf(refused.status())[0].description,
                HasSubstr("2026-10-01"));
  }
}

TEST_F(VerifyingRpcTest, AMovedSignOffIsNotVerified) {  // D54
  assessment_.Return("r1", "57");
  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"SIGN_OFF_MOVED"}));
  assessment_.SignOff("r1", "57");
  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"SIGN_OFF_MOVED"}));
  assessment_.sign_offs.clear();
  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"SIGN_OFF_MOVED"}));
}

TEST_F(VerifyingRpcTest, ListsEveryReasonAtOnce) {
  Agree(sample_);
  assessment_.SignOff("r1", "57").add_involved_people("ivy");
  SetStanding("ivy", reg::STAFF_INTERNAL_VERIFIER, reg::NONE);
  auto request = Disagreeing(sample_);
  request.mutable_disagreements(0)->set_criterion("9.9");

  EXPECT_THAT(
      Call(ivy_, &Stub::RecordSampleOutcome, request),
      BreaksRules(Names{"NOT_PENDING", "SIGN_OFF_MOVED", "VERIFIER_ASSESSED",
                        "NO_STANDING", "UNKNOWN_CRITERION"}));
}

TEST_F(VerifyingRpcTest, OutcomeNamesEveryWrongField) {
  v1::RecordSampleOutcomeRequest request;
  request.set_name("centres/northgate");
  v1::Disagreement& once = *request.add_disagreements();
  once.set_criterion("1.1");
  once.set_reason("Why");
  once.set_action("What");
  request.add_disagreements()->set_criterion("1.1");

  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, request),
              NamesFields(Names{
                  "request_id", "name", "comment", "disagreements[1].criterion",
                  "disagreements[1].reason", "disagreements[1].action"}));
}

TEST_F(VerifyingRpcTest, AgreeingAndDisagreeingExcludeEachOther) {
  auto both = Disagreeing(sample_);
  both.set_agreed(true);
  auto neither = Agreeing(sample_);
  neither.set_agreed(false);

  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, both),
              NamesFields(Names{"disagreements"}));
  EXPECT_THAT(Call(ivy_, &Stub::RecordSampleOutcome, neither),
              NamesFields(Names{"disagreements"}));
}

TEST_F(VerifyingRpcTest, DisagreeingOpensAnActionAndTellsAssessment) {  // D54
  const v1::Sample sample = Disagree(sample_);

  EXPECT_EQ(sample.state(), v1::SAMPLE_DISAGREED);
  EXPECT_EQ(sample.verified_revision(), 0);
  ASSERT_THAT(sample.disagreements(), SizeIs(1));
  EXPECT_THAT(Actions("registrations/r1"),
              ElementsAre("sample.chosen", "sample.disagreed"));
  const std::string trail = TrailText("registrations/r1");
  EXPECT_THAT(trail,
              AllOf(HasSubstr("\"unit\":\"57\""),
                    HasSubstr("\"revision\":\"1\""), HasSubstr("reason_sha256"),
                    HasSubstr("\"syllabus_version\":\"8\"")));
  EXPECT_THAT(trail, Not(HasSubstr("Confidential")));
}

TEST_F(VerifyingRpcTest, OutcomeIsIdempotentWhateverHappensLater) {
  const auto request = Disagreeing(sample_);
  const auto first = Call(ivy_, &Stub::RecordSampleOutcome, request);
  assessment_.Return("r1", "57");

  const auto again = Call(ivy_, &Stub::RecordSampleOutcome, request);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(VerifyingRpcTest, TheVerifierClosesTheActionOnANewSignOff) {  // D54
  Disagree(sample_);
  assessment_.Return("r1", "57");
  EXPECT_THAT(Call(ivy_, &Stub::CloseAction, Closing()),
              BreaksRules(Names{"NOT_SIGNED_OFF_AGAIN"}));
  assessment_.SignOff("r1", "57");

  const auto closed = Call(ivy_, &Stub::CloseAction, Closing());

  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::SAMPLE_CLOSED);
  EXPECT_EQ(closed->verified_revision(), 2);
  EXPECT_EQ(closed->revision(), 1);
  EXPECT_EQ(closed->comment(), "Looked at it again.");
  EXPECT_THAT(closed->disagreements(), SizeIs(1));
}

TEST_F(VerifyingRpcTest, NobodyElseClosesTheAction) {  // D54
  Disagree(sample_);
  assessment_.SignOff("r1", "57");

  const auto refused = Call(ian_, &Stub::CloseAction, Closing());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "ACTION_NOT_CLOSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"OTHER_VERIFIER"}));
}

TEST_F(VerifyingRpcTest, AnotherClosesForWhoeverNoLongerVerifies) {  // D54
  Disagree(sample_);
  assessment_.SignOff("r1", "57");
  SetStanding("ivy", reg::STAFF_INTERNAL_VERIFIER, reg::NONE);

  const auto closed = Call(ian_, &Stub::CloseAction, Closing());

  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::SAMPLE_CLOSED);
  EXPECT_EQ(closed->verifier(), "ian");
  EXPECT_THAT(TrailText("registrations/r1"),
              HasSubstr("\"before\":{\"state\":\"SAMPLE_DISAGREED\","
                        "\"verifier\":\"ivy\"}"));
}

TEST_F(VerifyingRpcTest, WhoeverTookPartMeanwhileDoesNotClose) {  // R87
  Disagree(sample_);
  assessment_.SignOff("r1", "57").add_involved_people("ivy");

  EXPECT_THAT(Call(ivy_, &Stub::CloseAction, Closing()),
              BreaksRules(Names{"VERIFIER_ASSESSED"}));
}

TEST_F(VerifyingRpcTest, ThereMustBeAnActionToClose) {
  assessment_.SignOff("r1", "57");

  EXPECT_THAT(Call(ivy_, &Stub::CloseAction, Closing()),
              BreaksRules(Names{"NO_OPEN_ACTION"}));
}

TEST_F(VerifyingRpcTest, CloseNamesEveryWrongField) {
  EXPECT_THAT(Call(ivy_, &Stub::CloseAction, v1::CloseActionRequest()),
              NamesFields(Names{"request_id", "name", "comment"}));
}

TEST_F(VerifyingRpcTest, CloseIsIdempotent) {
  Disagree(sample_);
  assessment_.SignOff("r1", "57");
  const auto request = Closing();
  const auto first = Call(ivy_, &Stub::CloseAction, request);
  assessment_.SignOff("r1", "57");

  EXPECT_EQ(Call(ivy_, &Stub::CloseAction, request)->SerializeAsString(),
            first->SerializeAsString());
}

TEST_F(VerifyingRpcTest, ADrawLeavesAUnitWithAnOpenActionAlone) {  // D54
  Disagree(sample_);
  assessment_.SignOff("r1", "57");
  EXPECT_THAT(Draw(plan_), IsEmpty());
  ASSERT_THAT(Call(ivy_, &Stub::CloseAction, Closing()), IsOk());

  EXPECT_THAT(Draw(plan_), IsEmpty());  // closing has verified revision 2
  EXPECT_THAT(All(), SizeIs(1));
}

TEST_F(VerifyingRpcTest, SamplesOfOtherCentresDoNotExist) {
  const std::string foreign =
      fixture_.Token("sue", auth::v1::INTERNAL_VERIFIER, "southgate");
  auto unknown = Agreeing("centres/southgate/samples/none");

  const auto hidden =
      Call(foreign, &Stub::RecordSampleOutcome, Agreeing(sample_));
  const auto absent = Call(foreign, &Stub::RecordSampleOutcome, unknown);

  EXPECT_THAT(hidden, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_EQ(hidden.status().message(), absent.status().message());
}

TEST_F(VerifyingRpcTest, TwoVerifiersAtOnceLeaveOneOutcome) {
  const auto first = Agree(sample_);

  EXPECT_THAT(Call(ian_, &Stub::RecordSampleOutcome, Agreeing(sample_)),
              BreaksRules(Names{"NOT_PENDING"}));
  EXPECT_EQ(All()[0].verifier(), first.verifier());
}

}  // namespace
}  // namespace attest::verification
