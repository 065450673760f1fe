// External moderation (req R84, R85, R120; D19, D58).
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

class ModerationRpcTest : public VerificationTest {
 protected:
  v1::OpenModerationRequest Opening(Names units = {}) {
    v1::OpenModerationRequest request;
    request.set_request_id(NewRequestId());
    request.set_parent("registrations/r1");
    *request.mutable_units() = {units.begin(), units.end()};
    return request;
  }
  v1::CloseModerationRequest Closing(const std::string& name) {
    v1::CloseModerationRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(name);
    return request;
  }
  // Outcomes for all units, of which `unit` is not confirmed.
  v1::RecordModerationOutcomeRequest Refusing(const v1::Moderation& open,
                                              const std::string& unit) {
    auto request = Confirming(open);
    for (v1::ModeratedUnit& outcome : *request.mutable_units()) {
      if (outcome.unit() != unit) continue;
      outcome.set_outcome(v1::NOT_CONFIRMED);
      outcome.set_reason("Confidential words about the evidence.");
      outcome.set_action("Show the criterion again.");
    }
    return request;
  }
  v1::ListModerationsResponse List() {
    v1::ListModerationsRequest request;
    request.set_parent("registrations/r1");
    const auto response = Call(ivy_, &Stub::ListModerations, request);
    EXPECT_THAT(response, IsOk());
    return *response;
  }
};

TEST_F(ModerationRpcTest, LooksAtEverySignedOffUnitAtItsRevision) {  // R85
  assessment_.SignOff("r1", "58");
  assessment_.Return("r1", "67");

  const v1::Moderation open = OpenModeration("registrations/r1");

  EXPECT_EQ(open.state(), v1::MODERATION_OPEN);
  EXPECT_EQ(open.moderator(), "quinn");
  EXPECT_EQ(open.centre(), "centres/northgate");
  ASSERT_THAT(open.units(), SizeIs(kSelection.size() - 1));
  for (const auto& unit : open.units()) {
    EXPECT_EQ(unit.revision(), unit.unit() == "58" ? 2 : 1);
    EXPECT_EQ(unit.outcome(), v1::MODERATION_OUTCOME_UNSPECIFIED);
  }
}

TEST_F(ModerationRpcTest, MayLookAtSomeUnits) {
  EXPECT_THAT(OpenModeration("registrations/r1", {"58", "57"}).units(),
              SizeIs(2));
}

TEST_F(ModerationRpcTest, OnlyTheCentresOwnQualityManager) {  // R120
  const std::string other =
      fixture_.Token("queenie", auth::v1::QUALITY_MANAGER, "northgate");

  const auto refused = Call(other, &Stub::OpenModeration, Opening());

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "MODERATION_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"OTHER_MODERATOR"}));
}

TEST_F(ModerationRpcTest, NobodyModeratesACentreTheyWorkFor) {  // R120
  reg::Appointment& appointment = registration_.staff.emplace_back();
  appointment.set_person("quinn");
  appointment.set_role(reg::STAFF_TUTOR);
  appointment.set_start_date("2026-11-24");

  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()),
              BreaksRules(Names{"MODERATOR_IS_STAFF"}));

  registration_.staff.back().set_start_date("2026-01-01");
  registration_.staff.back().set_end_date("2026-11-23");
  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()), IsOk());
}

TEST_F(ModerationRpcTest, NobodyModeratesWhatTheyTookPartIn) {  // D19
  assessment_.sign_offs.at("registrations/r1/units/57")
      .add_involved_people("quinn");

  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()),
              BreaksRules(Names{"MODERATOR_INVOLVED"}));
}

TEST_F(ModerationRpcTest, OneAtATime) {
  const v1::Moderation open = OpenModeration("registrations/r1");

  const auto second = Call(quinn_, &Stub::OpenModeration, Opening());

  ASSERT_THAT(second, BreaksRules(Names{"ALREADY_OPEN"}));
  EXPECT_EQ(RuleViolationsOf(second.status())[0].subject, open.name());
}

TEST_F(ModerationRpcTest, OnlySignedOffUnits) {
  assessment_.Return("r1", "57");
  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening({"57", "46"})),
              BreaksRules(Names{"UNIT_NOT_SIGNED_OFF", "UNIT_NOT_SIGNED_OFF"}));
  assessment_.sign_offs.clear();
  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()),
              BreaksRules(Names{"NOTHING_SIGNED_OFF"}));
}

TEST_F(ModerationRpcTest, OnlyActiveRegistrations) {
  registration_.registrations["registrations/r1"].set_state(reg::COMPLETED);

  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
}

TEST_F(ModerationRpcTest, OpenNamesEveryWrongField) {
  v1::OpenModerationRequest request;
  request.add_units("57");
  request.add_units("57");
  request.add_units("");

  EXPECT_THAT(
      Call(quinn_, &Stub::OpenModeration, request),
      NamesFields(Names{"request_id", "parent", "units[1]", "units[2]"}));
}

TEST_F(ModerationRpcTest, OpenIsIdempotent) {
  const auto request = Opening();
  const auto first = Call(quinn_, &Stub::OpenModeration, request);

  EXPECT_EQ(Call(quinn_, &Stub::OpenModeration, request)->name(),
            first->name());
  EXPECT_THAT(List().moderations(), SizeIs(1));
}

TEST_F(ModerationRpcTest, ConfirmsOrDoesNotAndNothingElse) {  // R84, R85
  const v1::Moderation open = OpenModeration("registrations/r1");
  auto request = Confirming(open);
  request.mutable_units(0)->set_outcome(v1::MODERATION_OUTCOME_UNSPECIFIED);
  request.mutable_units(1)->set_outcome(static_cast<v1::ModerationOutcome>(3));
  request.mutable_units(2)->set_outcome(v1::NOT_CONFIRMED);
  request.mutable_units(3)->set_unit(request.units(4).unit());

  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, request),
              NamesFields(Names{"units[0].outcome", "units[1].outcome",
                                "units[2].reason", "units[2].action",
                                "units[4].unit"}));
}

TEST_F(ModerationRpcTest, RecordNamesEveryWrongField) {
  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome,
                   v1::RecordModerationOutcomeRequest()),
              NamesFields(Names{"request_id", "name", "units"}));
  EXPECT_THAT(
      Call(quinn_, &Stub::CloseModeration, v1::CloseModerationRequest()),
      NamesFields(Names{"request_id", "name"}));
}

TEST_F(ModerationRpcTest, KeepsTheRevisionThatWasPinned) {
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  auto request = Confirming(open);
  request.mutable_units(0)->set_revision(99);

  const auto recorded = Call(quinn_, &Stub::RecordModerationOutcome, request);

  ASSERT_THAT(recorded, IsOk());
  EXPECT_EQ(recorded->units(0).revision(), 1);
  EXPECT_EQ(recorded->units(0).outcome(), v1::CONFIRMED);
}

TEST_F(ModerationRpcTest, AnOutcomeMayChangeUntilClosed) {
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  ASSERT_THAT(
      Call(quinn_, &Stub::RecordModerationOutcome, Refusing(open, "57")),
      IsOk());

  const auto changed =
      Call(quinn_, &Stub::RecordModerationOutcome, Confirming(open));

  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->units(0).outcome(), v1::CONFIRMED);
  EXPECT_THAT(changed->units(0).reason(), IsEmpty());
}

TEST_F(ModerationRpcTest, NoOutcomeForAUnitOutsideTheSample) {
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  auto request = Confirming(open);
  v1::ModeratedUnit& outside = *request.add_units();
  outside.set_unit("58");
  outside.set_outcome(v1::CONFIRMED);

  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, request),
              BreaksRules(Names{"UNIT_NOT_IN_SAMPLE"}));
}

TEST_F(ModerationRpcTest, NobodyElseGoesOnWithIt) {
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  const std::string other =
      fixture_.Token("queenie", auth::v1::QUALITY_MANAGER, "northgate");

  EXPECT_THAT(Call(other, &Stub::RecordModerationOutcome, Confirming(open)),
              BreaksRules(Names{"OTHER_MODERATOR"}));
  EXPECT_THAT(Call(other, &Stub::CloseModeration, Closing(open.name())),
              BreaksRules(Names{"OTHER_MODERATOR", "OUTCOME_MISSING"}));
}

TEST_F(ModerationRpcTest, NobodyModeratesTheirOwnLearning) {  // R87, R120, D19
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  reg::Registration& r1 = registration_.registrations["registrations/r1"];
  r1.set_learner_subject("quinn");

  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, Confirming(open)),
              BreaksRules(Names{"OWN_WORK"}));
  EXPECT_THAT(Call(quinn_, &Stub::CloseModeration, Closing(open.name())),
              BreaksRules(Names{"OWN_WORK", "OUTCOME_MISSING"}));
  EXPECT_THAT(Call(quinn_, &Stub::OpenModeration, Opening()),
              BreaksRules(Names{"OWN_WORK", "ALREADY_OPEN"}));
}

TEST_F(ModerationRpcTest, TheNextQualityManagerGoesOn) {  // R120, D19
  const v1::Moderation open = OpenModeration("registrations/r1", {"57"});
  registration_.centres["centres/northgate"].set_quality_manager("queenie");
  const std::string queenie =
      fixture_.Token("queenie", auth::v1::QUALITY_MANAGER, "northgate");
  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, Confirming(open)),
              BreaksRules(Names{"OTHER_MODERATOR"}));
  auto& sign_off = assessment_.sign_offs.at("registrations/r1/units/57");
  sign_off.add_involved_people("queenie");
  EXPECT_THAT(Call(queenie, &Stub::RecordModerationOutcome, Confirming(open)),
              BreaksRules(Names{"MODERATOR_INVOLVED"}));
  sign_off.mutable_involved_people()->RemoveLast();

  ASSERT_THAT(Call(queenie, &Stub::RecordModerationOutcome, Confirming(open)),
              IsOk());
  const auto closed =
      Call(queenie, &Stub::CloseModeration, Closing(open.name()));

  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->moderator(), "queenie");
}

TEST_F(ModerationRpcTest, ClosesWhenEveryUnitHasAnOutcome) {
  const v1::Moderation open = OpenModeration("registrations/r1", {"57", "58"});
  auto half = Confirming(open);
  half.mutable_units()->RemoveLast();
  ASSERT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, half), IsOk());
  EXPECT_THAT(Call(quinn_, &Stub::CloseModeration, Closing(open.name())),
              BreaksRules(Names{"OUTCOME_MISSING"}));
  ASSERT_THAT(
      Call(quinn_, &Stub::RecordModerationOutcome, Refusing(open, "58")),
      IsOk());

  const auto request = Closing(open.name());
  const auto closed = Call(quinn_, &Stub::CloseModeration, request);

  ASSERT_THAT(closed, IsOk());
  EXPECT_EQ(closed->state(), v1::MODERATION_CLOSED);
  EXPECT_EQ(Call(quinn_, &Stub::CloseModeration, request)->name(),
            closed->name());
  EXPECT_THAT(Call(quinn_, &Stub::CloseModeration, Closing(open.name())),
              BreaksRules(Names{"NOT_OPEN"}));
  EXPECT_THAT(Call(quinn_, &Stub::RecordModerationOutcome, Confirming(open)),
              BreaksRules(Names{"NOT_OPEN"}));
}

TEST_F(ModerationRpcTest, TellsAssessmentWhatGoesBack) {  // R85
  const v1::Moderation open = OpenModeration("registrations/r1");
  ASSERT_THAT(
      Call(quinn_, &Stub::RecordModerationOutcome, Refusing(open, "58")),
      IsOk());
  ASSERT_THAT(Call(quinn_, &Stub::CloseModeration, Closing(open.name())),
              IsOk());

  EXPECT_THAT(Actions("registrations/r1"),
              ElementsAre("moderation.opened", "moderation.recorded",
                          "moderation.closed", "moderation.not_confirmed"));
  EXPECT_THAT(TrailText("registrations/r1"),
              AllOf(HasSubstr("unit_58_reason_sha256"),
                    Not(HasSubstr("Confidential"))));
}

TEST_F(ModerationRpcTest, ListsOldestFirst) {
  Moderate("registrations/r1", {"57"});
  Moderate("registrations/r1", {"58"});

  const auto list = List();

  ASSERT_THAT(list.moderations(), SizeIs(2));
  EXPECT_EQ(list.moderations(0).units(0).unit(), "57");
  EXPECT_EQ(list.moderations(1).units(0).unit(), "58");
}

TEST_F(ModerationRpcTest, OtherCentresSeeNothing) {
  const v1::Moderation open = OpenModeration("registrations/r1");
  const std::string foreign =
      fixture_.Token("quinn", auth::v1::QUALITY_MANAGER, "southgate");
  v1::ListModerationsRequest list;
  list.set_parent("registrations/r1");

  EXPECT_THAT(Call(foreign, &Stub::OpenModeration, Opening()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(foreign, &Stub::RecordModerationOutcome, Confirming(open)),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Call(foreign, &Stub::ListModerations, list),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::verification
