// Units signed off and returned, and progress, on the wire.
#include <thread>

#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {
namespace {

class SignOffsTest : public AssessmentTest {
 protected:
  // Asks to send the oldest piece of evidence back.
  v1::ReturnEvidenceRequest ReturnFirst() {
    v1::ListEvidenceRequest list;
    list.set_parent(kRegistration);
    const auto evidence = Do(learner_, &Stub::ListEvidence, list);
    EXPECT_THAT(evidence, IsOk());
    v1::ReturnEvidenceRequest back;
    back.set_request_id(NewId());
    back.set_name(evidence->evidence(0).name());
    back.set_reason("Add the alternatives.");
    return back;
  }
  absl::StatusOr<v1::SignOff> SignOff(const std::string& token,
                                      const std::string& unit) {
    return Do(token, &Stub::SignOffUnit, SignOffRequest(unit));
  }
  absl::StatusOr<v1::SignOff> Get(const std::string& token,
                                  const std::string& unit) {
    v1::GetSignOffRequest request;
    request.set_name(std::string(kRegistration) + "/units/" + unit);
    return Do(token, &Stub::GetSignOff, request);
  }
  v1::Progress ProgressNow() {
    v1::GetProgressRequest request;
    request.set_name(kRegistration);
    const auto progress = Do(learner_, &Stub::GetProgress, request);
    EXPECT_THAT(progress, IsOk());
    return progress.value_or(v1::Progress());
  }
  const v1::UnitProgress UnitOf(const std::string& unit) {
    const v1::Progress progress = ProgressNow();
    for (const auto& one : progress.units()) {
      if (one.unit() == unit) return one;
    }
    return {};
  }
  void Decide(const std::string& token, const std::string& unit,
              const std::string& criterion, v1::Outcome outcome) {
    const std::string evidence = HandedIn(unit, {criterion});
    Decided(token, NewDecision(unit, criterion, evidence, outcome));
  }
  // Waits until the follower has brought the unit into this state.
  bool Becomes(const std::string& unit, v1::UnitState state) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      const auto found = Get(assessor_, unit);
      if (found.ok() && found->state() == state) return true;
      std::this_thread::yield();
    }
    return false;
  }
};

// R76, R38: a whole unit, and its credits.
TEST_F(SignOffsTest, AreOfWholeUnits) {
  MeetAll("57", assessor_);

  const auto signed_off = SignOff(assessor_, "57");

  ASSERT_THAT(signed_off, IsOk());
  EXPECT_EQ(signed_off->revision(), 1);
  EXPECT_EQ(signed_off->state(), v1::UNIT_SIGNED_OFF);
  EXPECT_EQ(signed_off->credits(), 5);
  EXPECT_EQ(signed_off->centre(), kCentre);
  EXPECT_EQ(signed_off->registration(), kRegistration);
  EXPECT_EQ(signed_off->assessor(), "amir");
  EXPECT_THAT(signed_off->involved_people(), ElementsAre("amir"));
  EXPECT_EQ(Get(learner_, "57")->SerializeAsString(),
            signed_off->SerializeAsString());
  EXPECT_EQ(ProgressNow().credits_achieved(), 5);
  const auto events = Events();
  EXPECT_EQ(events.back().type(), "unit.signed_off");
  EXPECT_EQ(events.back().attributes().at("unit"), "57");
  EXPECT_EQ(events.back().attributes().at("revision"), "1");
  EXPECT_EQ(events.back().attributes().at("assessor"), "amir");
  EXPECT_EQ(events.back().registration(), kRegistration);
}

// R72, R76: what a decision relies on must be handed in when the unit is signed
// off, and is not sent back afterwards (D73).
TEST_F(SignOffsTest, StandOnEvidenceThatIsHandedIn) {
  MeetAll("57", assessor_);
  const auto back = ReturnFirst();
  ASSERT_THAT(Do(assessor_, &Stub::ReturnEvidence, back), IsOk());

  const auto refused = SignOff(assessor_, "57");

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SIGN_OFF_REFUSED"));
  EXPECT_EQ(RuleViolationsOf(refused.status()).front().type,
            "EVIDENCE_NOT_SUBMITTED");
  ASSERT_THAT(Do(learner_, &Stub::SubmitEvidence, SubmitRequest(back.name())),
              IsOk());
  ASSERT_THAT(SignOff(assessor_, "57"), IsOk());
  EXPECT_THAT(Do(assessor_, &Stub::ReturnEvidence, ReturnFirst()),
              BreaksRules({"UNIT_SIGNED_OFF"}));
}

// D14, D73: nobody changes what a unit stands on once it is signed off; not
// its mapping, and not the files of the evidence.
TEST_F(SignOffsTest, KeepWhatTheyStandOn) {
  MeetAll("57", assessor_);
  rpc_.clock().Advance(absl::Seconds(1));
  const std::string other = Created();
  SignedOff("57");
  const std::string name = ReturnFirst().name();
  auto mapping = MapRequest(name, "57", CriteriaOf("57"));

  const auto refused =
      Do(learner_, &Stub::MapEvidence, MapRequest(other, "57", {"1.1"}));

  EXPECT_THAT(refused, BreaksRules(Names{"UNIT_SIGNED_OFF"}));
  EXPECT_EQ(RuleViolationsOf(refused.status())[0].subject,
            "registrations/r1/units/57");
  *mapping.add_criteria() = MapRequest(name, "63", {"1.1"}).criteria(0);
  EXPECT_THAT(Do(learner_, &Stub::MapEvidence, mapping), IsOk());
  const std::string more = std::string(kPdfBytes) + "more";
  EXPECT_THAT(Upload(tutor_, StartFor(name, more), more),
              BreaksRules(Names{"NOT_A_DRAFT"}));
}

// D14: whoever adds a file to what was sent back has a hand in it too.
TEST_F(SignOffsTest, NameWhoeverAddedAFile) {
  MeetAll("57", assessor_);
  const auto back = ReturnFirst();
  ASSERT_THAT(Do(assessor_, &Stub::ReturnEvidence, back), IsOk());
  const std::string vera = rpc_.Token("vera", auth::v1::TUTOR, "northgate");
  const std::string more = std::string(kPdfBytes) + "more";
  ASSERT_THAT(Upload(vera, StartFor(back.name(), more), more), IsOk());
  ASSERT_THAT(Do(learner_, &Stub::SubmitEvidence, SubmitRequest(back.name())),
              IsOk());

  EXPECT_THAT(SignedOff("57").involved_people(),
              UnorderedElementsAre("amir", "vera"));
}

// R76, R108, R91: every open criterion is named, those with lost words too;
// nothing takes one away.
TEST_F(SignOffsTest, NameEveryOpenCriterion) {
  const auto refused = SignOff(assessor_, "67");

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SIGN_OFF_REFUSED"));
  const auto violations = RuleViolationsOf(refused.status());
  EXPECT_THAT(violations, SizeIs(15));
  EXPECT_EQ(violations[2].type, "CRITERION_OPEN");
  EXPECT_EQ(violations[2].subject, "67 1.3");  // E50: has no words at all
  EXPECT_EQ(UnitOf("67").criteria_size(), 15);
  EXPECT_TRUE(UnitOf("67").criteria(2).damaged_text());
}

// R38: all criteria but one give no credits.
TEST_F(SignOffsTest, AreRefusedForOneCriterion) {
  MeetAll("57", assessor_);
  Decide(assessor_, "57", "2.1", v1::NOT_YET_MET);

  const auto refused = SignOff(assessor_, "57");

  EXPECT_THAT(refused, BreaksRules(Names{"CRITERION_OPEN"}));
  EXPECT_EQ(RuleViolationsOf(refused.status())[0].subject, "57 2.1");
  EXPECT_EQ(ProgressNow().credits_achieved(), 0);
  EXPECT_EQ(UnitOf("57").criteria_met(), 16);
}

TEST_F(SignOffsTest, SayEveryReasonAtOnce) {
  MeetAll("57", assessor_);
  Decide(trainee_, "57", "1.1", v1::MET);
  Decide(assessor_, "57", "1.2", v1::NOT_YET_MET);
  learner_record().set_state(registration::v1::WITHDRAWN);
  learner_record().clear_allocations();
  PutRecord();
  registration_.SetStanding("amir", registration::v1::NONE);
  auto request = SignOffRequest("57");
  request.set_assessor_declares(false);
  request.set_learner_declares(false);

  EXPECT_THAT(Do(assessor_, &Stub::SignOffUnit, request),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE", "NOT_DECLARED",
                                "NOT_DECLARED", "NOT_ALLOCATED", "NO_STANDING",
                                "NO_STANDING", "DECISION_PROVISIONAL",
                                "CRITERION_OPEN"}));
}

TEST_F(SignOffsTest, AreMadeOnceUntilTheUnitIsReturned) {
  MeetAll("57", assessor_);
  const std::string evidence = HandedIn("57", {"1.1"});
  SignedOff("57");

  EXPECT_THAT(SignOff(assessor_, "57"),
              BreaksRules(Names{"ALREADY_SIGNED_OFF"}));
  EXPECT_THAT(SignOff(assessor_, "64"),
              BreaksRules(Names{"UNIT_NOT_SELECTED"}));
  EXPECT_THAT(
      Do(assessor_, &Stub::RecordDecisions,
         DecideRequest({NewDecision("57", "1.1", evidence, v1::NOT_YET_MET)})),
      BreaksRules(Names{"UNIT_SIGNED_OFF"}));
}

// D14: whoever decided, countersigned, witnessed or wrote may not verify.
TEST_F(SignOffsTest, NameEverybodyInvolved) {
  MeetAll("63", assessor_);
  const std::string evidence = HandedIn("63", {"1.1"});
  const auto decision = Decided(trainee_, NewDecision("63", "1.1", evidence));
  v1::CountersignDecisionRequest countersign;
  countersign.set_request_id(NewId());
  countersign.set_name(decision.name());
  countersign.set_reason("The same result.");
  ASSERT_THAT(Do(second_, &Stub::CountersignDecision, countersign), IsOk());
  HandedIn("63", {"1.2"}, v1::WITNESS_TESTIMONY);  // ruth
  const auto tutored =
      Do(tutor_, &Stub::CreateEvidence, CreateRequest(NewEvidence()));
  ASSERT_THAT(tutored, IsOk());
  ASSERT_THAT(Upload(partner_, StartFor(tutored->name(), kPdfBytes), kPdfBytes),
              IsOk());
  ASSERT_THAT(Do(tutor_, &Stub::MapEvidence,
                 MapRequest(tutored->name(), "63", {"1.3"})),
              IsOk());

  EXPECT_THAT(
      SignedOff("63").involved_people(),
      UnorderedElementsAre("amir", "tom", "sofia", "ruth", "tess", "lms"));
}

// Verification returns a unit by event: once, and only the revision that it
// looked at.
TEST_F(SignOffsTest, AreReturnedByVerification) {
  MeetAll("57", assessor_);
  SignedOff("57");

  verification_.Emit("sample.disagreed", kRegistration, "57", "1");

  ASSERT_TRUE(Becomes("57", v1::UNIT_RETURNED));
  EXPECT_EQ(ProgressNow().credits_achieved(), 0);
  EXPECT_EQ(Events().back().type(), "unit.returned");
  EXPECT_EQ(Events().back().attributes().at("unit"), "57");
  EXPECT_EQ(Events().back().attributes().at("revision"), "1");
  EXPECT_EQ(Actions().back(), "unit.returned");

  const auto again = SignedOff("57");
  EXPECT_EQ(again.revision(), 2);
  verification_.Emit("moderation.not_confirmed", kRegistration, "57", "1");
  verification_.Emit("moderation.not_confirmed", "rubbish", "57", "x");
  verification_.Emit("moderation.not_confirmed", kRegistration, "57", "2");
  ASSERT_TRUE(Becomes("57", v1::UNIT_RETURNED));
  EXPECT_EQ(Get(assessor_, "57")->revision(), 2);
  const auto actions = Actions();
  EXPECT_EQ(std::count(actions.begin(), actions.end(), "unit.returned"), 2);
}

TEST_F(SignOffsTest, AreListedForACentreAndARegistration) {
  MeetAll("57", assessor_);
  MeetAll("63", assessor_);
  SignedOff("57");
  SignedOff("63");
  v1::ListSignOffsRequest request;
  request.set_page_size(1);
  for (const std::string parent : {kCentre, kRegistration}) {
    request.set_parent(parent);
    request.clear_page_token();
    std::vector<std::string> units;
    do {
      const auto page = Do(verifier_, &Stub::ListSignOffs, request);
      ASSERT_THAT(page, IsOk());
      for (const auto& one : page->sign_offs()) units.push_back(one.unit());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    EXPECT_THAT(units, ElementsAre("57", "63"));
    EXPECT_THAT(Do(stranger_, &Stub::ListSignOffs, request),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  request.set_parent("units/57");
  EXPECT_THAT(Do(verifier_, &Stub::ListSignOffs, request),
              NamesFields(Names{"parent"}));
}

TEST_F(SignOffsTest, NameEveryWrongField) {
  v1::SignOffUnitRequest request;
  request.set_name("units/57");
  request.set_learner_declared_date("2026-11-25");  // tomorrow

  EXPECT_THAT(
      Do(assessor_, &Stub::SignOffUnit, request),
      NamesFields(Names{"request_id", "name", "learner_declared_date"}));
}

TEST_F(SignOffsTest, BelongToAssessorsOfTheCentre) {
  MeetAll("57", assessor_);

  EXPECT_THAT(SignOff(learner_, "57"),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(SignOff(stranger_, "57"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Get(learner_, "57"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  SignedOff("57");
  EXPECT_THAT(Get(other_learner_, "57"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// Computed from decisions, not from plans or mappings.
TEST_F(SignOffsTest, ShowHowFarEachCriterionHasCome) {
  const std::string draft = Created();
  ASSERT_THAT(
      Do(learner_, &Stub::MapEvidence, MapRequest(draft, "57", {"1.2"})),
      IsOk());
  HandedIn("57", {"1.3"});
  Decide(assessor_, "57", "1.4", v1::NOT_YET_MET);
  Decide(trainee_, "57", "1.5", v1::MET);
  Decide(assessor_, "57", "2.1", v1::MET);

  const v1::Progress progress = ProgressNow();

  EXPECT_EQ(progress.registration(), kRegistration);
  EXPECT_EQ(progress.units_size(), 4);
  EXPECT_EQ(progress.criteria(), 15 + 17 + 11 + 15);
  EXPECT_EQ(progress.criteria_met(), 1);
  EXPECT_EQ(progress.credits_selected(), 5 + 5 + 6 + 6);
  const v1::UnitProgress& unit = progress.units(1);
  EXPECT_EQ(unit.unit(), "57");
  EXPECT_EQ(unit.level(), 7);
  EXPECT_EQ(unit.state(), v1::UNIT_OPEN);
  std::vector<v1::CriterionState> states;
  for (int i = 0; i < 6; ++i) states.push_back(unit.criteria(i).state());
  EXPECT_THAT(states,
              ElementsAre(v1::CRITERION_NONE, v1::CRITERION_MAPPED,
                          v1::CRITERION_SUBMITTED, v1::CRITERION_NOT_YET_MET,
                          v1::CRITERION_PROVISIONAL, v1::CRITERION_MET));
  EXPECT_NE(unit.criteria(5).decision(), "");
  EXPECT_TRUE(unit.criteria(4).damaged_text());  // 1.5, E56
}

// A sign-off races a decision against it: one of them is refused.
TEST_F(SignOffsTest, AndDecisionsHaveAnOrder) {
  MeetAll("57", assessor_);
  const std::string evidence = HandedIn("57", {"1.1"});
  absl::Status signed_off;
  absl::Status decided;
  std::thread signing([&] { signed_off = SignOff(assessor_, "57").status(); });
  std::thread deciding([&] {
    decided =
        Do(second_, &Stub::RecordDecisions,
           DecideRequest({NewDecision("57", "1.1", evidence, v1::NOT_YET_MET)}))
            .status();
  });
  signing.join();
  deciding.join();

  if (signed_off.ok()) {
    EXPECT_THAT(decided, BreaksRules(Names{"UNIT_SIGNED_OFF"}));
    EXPECT_EQ(UnitOf("57").criteria_met(), 17);
  } else {
    EXPECT_THAT(signed_off, BreaksRules(Names{"CRITERION_OPEN"}));
    EXPECT_THAT(decided, IsOk());
  }
}

TEST_F(SignOffsTest, AreMadeOnce) {
  MeetAll("57", assessor_);
  const auto request = SignOffRequest("57");
  const auto first = Do(assessor_, &Stub::SignOffUnit, request);
  ASSERT_THAT(first, IsOk());

  const auto second = Do(assessor_, &Stub::SignOffUnit, request);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  auto other = request;
  other.set_learner_declared_date("2026-11-23");
  EXPECT_THAT(Do(assessor_, &Stub::SignOffUnit, other),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(SignOffsTest, AreNotMadeWhenTheStoreFails) {
  MeetAll("57", assessor_);
  faults_->FailNextCommit(absl::UnavailableError("gone"));

  EXPECT_EQ(SignOff(assessor_, "57").status().code(),
            absl::StatusCode::kUnavailable);
  EXPECT_THAT(Get(assessor_, "57"),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::assessment
