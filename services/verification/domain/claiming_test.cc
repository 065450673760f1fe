#include "services/verification/domain/claiming.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/verification/domain/awarding.h"

namespace attest::verification {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::vector<std::string> Rules(const std::vector<MissingItem>& items) {
  std::vector<std::string> rules;
  for (const MissingItem& item : items) rules.push_back(item.rule);
  return rules;
}

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const auto& violation : violations) types.push_back(violation.type);
  return types;
}

ClaimedUnit Unit(std::string number, int level, int credits, int64_t revision) {
  return {.unit = std::move(number),
          .title = "A unit",
          .level = level,
          .credits = credits,
          .guided_learning_hours = 10,
          .revision = revision};
}

Sample SampleOf(std::string unit, int64_t revision, SampleState state) {
  Sample sample;
  sample.centre = "northgate";
  sample.id = "s" + unit;
  sample.key = {"r1", std::move(unit), revision};
  sample.state = state;
  if (state == SampleState::kAgreed) sample.verified_revision = revision;
  return sample;
}

Moderation Moderated(std::string unit, int64_t revision,
                     ModerationOutcome outcome) {
  Moderation moderation;
  moderation.registration = "r1";
  moderation.id = "m1";
  moderation.state = ModerationState::kClosed;
  moderation.units = {{std::move(unit), revision, outcome, "", ""}};
  return moderation;
}

SamplingPlan Plan() {
  SamplingPlan plan;
  plan.centre = "northgate";
  plan.id = "p1";
  return plan;
}

// Two units, everything in order.
ClaimFacts Complete() {
  ClaimFacts facts;
  facts.registration = "r1";
  facts.centre = "northgate";
  facts.qualification = "7D27V2";
  facts.syllabus = "qualifications/7D27V2/syllabi/8";
  facts.registration_state = "ACTIVE";
  facts.active = true;
  facts.induction_complete = true;
  facts.units = {Unit("57", 7, 6, 1), Unit("58", 5, 5, 2)};
  facts.assessment_plan = "centres/northgate/assessmentPlans/7D27V2-8";
  facts.assessment_plan_standing = PlanStanding::kApproved;
  facts.delivery_plan = "centres/northgate/deliveryPlans/7D27V2";
  facts.delivery_plan_standing = PlanStanding::kApproved;
  facts.qualified_verifier = true;
  facts.today = absl::CivilDay(2026, 3, 1);
  facts.trails = {{"registration", true, 5, false, 0},
                  {"assessment", true, 9, false, 0},
                  {"verification", true, 0, true, 0}};
  facts.own.plan = Plan();
  facts.own.considered = {{"r1", "57", 1}, {"r1", "58", 2}};
  facts.own.samples = {SampleOf("57", 1, SampleState::kAgreed)};
  facts.own.moderations = {Moderated("57", 1, ModerationOutcome::kConfirmed),
                           Moderated("58", 2, ModerationOutcome::kConfirmed)};
  return facts;
}

Claim ClaimOf(const ClaimFacts& facts) {
  Claim claim;
  claim.registration = facts.registration;
  claim.id = "c1";
  claim.units = facts.units;
  return claim;
}

TEST(MissingForClaim, NothingWhenEverythingIsInOrder) {  // R88, D61
  EXPECT_THAT(MissingForClaim(Complete()), IsEmpty());
}

TEST(MissingForClaim, RegistrationMustBeActive) {  // D61
  ClaimFacts facts = Complete();
  facts.active = false;
  facts.registration_state = "WITHDRAWN";

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("REGISTRATION_NOT_ACTIVE"));
  EXPECT_EQ(missing[0].subject, "registrations/r1");
  EXPECT_THAT(missing[0].description, HasSubstr("WITHDRAWN"));
}

TEST(MissingForClaim, HoldsMustBeLifted) {  // D68
  ClaimFacts facts = Complete();
  facts.holds = {{.name = "holds/h1", .target = "learner"}};

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("ON_HOLD"));
  EXPECT_EQ(missing[0].subject, "holds/h1");
  EXPECT_THAT(missing[0].description, HasSubstr("hold on the learner"));
  EXPECT_EQ(missing[0].who, "awarding organisation");
}

TEST(MissingForClaim, InductionMustBeComplete) {  // R26
  ClaimFacts facts = Complete();
  facts.induction_complete = false;

  EXPECT_THAT(Rules(MissingForClaim(facts)),
              ElementsAre("INDUCTION_INCOMPLETE"));
}

TEST(MissingForClaim, SaysHaveNeedAndMissingOfEachRule) {  // R41, R46
  ClaimFacts facts = Complete();
  facts.gaps = {{"TOTAL_CREDITS", "45 credits", "credits", 44, 45, 1},
                {"LEVEL_7_CREDITS", "35 at level 7", "credits", 16, 35, 19}};

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing),
              ElementsAre("RULE_OF_COMBINATION", "RULE_OF_COMBINATION"));
  EXPECT_THAT(missing[1].description,
              HasSubstr("have 16, need 35, missing 19 credits"));
}

TEST(MissingForClaim, NamesEachUnitThatIsNotSignedOff) {  // R88
  ClaimFacts facts = Complete();
  facts.units[0].revision = 0;

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing),
              ElementsAre("UNIT_NOT_SIGNED_OFF", "NO_UNIT_VERIFIED"));
  EXPECT_EQ(missing[0].subject, "registrations/r1/units/57");
  EXPECT_EQ(missing[0].who, "assessor");
}

TEST(MissingForClaim, PendingSampleIsNotVerified) {  // D52
  ClaimFacts facts = Complete();
  facts.own.samples = {SampleOf("57", 1, SampleState::kPending)};

  EXPECT_THAT(Rules(MissingForClaim(facts)),
              ElementsAre("UNIT_NOT_VERIFIED", "NO_UNIT_VERIFIED"));
}

TEST(MissingForClaim, VerificationOfAnEarlierRevisionDoesNotCount) {  // D54
  ClaimFacts facts = Complete();
  facts.units[0].revision = 2;
  facts.own.moderations.push_back(
      Moderated("57", 2, ModerationOutcome::kConfirmed));

  EXPECT_THAT(Rules(MissingForClaim(facts)),
              UnorderedElementsAre("UNIT_NOT_VERIFIED", "SAMPLE_NOT_DRAWN",
                                   "NO_UNIT_VERIFIED"));
}

TEST(MissingForClaim, VerifiedAgainCountsWhateverHappenedBefore) {
  ClaimFacts facts = Complete();
  facts.units[0].revision = 2;
  facts.own.considered.insert({"r1", "57", 2});
  facts.own.samples.push_back(SampleOf("57", 2, SampleState::kAgreed));
  facts.own.moderations.push_back(
      Moderated("57", 2, ModerationOutcome::kConfirmed));

  EXPECT_THAT(MissingForClaim(facts), IsEmpty());
}

TEST(MissingForClaim, SomethingMustBeVerifiedWhateverTheDrawChose) {  // D52
  ClaimFacts facts = Complete();
  facts.own.samples.clear();

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("NO_UNIT_VERIFIED"));
  EXPECT_EQ(missing[0].who, "internal verifier");
  EXPECT_EQ(missing[0].subject, "registrations/r1");
}

TEST(MissingForClaim, NobodyClaimsTheirOwn) {  // R87
  ClaimFacts facts = Complete();
  facts.own_work = true;

  EXPECT_THAT(Rules(MissingForClaim(facts)), ElementsAre("OWN_WORK"));
}

TEST(MissingForClaim, OpenActionSaysWhoseTurnItIs) {  // D54
  ClaimFacts facts = Complete();
  facts.own.samples = {SampleOf("57", 1, SampleState::kDisagreed)};
  facts.units[0].revision = 0;

  auto missing = MissingForClaim(facts);
  EXPECT_THAT(missing, Contains(AllOf(Field(&MissingItem::rule, "OPEN_ACTION"),
                                      Field(&MissingItem::who, "assessor"))));

  facts.units[0].revision = 2;
  missing = MissingForClaim(facts);
  EXPECT_THAT(missing,
              Contains(AllOf(Field(&MissingItem::rule, "OPEN_ACTION"),
                             Field(&MissingItem::who, "internal verifier"))));
  EXPECT_THAT(Rules(missing), Not(Contains("SAMPLE_NOT_DRAWN")));
}

TEST(MissingForClaim, ClosedActionVerifiesTheNewRevision) {  // D54
  ClaimFacts facts = Complete();
  facts.units[0].revision = 2;
  facts.own.samples = {SampleOf("57", 1, SampleState::kClosed)};
  facts.own.samples[0].verified_revision = 2;
  facts.own.considered.insert({"r1", "57", 2});
  facts.own.moderations.push_back(
      Moderated("57", 2, ModerationOutcome::kConfirmed));

  EXPECT_THAT(MissingForClaim(facts), IsEmpty());
}

TEST(MissingForClaim, ThereMustBeASamplingPlan) {  // D49
  ClaimFacts facts = Complete();
  facts.own.plan.reset();

  EXPECT_THAT(Rules(MissingForClaim(facts)), ElementsAre("NO_SAMPLING_PLAN"));
}

TEST(MissingForClaim, EverySignOffMustHaveBeenDrawn) {  // D53
  ClaimFacts facts = Complete();
  facts.own.considered.erase({"r1", "58", 2});

  EXPECT_THAT(Rules(MissingForClaim(facts)), ElementsAre("SAMPLE_NOT_DRAWN"));
}

TEST(MissingForClaim, PlansMustBeAgreed) {  // R63, R68
  ClaimFacts facts = Complete();
  facts.assessment_plan_standing = PlanStanding::kSubmitted;
  facts.delivery_plan_standing = PlanStanding::kMissing;

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("ASSESSMENT_PLAN_NOT_AGREED",
                                          "DELIVERY_PLAN_NOT_APPROVED"));
  EXPECT_EQ(missing[0].who, "quality manager");
  EXPECT_EQ(missing[1].who, "centre administrator");
}

TEST(MissingForClaim, AChangedPlanIsADraftAgain) {  // R63
  for (const auto standing : {PlanStanding::kDraft, PlanStanding::kReturned}) {
    ClaimFacts facts = Complete();
    facts.delivery_plan_standing = standing;

    EXPECT_THAT(Rules(MissingForClaim(facts)),
                ElementsAre("DELIVERY_PLAN_NOT_APPROVED"));
  }
}

TEST(MissingForClaim, TrailsMustBeWhole) {  // R67
  ClaimFacts facts = Complete();
  facts.trails[1].intact = false;
  facts.trails[1].first_broken_sequence = 4;

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("TRAIL_BROKEN"));
  EXPECT_THAT(missing[0].description,
              AllOf(HasSubstr("assessment"), HasSubstr("entry 4")));
}

TEST(MissingForClaim, TrailsMustExist) {  // R67
  ClaimFacts facts = Complete();
  facts.trails[0].entries = 0;

  EXPECT_THAT(Rules(MissingForClaim(facts)), ElementsAre("TRAIL_BROKEN"));
}

TEST(MissingForClaim, CentreNeedsAQualifiedVerifier) {  // D13
  ClaimFacts facts = Complete();
  facts.qualified_verifier = false;

  EXPECT_THAT(Rules(MissingForClaim(facts)),
              ElementsAre("NO_QUALIFIED_VERIFIER"));
}

TEST(MissingForClaim, ListsUnitsThatNoModerationLookedAt) {  // R85
  ClaimFacts facts = Complete();
  facts.own.moderations.clear();

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("MODERATION_NOT_CONFIRMED"));
  EXPECT_THAT(missing[0].description, HasSubstr("57, 58"));
  EXPECT_EQ(missing[0].who, "quality manager");
}

TEST(MissingForClaim, AUnitThatModerationDidNotConfirmGoesBack) {  // R85
  ClaimFacts facts = Complete();
  facts.own.moderations.push_back(
      Moderated("58", 2, ModerationOutcome::kNotConfirmed));

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("MODERATION_NOT_CONFIRMED"));
  EXPECT_EQ(missing[0].subject, "registrations/r1/units/58");
  EXPECT_EQ(missing[0].who, "assessor");
}

TEST(MissingForClaim, ALaterModerationMayCoverOnlyWhatWasReturned) {  // D58
  ClaimFacts facts = Complete();
  facts.units[1].revision = 3;
  facts.own.considered.insert({"r1", "58", 3});
  facts.own.moderations[1].units[0].outcome = ModerationOutcome::kNotConfirmed;
  facts.own.moderations.push_back(
      Moderated("58", 3, ModerationOutcome::kConfirmed));

  EXPECT_THAT(MissingForClaim(facts), IsEmpty());
}

TEST(MissingForClaim, NoCertificateAfterCertificationEnd) {  // D10
  ClaimFacts facts = Complete();
  facts.certification_end = absl::CivilDay(2026, 3, 1);
  EXPECT_THAT(MissingForClaim(facts), IsEmpty());

  facts.certification_end = absl::CivilDay(2026, 2, 28);
  EXPECT_THAT(Rules(MissingForClaim(facts)),
              ElementsAre("CERTIFICATION_ENDED"));
}

TEST(MissingForClaim, NotTwice) {  // D61
  ClaimFacts facts = Complete();
  facts.own.claim = ClaimOf(facts);

  const auto missing = MissingForClaim(facts);

  ASSERT_THAT(Rules(missing), ElementsAre("ALREADY_CLAIMED"));
  EXPECT_EQ(missing[0].subject, "registrations/r1/claims/c1");
}

TEST(MissingForClaim, AnOvertakenClaimIsNoObstacle) {  // D61
  ClaimFacts facts = Complete();
  facts.own.claim = ClaimOf(facts);
  facts.own.claim->units[0].revision = 7;
  EXPECT_THAT(MissingForClaim(facts), IsEmpty());

  facts.own.claim->state = ClaimState::kAwarded;
  EXPECT_THAT(Rules(MissingForClaim(facts)), ElementsAre("ALREADY_CLAIMED"));
}

TEST(MissingForClaim, EverythingAtOnce) {  // D61
  ClaimFacts facts;
  facts.registration = "r1";
  facts.registration_state = "WITHDRAWN";
  facts.units = {Unit("57", 7, 6, 0)};
  facts.trails = {{"registration", false, 1, false, 1}};

  EXPECT_THAT(Rules(MissingForClaim(facts)),
              UnorderedElementsAre(
                  "REGISTRATION_NOT_ACTIVE", "INDUCTION_INCOMPLETE",
                  "UNIT_NOT_SIGNED_OFF", "NO_SAMPLING_PLAN", "NO_UNIT_VERIFIED",
                  "ASSESSMENT_PLAN_NOT_AGREED", "DELIVERY_PLAN_NOT_APPROVED",
                  "TRAIL_BROKEN", "NO_QUALIFIED_VERIFIER"));
}

TEST(AsViolations, SayWhoCanMendEach) {
  const auto violations = AsViolations({{"RULE", "a/b", "Lacks it", "tutor"}});

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_THAT(violations[0].description, HasSubstr("tutor"));
}

TEST(WhyOvertaken, NothingWhileTheFactsStand) {
  ClaimFacts facts = Complete();
  facts.own.claim = ClaimOf(facts);  // the claim itself is no obstacle

  EXPECT_THAT(WhyOvertaken(ClaimOf(facts), facts), IsEmpty());
}

TEST(WhyOvertaken, NamesAUnitThatMoved) {
  const ClaimFacts before = Complete();
  ClaimFacts facts = Complete();
  facts.units[0].revision = 0;

  EXPECT_THAT(Types(WhyOvertaken(ClaimOf(before), facts)),
              UnorderedElementsAre("UNIT_NOT_SIGNED_OFF", "NO_UNIT_VERIFIED",
                                   "SIGN_OFF_MOVED"));
}

TEST(WhyOvertaken, NamesUnitsThatCameAndWent) {
  const ClaimFacts before = Complete();
  ClaimFacts facts = Complete();
  facts.units[1] = Unit("46", 5, 5, 1);
  facts.own.considered.insert({"r1", "46", 1});
  facts.own.moderations.push_back(
      Moderated("46", 1, ModerationOutcome::kConfirmed));

  EXPECT_THAT(Types(WhyOvertaken(ClaimOf(before), facts)),
              ElementsAre("SELECTION_CHANGED", "SELECTION_CHANGED"));
}

TEST(TotalsOf, CountsCreditsAtTheLevelOrAbove) {  // R46
  const AwardTotals totals = TotalsOf(
      {Unit("57", 7, 6, 1), Unit("58", 5, 5, 1), Unit("1", 8, 2, 1)}, 7);

  EXPECT_EQ(totals.credits, 13);
  EXPECT_EQ(totals.credits_at_level, 8);
  EXPECT_EQ(totals.guided_learning_hours, 30);
}

}  // namespace
}  // namespace attest::verification
