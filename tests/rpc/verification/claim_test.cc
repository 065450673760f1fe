// The claim (req R41 to R46, R63, R67, R68, R85, R88, R115; D10, D13, D61).
#include <algorithm>

#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class ClaimRpcTest : public VerificationTest {
 protected:
  v1::SubmitClaimRequest Submitting() {
    v1::SubmitClaimRequest request;
    request.set_request_id(NewRequestId());
    request.set_parent("registrations/r1");
    return request;
  }
  reg::Registration& r1() {
    return registration_.registrations["registrations/r1"];
  }
};

TEST_F(ClaimRpcTest, ListsEverythingThatIsMissingAtOnce) {  // R88, D61
  EXPECT_THAT(Missing(), ElementsAre("NO_SAMPLING_PLAN", "NO_UNIT_VERIFIED",
                                     "MODERATION_NOT_CONFIRMED"));
}

TEST_F(ClaimRpcTest, EachItemSaysWhoCanMendIt) {  // R88
  v1::CheckClaimRequest request;
  request.set_registration("registrations/r1");

  const auto response = Call(quinn_, &Stub::CheckClaim, request);

  ASSERT_THAT(response, IsOk());
  EXPECT_FALSE(response->ready());
  EXPECT_EQ(response->missing(0).who(), "internal verifier");
  EXPECT_EQ(response->missing(0).subject(), "centres/northgate");
  EXPECT_EQ(response->missing(2).who(), "quality manager");
  EXPECT_THAT(response->missing(2).description(), HasSubstr("57"));
}

TEST_F(ClaimRpcTest, IsAcceptedWithTheUnitsAsTheyWereFound) {  // R88, R115
  MakeReady();
  ASSERT_THAT(Missing(), IsEmpty());

  const v1::Claim claim = Claim();

  EXPECT_EQ(claim.state(), v1::CLAIM_ACCEPTED);
  EXPECT_EQ(claim.claimed_by(), "adam");
  EXPECT_EQ(claim.centre(), "centres/northgate");
  EXPECT_EQ(claim.syllabus(), "qualifications/7D27V2/syllabi/8");
  ASSERT_THAT(claim.units(), SizeIs(kSelection.size()));
  EXPECT_EQ(claim.units(0).unit(), "57");
  EXPECT_EQ(claim.units(0).revision(), 1);
  EXPECT_EQ(claim.units(0).level(), 7);
  EXPECT_FALSE(claim.units(0).title().empty());
  int credits = 0;
  for (const auto& unit : claim.units()) credits += unit.credits();
  EXPECT_EQ(credits, 45);
}

TEST_F(ClaimRpcTest, IsRefusedWithTheSameList) {  // D61
  const auto refused = Call(adam_, &Stub::SubmitClaim, Submitting());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "CLAIM_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"NO_SAMPLING_PLAN", "NO_UNIT_VERIFIED",
                                         "MODERATION_NOT_CONFIRMED"}));
}

TEST_F(ClaimRpcTest, SelectionIsEvaluatedOnTheRegisteredVersion) {  // R44-R46
  MakeReady();
  *r1().mutable_units() = {kSelection.begin() + 1, kSelection.end()};

  const auto missing = Missing();

  EXPECT_THAT(missing, SizeIs(::testing::Ge(2)));
  EXPECT_THAT(missing, Each(AnyOf("RULE_OF_COMBINATION", "NO_UNIT_VERIFIED")));
}

TEST_F(ClaimRpcTest, AnEmptySelectionIsNoClaim) {  // R41
  MakeReady();
  r1().clear_units();

  EXPECT_THAT(Missing(), Contains("RULE_OF_COMBINATION"));
}

TEST_F(ClaimRpcTest, RegistrationMustBeActiveAndInducted) {  // R26, D61
  MakeReady();
  r1().set_state(reg::WITHDRAWN);
  r1().mutable_induction()->set_complete(false);

  EXPECT_THAT(Missing(),
              ElementsAre("REGISTRATION_NOT_ACTIVE", "INDUCTION_INCOMPLETE"));
}

TEST_F(ClaimRpcTest, HoldsMustBeLifted) {  // D68
  MakeReady();
  reg::RunningHold& hold = *r1().add_holds();
  hold.set_name("holds/h1");
  hold.set_target("centre");

  EXPECT_THAT(Missing(), ElementsAre("ON_HOLD"));

  r1().clear_holds();
  EXPECT_THAT(Missing(), IsEmpty());
}

TEST_F(ClaimRpcTest, EveryUnitMustBeSignedOff) {  // R88
  MakeReady();
  assessment_.Return("r1", "57");
  assessment_.sign_offs.erase("registrations/r1/units/65");

  EXPECT_THAT(Missing(),
              ElementsAre("UNIT_NOT_SIGNED_OFF", "UNIT_NOT_SIGNED_OFF",
                          "NO_UNIT_VERIFIED"));
}

TEST_F(ClaimRpcTest, AUnitThatMovedMustBeVerifiedAndModeratedAgain) {  // D54
  MakeReady();
  assessment_.SignOff("r1", "57");

  EXPECT_THAT(Missing(), UnorderedElementsAre(
                             "UNIT_NOT_VERIFIED", "SAMPLE_NOT_DRAWN",
                             "NO_UNIT_VERIFIED", "MODERATION_NOT_CONFIRMED"));
}

TEST_F(ClaimRpcTest, OpenActionBlocksUntilItIsClosed) {  // D54
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  const std::string sample = Draw(plan.name()).at(0).name();
  Disagree(sample);
  assessment_.Return("r1", "57");
  EXPECT_THAT(Missing(), Contains("OPEN_ACTION"));
  assessment_.SignOff("r1", "57");
  EXPECT_THAT(Missing(), UnorderedElementsAre(
                             "OPEN_ACTION", "UNIT_NOT_VERIFIED",
                             "NO_UNIT_VERIFIED", "MODERATION_NOT_CONFIRMED"));
  v1::CloseActionRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(sample);
  close.set_comment("Mended.");
  ASSERT_THAT(Call(ivy_, &Stub::CloseAction, close), IsOk());
  Moderate("registrations/r1");

  EXPECT_THAT(Missing(), IsEmpty());
}

TEST_F(ClaimRpcTest, EverySignOffMustHaveBeenDrawn) {  // D53
  CreatePlan(0, {"57"});

  EXPECT_THAT(Missing(), Contains("SAMPLE_NOT_DRAWN").Times(8));
}

TEST_F(ClaimRpcTest, ADrawnSampleMustBeVerified) {  // D52
  Draw(CreatePlan(0, {"57", "58"}).name());
  Moderate("registrations/r1");

  EXPECT_THAT(Missing(), ElementsAre("UNIT_NOT_VERIFIED", "UNIT_NOT_VERIFIED",
                                     "NO_UNIT_VERIFIED"));
}

TEST_F(ClaimRpcTest, PlansMustBeAgreed) {  // R63, R68
  MakeReady();
  registration_.delivery_plans.begin()->second.set_state(reg::PLAN_DRAFT);
  assessment_.plans.clear();

  EXPECT_THAT(Missing(), ElementsAre("ASSESSMENT_PLAN_NOT_AGREED",
                                     "DELIVERY_PLAN_NOT_APPROVED"));
}

TEST_F(ClaimRpcTest, SubmittedAndReturnedPlansAreNotAgreed) {  // R63, R68
  MakeReady();
  registration_.delivery_plans.begin()->second.set_state(reg::PLAN_SUBMITTED);
  assessment_.plans.begin()->second.set_state(asm_v1::PLAN_RETURNED);

  EXPECT_THAT(Missing(), ElementsAre("ASSESSMENT_PLAN_NOT_AGREED",
                                     "DELIVERY_PLAN_NOT_APPROVED"));
}

TEST_F(ClaimRpcTest, TrailsOfAllThreeServicesMustBeWhole) {  // R67
  MakeReady();
  registration_.trail.set_intact(false);
  registration_.trail.set_first_broken_sequence(3);
  assessment_.trail.set_entries(0);
  ASSERT_THAT(database_->Write([](db::Transaction& sql) {
    return sql.Execute(
        "UPDATE audit_entry SET entry = '{}' WHERE sequence = 1"
        " AND chain = 'registrations/r1'");
  }),
              IsOk());

  EXPECT_THAT(Missing(),
              ElementsAre("TRAIL_BROKEN", "TRAIL_BROKEN", "TRAIL_BROKEN"));
}

TEST_F(ClaimRpcTest, CentreNeedsAVerifierInFullStandingToday) {  // D13
  MakeReady();
  SetStanding("ivy", reg::STAFF_INTERNAL_VERIFIER, reg::PROVISIONAL);
  EXPECT_THAT(Missing(), IsEmpty());  // ian is left
  registration_.staff[1].set_end_date("2026-11-23");

  EXPECT_THAT(Missing(), ElementsAre("NO_QUALIFIED_VERIFIER"));
}

TEST_F(ClaimRpcTest, ModerationMustConfirmEveryUnit) {  // R85
  DrawAndAgree(CreatePlan(0).name());
  Moderate("registrations/r1", {"57", "58"});

  v1::CheckClaimRequest request;
  request.set_registration("registrations/r1");
  const auto response = Call(adam_, &Stub::CheckClaim, request);

  ASSERT_THAT(response->missing(), SizeIs(1));
  EXPECT_THAT(response->missing(0).description(), HasSubstr("67, 54"));
}

TEST_F(ClaimRpcTest, ALaterModerationMayCoverWhatWentBack) {  // D58
  DrawAndAgree(CreatePlan(0, {"57"}).name());
  const v1::Moderation open = OpenModeration("registrations/r1");
  auto outcomes = Confirming(open);
  for (v1::ModeratedUnit& unit : *outcomes.mutable_units()) {
    if (unit.unit() != "58") continue;
    unit.set_outcome(v1::NOT_CONFIRMED);
    unit.set_reason("Why");
    unit.set_action("What");
  }
  ASSERT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, outcomes), IsOk());
  v1::CloseModerationRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(open.name());
  ASSERT_THAT(Call(quinn_, &Stub::CloseModeration, close), IsOk());
  EXPECT_THAT(Missing(), ElementsAre("MODERATION_NOT_CONFIRMED"));

  assessment_.SignOff("r1", "58");
  Moderate("registrations/r1", {"58"});

  EXPECT_THAT(Missing(), ElementsAre("SAMPLE_NOT_DRAWN"));
}

TEST_F(ClaimRpcTest, OneLiveClaim) {  // D61
  MakeReady();
  const v1::Claim claim = Claim();

  const auto second = Call(adam_, &Stub::SubmitClaim, Submitting());

  EXPECT_THAT(second,
              FailsWith(absl::StatusCode::kAlreadyExists, "ALREADY_CLAIMED"));
  EXPECT_EQ(ErrorInfoOf(second.status())->metadata.at("claim"), claim.name());
  EXPECT_THAT(Missing(), ElementsAre("ALREADY_CLAIMED"));
}

TEST_F(ClaimRpcTest, SomethingIsVerifiedOfEveryLearner) {  // D52, D53
  AddRegistration("r2", "northgate");
  for (const std::string& unit : kSelection) assessment_.SignOff("r2", unit);

  EXPECT_THAT(Draw(CreatePlan(0).name()), SizeIs(2));
}

TEST_F(ClaimRpcTest, NobodyClaimsTheirOwnAward) {  // R87
  MakeReady();
  r1().set_learner_subject("adam");

  const auto refused = Call(adam_, &Stub::SubmitClaim, Submitting());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "CLAIM_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"OWN_WORK"}));
}

TEST_F(ClaimRpcTest, AnOvertakenClaimGivesWayToAnother) {  // D61
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  DrawAndAgree(plan.name());
  Moderate("registrations/r1");
  const v1::Claim first = Claim();
  v1::AddSampleRequest add;
  add.set_request_id(NewRequestId());
  add.set_plan(plan.name());
  add.set_sign_off("registrations/r1/units/58");
  add.set_reason("Looked at once more.");
  const auto sample = Call(quinn_, &Stub::AddSample, add);
  ASSERT_THAT(sample, IsOk());
  Disagree(sample->name());
  assessment_.Return("r1", "58");
  v1::IssueAwardRequest issue;
  issue.set_request_id(NewRequestId());
  issue.set_claim(first.name());
  EXPECT_THAT(
      Call(alma_, &Stub::IssueAward, issue),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CLAIM_OVERTAKEN"));
  EXPECT_THAT(
      Call(adam_, &Stub::SubmitClaim, Submitting()),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CLAIM_REFUSED"));

  assessment_.SignOff("r1", "58");
  v1::CloseActionRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(sample->name());
  close.set_comment("Mended.");
  ASSERT_THAT(Call(ivy_, &Stub::CloseAction, close), IsOk());
  Moderate("registrations/r1", {"58"});
  EXPECT_THAT(Missing(), IsEmpty());
  const v1::Claim second = Claim();

  EXPECT_EQ(second.units(1).revision(), 2);
  EXPECT_THAT(Actions("registrations/r1"), Contains("claim.lapsed"));
  issue.set_request_id(NewRequestId());
  EXPECT_THAT(
      Call(alma_, &Stub::IssueAward, issue),
      FailsWith(absl::StatusCode::kFailedPrecondition, "CLAIM_NOT_ACCEPTED"));
  EXPECT_EQ(Award(second.name()).registration(), "registrations/r1");
}

TEST_F(ClaimRpcTest, SubmitIsIdempotentWhateverHappensLater) {
  MakeReady();
  const auto request = Submitting();
  const auto first = Call(adam_, &Stub::SubmitClaim, request);
  r1().set_state(reg::COMPLETED);

  const auto again = Call(adam_, &Stub::SubmitClaim, request);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
}

TEST_F(ClaimRpcTest, ClaimIsInTheTrail) {  // R67, R115
  MakeReady();
  Claim();

  EXPECT_THAT(Actions("registrations/r1"), Contains("claim.submitted"));
  EXPECT_THAT(TrailText("registrations/r1"),
              HasSubstr("\"unit_57_revision\":\"1\""));
}

TEST_F(ClaimRpcTest, NamesEveryWrongField) {
  v1::CheckClaimRequest check;
  check.set_registration("registrations/a/b");

  EXPECT_THAT(Call(adam_, &Stub::CheckClaim, check),
              NamesFields(Names{"registration"}));
  EXPECT_THAT(Call(adam_, &Stub::SubmitClaim, v1::SubmitClaimRequest()),
              NamesFields(Names{"request_id", "parent"}));
}

TEST_F(ClaimRpcTest, OtherCentresAndUnknownRegistrationsLookAlike) {
  const std::string foreign =
      fixture_.Token("adam", auth::v1::CENTRE_ADMIN, "southgate");
  v1::CheckClaimRequest hidden;
  hidden.set_registration("registrations/r1");
  v1::CheckClaimRequest absent;
  absent.set_registration("registrations/r9");

  const auto first = Call(foreign, &Stub::CheckClaim, hidden);
  const auto second = Call(foreign, &Stub::CheckClaim, absent);

  EXPECT_THAT(first, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_EQ(first.status().message(), second.status().message());
  EXPECT_THAT(Call(foreign, &Stub::SubmitClaim, Submitting()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(ClaimRpcTest, AnAnswerTooLargeIsAnErrorOfOurs) {
  MakeReady();
  assessment_.failure = {grpc::StatusCode::RESOURCE_EXHAUSTED, "too large"};

  EXPECT_THAT(
      Call(adam_, &Stub::SubmitClaim, Submitting()),
      FailsWith(absl::StatusCode::kUnavailable, "NEIGHBOUR_UNAVAILABLE"));
}

TEST_F(ClaimRpcTest, SilenceOfAnOwnerIsNeverTakenForYes) {
  MakeReady();
  assessment_.failure = {grpc::StatusCode::UNAVAILABLE, "gone"};

  EXPECT_EQ(Call(adam_, &Stub::SubmitClaim, Submitting()).status().code(),
            absl::StatusCode::kUnavailable);
  assessment_.failure = grpc::Status::OK;
  EXPECT_THAT(Missing(), IsEmpty());
}

}  // namespace
}  // namespace attest::verification
