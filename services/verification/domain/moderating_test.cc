#include "services/verification/domain/moderating.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::verification {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const auto& violation : violations) types.push_back(violation.type);
  return types;
}

SignOffFound SignedOff(int64_t revision) {
  return {.signed_off = true,
          .revision = revision,
          .assessor = "ann",
          .involved_people = {"ann"}};
}

const Moderator kQuinn = {.subject = "quinn",
                          .is_quality_manager = true,
                          .is_staff = false,
                          .is_the_learner = false,
                          .involved_in = {}};

OpeningFacts Opening() {
  SignOffFound reopened = SignedOff(1);
  reopened.signed_off = false;
  return {.registration = "r1",
          .registration_active = true,
          .moderator = kQuinn,
          .sign_offs = {{"57", SignedOff(2)},
                        {"58", SignedOff(1)},
                        {"67", reopened}},
          .asked = {},
          .open = std::nullopt};
}

Moderation Open(std::vector<ModeratedUnit> units) {
  Moderation moderation;
  moderation.registration = "r1";
  moderation.id = "m1";
  moderation.moderator = "quinn";
  moderation.units = std::move(units);
  return moderation;
}

ModeratedUnit Unit(std::string number, int64_t revision,
                   ModerationOutcome outcome) {
  return {.unit = std::move(number),
          .revision = revision,
          .outcome = outcome,
          .reason = "",
          .action = ""};
}

Moderation Closed(std::vector<ModeratedUnit> units) {
  Moderation moderation = Open(std::move(units));
  moderation.state = ModerationState::kClosed;
  return moderation;
}

TEST(UnitsToModerate, AreThoseSignedOffAtTheirRevisions) {  // R85
  const auto units = UnitsToModerate(Opening());

  ASSERT_THAT(units, SizeIs(2));
  EXPECT_EQ(units[0].unit, "57");
  EXPECT_EQ(units[0].revision, 2);
  EXPECT_EQ(units[1].unit, "58");
}

TEST(UnitsToModerate, MayBeSomeOnly) {
  OpeningFacts facts = Opening();
  facts.asked = {"58"};

  EXPECT_THAT(UnitsToModerate(facts), SizeIs(1));
  EXPECT_THAT(WhyNotOpen(facts), IsEmpty());
}

TEST(WhyNotOpen, OnlyTheCentresQualityManager) {  // R120
  OpeningFacts facts = Opening();
  facts.moderator.is_quality_manager = false;

  EXPECT_THAT(Types(WhyNotOpen(facts)), ElementsAre("OTHER_MODERATOR"));
}

TEST(WhyNotOpen, NobodyWhoWorksThere) {  // R120
  OpeningFacts facts = Opening();
  facts.moderator.is_staff = true;

  EXPECT_THAT(Types(WhyNotOpen(facts)), ElementsAre("MODERATOR_IS_STAFF"));
}

TEST(WhyNotOpen, NobodyWhoTookPart) {  // D19
  OpeningFacts facts = Opening();
  facts.sign_offs["57"].involved_people = {"ann", "quinn"};

  EXPECT_THAT(Types(WhyNotOpen(facts)), ElementsAre("MODERATOR_INVOLVED"));
}

TEST(WhyNotOpen, NamesEveryUnitThatIsNotSignedOff) {
  OpeningFacts facts = Opening();
  facts.asked = {"57", "67", "46"};

  EXPECT_THAT(Types(WhyNotOpen(facts)),
              ElementsAre("UNIT_NOT_SIGNED_OFF", "UNIT_NOT_SIGNED_OFF"));
}

TEST(WhyNotOpen, ThereMustBeSomethingToLookAt) {
  OpeningFacts facts = Opening();
  facts.sign_offs.clear();
  facts.open = "registrations/r1/moderations/m0";
  facts.registration_active = false;

  EXPECT_THAT(Types(WhyNotOpen(facts)),
              UnorderedElementsAre("NOTHING_SIGNED_OFF", "ALREADY_OPEN",
                                   "REGISTRATION_NOT_ACTIVE"));
}

TEST(WhyNotRecord, OnlyUnitsOfTheModeration) {  // R85
  const auto moderation = Open({Unit("57", 1, ModerationOutcome::kNone)});

  EXPECT_THAT(WhyNotRecord(moderation, kQuinn,
                           {Unit("57", 0, ModerationOutcome::kConfirmed)}),
              IsEmpty());
  EXPECT_THAT(
      Types(WhyNotRecord(moderation, kQuinn,
                         {Unit("46", 0, ModerationOutcome::kConfirmed)})),
      ElementsAre("UNIT_NOT_IN_SAMPLE"));
}

TEST(WhyNotRecord, NotAfterClosingAndNotByAnother) {
  const auto moderation =
      Closed({Unit("57", 1, ModerationOutcome::kConfirmed)});
  Moderator other = kQuinn;
  other.subject = "queenie";
  other.is_quality_manager = false;

  EXPECT_THAT(Types(WhyNotRecord(moderation, other, {})),
              UnorderedElementsAre("NOT_OPEN", "OTHER_MODERATOR"));
}

TEST(WhyNotOpen, NobodyTheirOwnLearning) {  // R87, R120
  OpeningFacts facts = Opening();
  facts.moderator.is_the_learner = true;

  EXPECT_THAT(Types(WhyNotOpen(facts)), ElementsAre("OWN_WORK"));
}

TEST(WhyNotRecord, NobodyTheirOwnLearning) {  // R87, R120
  const auto moderation = Open({Unit("57", 1, ModerationOutcome::kConfirmed)});
  Moderator learner = kQuinn;
  learner.is_the_learner = true;

  EXPECT_THAT(Types(WhyNotRecord(moderation, learner, {})),
              ElementsAre("OWN_WORK"));
  EXPECT_THAT(Types(WhyNotClose(moderation, learner)), ElementsAre("OWN_WORK"));
}

TEST(WhyNotRecord, TheNextQualityManagerGoesOn) {  // R120, D19
  const auto moderation = Open({Unit("57", 1, ModerationOutcome::kConfirmed)});
  Moderator next = kQuinn;
  next.subject = "queenie";
  EXPECT_THAT(WhyNotRecord(moderation, next, {}), IsEmpty());
  EXPECT_THAT(WhyNotClose(moderation, next), IsEmpty());

  next.involved_in = {"57", "58"};
  EXPECT_THAT(Types(WhyNotClose(moderation, next)),
              ElementsAre("MODERATOR_INVOLVED"));
}

TEST(WhyNotClose, NamesEveryUnitWithoutOutcome) {
  const auto moderation = Open({Unit("57", 1, ModerationOutcome::kConfirmed),
                                Unit("58", 1, ModerationOutcome::kNone),
                                Unit("67", 1, ModerationOutcome::kNone)});

  EXPECT_THAT(Types(WhyNotClose(moderation, kQuinn)),
              ElementsAre("OUTCOME_MISSING", "OUTCOME_MISSING"));
}

TEST(OutcomeOf, IsWhatTheLastClosedModerationSaidOfThatRevision) {  // D58
  const std::vector<Moderation> moderations = {
      Closed({Unit("57", 1, ModerationOutcome::kNotConfirmed),
              Unit("58", 1, ModerationOutcome::kConfirmed)}),
      Closed({Unit("57", 2, ModerationOutcome::kConfirmed)}),
      Open({Unit("58", 1, ModerationOutcome::kNotConfirmed)})};

  EXPECT_EQ(OutcomeOf(moderations, "57", 1), ModerationOutcome::kNotConfirmed);
  EXPECT_EQ(OutcomeOf(moderations, "57", 2), ModerationOutcome::kConfirmed);
  EXPECT_EQ(OutcomeOf(moderations, "58", 1), ModerationOutcome::kConfirmed);
  EXPECT_EQ(OutcomeOf(moderations, "58", 2), ModerationOutcome::kNone);
}

TEST(OutcomeOf, ALaterModerationOfTheSameRevisionCountsMore) {
  const std::vector<Moderation> moderations = {
      Closed({Unit("57", 1, ModerationOutcome::kConfirmed)}),
      Closed({Unit("57", 1, ModerationOutcome::kNotConfirmed)})};

  EXPECT_EQ(OutcomeOf(moderations, "57", 1), ModerationOutcome::kNotConfirmed);
}

}  // namespace
}  // namespace attest::verification
