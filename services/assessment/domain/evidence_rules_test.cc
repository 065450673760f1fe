#include "services/assessment/domain/evidence_rules.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

using ::testing::IsEmpty;
using testing::IsOk;
using testing::NamesFields;
using Names = std::vector<std::string>;

constexpr absl::CivilDay kToday(2026, 11, 24);

absl::Status Check(const Evidence& evidence) {
  FieldChecks check("assessment.attest");
  CheckEvidence(evidence, kToday, check);
  return check.status();
}

// R73, E33: what each kind needs besides what all need.
TEST(CheckEvidence, AsksEachKindForItsOwn) {
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kWorkProduct)),
              testing::IsOk());
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kPriorLearning)),
              testing::IsOk());  // D45
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kOther)),
              NamesFields(Names{"evidence.description"}));
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kObservation)),
              NamesFields(Names{"evidence.conditions"}));  // R77
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kWitnessTestimony)),
              NamesFields(Names{"evidence.witness"}));  // D41
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kProfessionalDiscussion)),
              NamesFields(Names{"evidence.discussion"}));  // D33
  EXPECT_THAT(Check(SampleEvidence(EvidenceKind::kQuestioning)),
              NamesFields(Names{"evidence.discussion"}));
  EXPECT_THAT(Check(SampleEvidence(static_cast<EvidenceKind>(9))),
              NamesFields(Names{"evidence.kind"}));
  EXPECT_THAT(Check(SampleEvidence(static_cast<EvidenceKind>(-1))),
              NamesFields(Names{"evidence.kind"}));
}

// R72, R74: a workplace and a day that has come.
TEST(CheckEvidence, ComesFromAWorkplaceOnADayThatHasCome) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  evidence.workplace = "  ";
  evidence.performed_date = "2026-11-25";
  EXPECT_THAT(Check(evidence), NamesFields(Names{"evidence.workplace",
                                                 "evidence.performed_date"}));
  evidence.workplace = "Harbour Street";
  evidence.performed_date = "2026-11-24";
  EXPECT_THAT(Check(evidence), testing::IsOk());
  evidence.performed_date = "24/11/2026";
  EXPECT_THAT(Check(evidence), NamesFields(Names{"evidence.performed_date"}));
}

// D33: a place in the recording for each question.
TEST(CheckEvidence, ReadsTimeStamps) {
  Evidence evidence = SampleEvidence(EvidenceKind::kQuestioning);
  for (const char* good : {"00:00:00", "00:12:30", "12:59:59"}) {
    evidence.discussion = {{{"57", "1.1"}, "Why?", "Because.", good}};
    EXPECT_THAT(Check(evidence), testing::IsOk()) << good;
  }
  for (const char* bad : {"", "12:30", "00:60:00", "00:00:60", "0:00:000",
                          "aa:bb:cc", "00-12-30"}) {
    evidence.discussion = {{{"57", "1.1"}, "Why?", "Because.", bad}};
    EXPECT_THAT(Check(evidence),
                NamesFields(Names{"evidence.discussion[0].time_stamp"}))
        << bad;
  }
}

TEST(CheckEvidence, BoundsTheNumberOfRecords) {
  Evidence evidence = SampleEvidence(EvidenceKind::kQuestioning);
  evidence.discussion.assign(101,
                             {{"57", "1.1"}, "Why?", "Because.", "00:00:00"});
  EXPECT_THAT(Check(evidence), NamesFields(Names{"evidence.discussion"}));
}

// In bytes, which is what an answer counts.
TEST(CheckEvidence, BoundsTheSizeOfRecords) {
  Evidence evidence = SampleEvidence(EvidenceKind::kQuestioning);
  std::string text;
  for (int i = 0; i < 4000; ++i) text += "\xf0\x9d\x84\x9e";
  evidence.discussion.assign(32, {{"57", "1.1"}, text, text, "00:00:00"});
  EXPECT_THAT(Check(evidence), IsOk());
  evidence.discussion.push_back({{"57", "1.1"}, text, text, "00:00:00"});
  EXPECT_THAT(Check(evidence), NamesFields(Names{"evidence.discussion"}));
}

// R81, E32: refused for every unit there is; R26; withdrawn learners.
TEST(CheckCreation, SaysEveryReason) {
  Registration registration = SampleRegistration();
  const Evidence simulated = SampleEvidence(EvidenceKind::kSimulation);
  EXPECT_THAT(TypesOf(CheckCreation(simulated, registration)),
              ::testing::ElementsAre("SIMULATION"));

  registration.active = false;
  registration.induction_complete = false;
  EXPECT_THAT(TypesOf(CheckCreation(simulated, registration)),
              ::testing::ElementsAre("SIMULATION", "REGISTRATION_NOT_ACTIVE",
                                     "INDUCTION_INCOMPLETE"));
}

TEST(CheckMapping, AllowsCriteriaOfTheSelection) {
  const Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  const Registration registration = SampleRegistration();
  const Syllabus syllabus = SampleSyllabus();
  EXPECT_THAT(CheckMapping({registration, syllabus, {}, {}}, evidence,
                           {{"57", "1.1"}, {"67", "1.1"}}),
              IsEmpty());
}

TEST(CheckMapping, SaysEveryReason) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  evidence.state = EvidenceState::kWithdrawn;
  Registration registration = SampleRegistration();
  registration.active = false;

  const Syllabus syllabus = SampleSyllabus();
  const MappingFacts facts{registration, syllabus, {{"57", "1.1"}}, {"67"}};
  EXPECT_THAT(
      TypesOf(CheckMapping(
          facts, evidence,
          {{"57", "9.9"}, {"99", "1.1"}, {"46", "1.1"}, {"67", "1.1"}})),
      ::testing::ElementsAre("REGISTRATION_NOT_ACTIVE", "EVIDENCE_WITHDRAWN",
                             "UNKNOWN_CRITERION", "UNIT_NOT_SELECTED",
                             "UNIT_NOT_SELECTED", "CRITERION_DECIDED",
                             "UNIT_SIGNED_OFF"));
}

// D73: what is mapped to a unit that is signed off stays as it is.
TEST(CheckMapping, LeavesSignedOffUnitsAlone) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  evidence.criteria = {{"57", "1.1"}, {"57", "2.1"}};
  const Registration registration = SampleRegistration();
  const Syllabus syllabus = SampleSyllabus();
  const MappingFacts facts{registration, syllabus, {}, {"57"}};

  EXPECT_THAT(CheckMapping(facts, evidence,
                           {{"67", "1.1"}, {"57", "2.1"}, {"57", "1.1"}}),
              IsEmpty());
  const auto dropped = CheckMapping(facts, evidence, {{"57", "1.1"}});
  EXPECT_THAT(TypesOf(dropped), ::testing::ElementsAre("UNIT_SIGNED_OFF"));
  EXPECT_EQ(dropped[0].subject, "registrations/r1/units/57");
  EXPECT_THAT(
      TypesOf(CheckMapping(facts, evidence,
                           {{"57", "1.1"}, {"57", "2.1"}, {"57", "4.1"}})),
      ::testing::ElementsAre("UNIT_SIGNED_OFF"));
}

// D40.
TEST(CheckSubmission, NeedsContentMappingAndDeclaration) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  const Registration registration = SampleRegistration();
  EXPECT_THAT(
      TypesOf(CheckSubmission(evidence, {false, "none"}, registration)),
      ::testing::ElementsAre("NOT_OWN_WORK", "NO_CONTENT", "NOT_MAPPED"));
  evidence.held_at = "Safe";
  evidence.criteria = {{"57", "1.1"}};
  EXPECT_THAT(CheckSubmission(evidence, {true, "none"}, registration),
              IsEmpty());
  evidence.state = EvidenceState::kReturned;
  EXPECT_THAT(CheckSubmission(evidence, {true, "none"}, registration),
              IsEmpty());
  evidence.state = EvidenceState::kSubmitted;
  EXPECT_THAT(TypesOf(CheckSubmission(evidence, {true, "none"}, registration)),
              ::testing::ElementsAre("NOT_A_DRAFT"));
}

TEST(CheckReturn, IsForWhatWasHandedIn) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  const Registration registration = SampleRegistration();
  const Standings full = SampleStandings(Standing::Kind::kFull);
  ReturningFacts facts{registration, full, "amir", {}};
  EXPECT_THAT(TypesOf(CheckReturn(facts, evidence)),
              ::testing::ElementsAre("NOT_SUBMITTED"));
  evidence.state = EvidenceState::kSubmitted;
  EXPECT_THAT(CheckReturn(facts, evidence), IsEmpty());
  // D73: what was signed off on it is reopened first.
  facts.signed_off_units = {"57", "58"};
  EXPECT_THAT(TypesOf(CheckReturn(facts, evidence)),
              ::testing::ElementsAre("UNIT_SIGNED_OFF", "UNIT_SIGNED_OFF"));
}

// D16: by somebody who may judge some of the learner's work.
TEST(CheckReturn, IsForTheLearnersAssessors) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  evidence.state = EvidenceState::kSubmitted;
  Registration registration = SampleRegistration();
  registration.assessors = {{"amir", {"67"}}, {"ann", {"46"}}};
  Standings standings = SampleStandings(Standing::Kind::kNone);

  EXPECT_THAT(
      TypesOf(CheckReturn({registration, standings, "ann", {}}, evidence)),
      ::testing::ElementsAre("OWN_WORK", "NOT_ALLOCATED", "NO_STANDING"));
  const auto without =
      CheckReturn({registration, standings, "amir", {}}, evidence);
  EXPECT_THAT(TypesOf(without), ::testing::ElementsAre("NO_STANDING"));
  EXPECT_THAT(without[0].description, ::testing::HasSubstr("(D16)"));
  standings[{7, true}].kind = Standing::Kind::kProvisional;
  EXPECT_THAT(CheckReturn({registration, standings, "amir", {}}, evidence),
              IsEmpty());
}

TEST(JudgedBy, IsOfTheUnitsAllocated) {
  Registration registration = SampleRegistration();
  registration.assessors = {{"amir", {"67"}}};
  const Judged knowledge{7, true};
  const Judged competence{7, false};

  EXPECT_THAT(JudgedBy("amir", registration, SampleSyllabus()),
              ::testing::ElementsAre(knowledge));
  EXPECT_THAT(JudgedBy("zoe", registration, SampleSyllabus()),
              ::testing::UnorderedElementsAre(knowledge, competence));
}

// R78: a warning for what was arranged. R79: nothing else is compared.
TEST(WarningsOf, IsForArrangedEvidence) {
  Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
  EXPECT_THAT(WarningsOf(evidence), IsEmpty());
  evidence.occurrence = Occurrence::kArranged;
  EXPECT_THAT(WarningsOf(evidence), ::testing::SizeIs(1));
}

}  // namespace
}  // namespace attest::assessment
