#include "services/registration/domain/standing.h"

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

constexpr Day kToday(2026, 11, 24);

Competence Award(CompetenceKind kind, int level_max = 7) {
  return {.award = "Level 3 CAVA",
          .kind = kind,
          .validity = {.first = Day(2020, 1, 1), .last = {}},
          .level_max = level_max};
}

std::vector<Appointment> Held(StaffRole role, std::vector<Competence> awards) {
  Appointment appointment;
  appointment.person = "tom";
  appointment.role = role;
  appointment.period = {.first = Day(2019, 1, 1), .last = Day(2027, 12, 31)};
  appointment.competences = std::move(awards);
  return {appointment};
}

Act Assess(int level = 7) {
  return {.role = StaffRole::kAssessor,
          .unit_level = level,
          .judges_knowledge = true,
          .judges_competence = true,
          .date = kToday};
}

Act AssessKnowledge() {
  Act act = Assess();
  act.judges_competence = false;
  return act;
}

Act Verify(int level = 7) {
  return {.role = StaffRole::kInternalVerifier,
          .unit_level = level,
          .date = kToday};
}

// D16
TEST(Standing, IsFullWithAnAwardForCompetence) {
  const auto held =
      Held(StaffRole::kAssessor, {Award(CompetenceKind::kAssessCompetence)});

  const StandingAnswer answer = DecideStanding(held, Assess());

  EXPECT_EQ(answer.standing, Standing::kFull);
  EXPECT_THAT(answer.reasons, IsEmpty());
  EXPECT_EQ(DecideStanding(held, AssessKnowledge()).standing, Standing::kFull);
}

// D16: an award for knowledge covers knowledge outcomes only.
TEST(Standing, AnAwardForKnowledgeCoversKnowledgeOnly) {
  const auto held =
      Held(StaffRole::kAssessor, {Award(CompetenceKind::kAssessKnowledge)});

  EXPECT_EQ(DecideStanding(held, AssessKnowledge()).standing, Standing::kFull);
  const StandingAnswer answer = DecideStanding(held, Assess());
  EXPECT_EQ(answer.standing, Standing::kProvisional);
  EXPECT_THAT(answer.reasons, Contains(HasSubstr("knowledge outcomes only")));
  Act whole = Assess();
  whole.judges_knowledge = whole.judges_competence = false;
  EXPECT_EQ(DecideStanding(held, whole).standing, Standing::kProvisional);
}

// D17
TEST(Standing, ATraineeIsProvisional) {
  const StandingAnswer answer =
      DecideStanding(Held(StaffRole::kAssessor, {}), Assess());

  EXPECT_EQ(answer.standing, Standing::kProvisional);
  ASSERT_THAT(answer.reasons, SizeIs(1));
  EXPECT_THAT(answer.reasons[0], HasSubstr("countersignature"));
}

// D18: the award counts from its day, and until it expires.
TEST(Standing, IsDecidedByTheDateOfTheAct) {
  Competence award = Award(CompetenceKind::kAssessCompetence);
  award.validity = {.first = Day(2026, 3, 1), .last = Day(2026, 9, 30)};
  const auto held = Held(StaffRole::kAssessor, {award});
  const auto on = [&](Day day) {
    Act act = Assess();
    act.date = day;
    return DecideStanding(held, act);
  };

  EXPECT_EQ(on(Day(2026, 2, 28)).standing, Standing::kProvisional);
  EXPECT_THAT(on(Day(2026, 2, 28)).reasons,
              Contains(HasSubstr("awarded on 2026-03-01")));
  EXPECT_EQ(on(Day(2026, 3, 1)).standing, Standing::kFull);
  EXPECT_EQ(on(Day(2026, 9, 30)).standing, Standing::kFull);
  EXPECT_EQ(on(Day(2026, 10, 1)).standing, Standing::kProvisional);
  EXPECT_THAT(on(Day(2026, 10, 1)).reasons,
              Contains(HasSubstr("counted until 2026-09-30")));
}

// D15, D16
TEST(Standing, NeedsTheLevelOfTheUnit) {
  const auto held =
      Held(StaffRole::kAssessor, {Award(CompetenceKind::kAssessCompetence, 5)});

  EXPECT_EQ(DecideStanding(held, Assess(5)).standing, Standing::kFull);
  EXPECT_EQ(DecideStanding(held, Assess(0)).standing, Standing::kFull);
  const StandingAnswer answer = DecideStanding(held, Assess(7));
  EXPECT_EQ(answer.standing, Standing::kProvisional);
  EXPECT_THAT(answer.reasons,
              Contains(HasSubstr("up to level 5, the unit is at level 7")));
}

// D15: there is no trainee verifier.
TEST(Standing, AVerifierNeedsAVerificationAward) {
  EXPECT_EQ(DecideStanding(Held(StaffRole::kInternalVerifier,
                                {Award(CompetenceKind::kVerify)}),
                           Verify())
                .standing,
            Standing::kFull);
  const StandingAnswer answer =
      DecideStanding(Held(StaffRole::kInternalVerifier,
                          {Award(CompetenceKind::kAssessCompetence),
                           Award(CompetenceKind::kVerify, 5)}),
                     Verify());
  EXPECT_EQ(answer.standing, Standing::kNone);
  EXPECT_THAT(answer.reasons, SizeIs(3));
  EXPECT_THAT(answer.reasons,
              Contains(HasSubstr("no award for internal verification")));
}

TEST(Standing, AVerificationAwardIsNoneForAssessing) {
  const StandingAnswer answer = DecideStanding(
      Held(StaffRole::kAssessor, {Award(CompetenceKind::kVerify)}), Assess());

  EXPECT_EQ(answer.standing, Standing::kProvisional);
  EXPECT_THAT(answer.reasons, Contains(HasSubstr("no award for assessing")));
}

// D18: without an appointment to that role on that day, nothing counts.
TEST(Standing, IsNoneWithoutAnAppointmentOnTheDay) {
  const auto held =
      Held(StaffRole::kAssessor, {Award(CompetenceKind::kAssessCompetence)});
  Act late = Assess();
  late.date = Day(2028, 1, 1);
  Act early = Assess();
  early.date = Day(2018, 12, 31);

  for (const Act& act : {late, early, Verify()}) {
    const StandingAnswer answer = DecideStanding(held, act);
    EXPECT_EQ(answer.standing, Standing::kNone);
    EXPECT_THAT(answer.reasons, Contains(HasSubstr("not appointed as")));
  }
  EXPECT_EQ(DecideStanding({}, Assess()).standing, Standing::kNone);
}

// R121, R64: what a tutor needs is in the handbook; the appointment is enough.
TEST(Standing, TutorsAndAdministratorsNeedNoAward) {
  for (const StaffRole role : {StaffRole::kTutor, StaffRole::kCentreAdmin}) {
    Act act = Assess();
    act.role = role;
    EXPECT_EQ(DecideStanding(Held(role, {}), act).standing, Standing::kFull);
  }
}

// D16
TEST(Standing, NeedsAnAwardForTheLevelFromBelowToo) {
  Competence award = Award(CompetenceKind::kAssessCompetence);
  award.level_min = 6;
  const auto held = Held(StaffRole::kAssessor, {award});

  EXPECT_EQ(DecideStanding(held, Assess(7)).standing, Standing::kFull);
  EXPECT_EQ(DecideStanding(held, Assess(0)).standing, Standing::kFull);
  const StandingAnswer answer = DecideStanding(held, Assess(5));
  EXPECT_EQ(answer.standing, Standing::kProvisional);
  EXPECT_THAT(answer.reasons, Contains(HasSubstr("units from level 6")));
}

Circumstances Of(StaffRole role) {
  Circumstances circumstances;
  circumstances.person = "tom";
  circumstances.appointments =
      Held(role, {Award(CompetenceKind::kAssessCompetence),
                  Award(CompetenceKind::kVerify)});
  circumstances.judged = {
      .learner = "l1", .learner_subject = "ann", .persons = {}};
  return circumstances;
}

Hold HoldWith(std::vector<HoldScope> scopes) {
  Hold hold;
  hold.id = "h1";
  hold.kind = HoldTarget::kLearner;
  hold.scopes = std::move(scopes);
  hold.placed = absl::FromCivil(kToday, absl::UTCTimeZone());
  return hold;
}

// D68: each scope stops what it names; a claim is an administrator's.
TEST(Standing, IsNoneUnderAHoldThatStopsTheRole) {
  const std::map<StaffRole, HoldScope> scopes = {
      {StaffRole::kAssessor, HoldScope::kAssessment},
      {StaffRole::kInternalVerifier, HoldScope::kVerification}};
  for (const StaffRole role :
       {StaffRole::kTutor, StaffRole::kAssessor, StaffRole::kInternalVerifier,
        StaffRole::kCentreAdmin}) {
    for (const HoldScope scope :
         {HoldScope::kRegistration, HoldScope::kAssessment,
          HoldScope::kVerification, HoldScope::kClaim}) {
      Circumstances circumstances = Of(role);
      circumstances.holds = {HoldWith({scope})};
      Act act = Assess();
      act.role = role;
      const auto own = scopes.find(role);
      const bool stops = role == StaffRole::kCentreAdmin ||
                         (own != scopes.end() && own->second == scope);
      EXPECT_EQ(StandingIn(circumstances, act).standing,
                stops ? Standing::kNone : Standing::kFull);
      circumstances.holds = {HoldWith({})};
      EXPECT_EQ(StandingIn(circumstances, act).standing, Standing::kNone);
    }
  }
}

TEST(Standing, NamesTheHold) {
  Circumstances circumstances = Of(StaffRole::kAssessor);
  circumstances.holds = {HoldWith({})};

  const StandingAnswer answer = StandingIn(circumstances, Assess());

  EXPECT_THAT(answer.holds, ElementsAre("holds/h1"));
  EXPECT_THAT(answer.reasons,
              ElementsAre(HasSubstr("holds/h1 on the learner")));
  EXPECT_THAT(answer.conflicts, IsEmpty());
}

TEST(Standing, IsAsItWasBeforeAHoldAndAfterIt) {
  Circumstances circumstances = Of(StaffRole::kAssessor);
  circumstances.holds = {HoldWith({})};
  Act before = Assess();
  before.date = kToday - 1;
  EXPECT_EQ(StandingIn(circumstances, before).standing, Standing::kFull);

  circumstances.holds[0].lifted = circumstances.holds[0].placed;
  EXPECT_EQ(StandingIn(circumstances, Assess()).standing, Standing::kFull);
}

// D19: whoever judges; a tutor does not.
TEST(Standing, IsNoneInAConflictOfInterest) {
  Conflict conflict;
  conflict.centre = "northgate";
  conflict.id = "c1";
  conflict.person = "tom";
  conflict.learner = "l1";
  conflict.period.first = Day(2026, 1, 1);
  for (const StaffRole role :
       {StaffRole::kTutor, StaffRole::kAssessor, StaffRole::kInternalVerifier,
        StaffRole::kCentreAdmin}) {
    Circumstances circumstances = Of(role);
    circumstances.conflicts = {conflict};
    Act act = Assess();
    act.role = role;

    const StandingAnswer answer = StandingIn(circumstances, act);

    const bool judges =
        role == StaffRole::kAssessor || role == StaffRole::kInternalVerifier;
    EXPECT_EQ(answer.standing, judges ? Standing::kNone : Standing::kFull);
    EXPECT_EQ(answer.conflicts.size(), judges ? 1 : 0);
  }
}

// All reasons in one answer.
TEST(Standing, NamesEverythingThatStopsIt) {
  Circumstances circumstances = Of(StaffRole::kTutor);
  circumstances.holds = {HoldWith({})};

  const StandingAnswer answer = StandingIn(circumstances, Assess());

  EXPECT_THAT(answer.reasons,
              ElementsAre(HasSubstr("not appointed"), HasSubstr("holds/h1")));
}

}  // namespace
}  // namespace attest::registration
