#include "services/assessment/domain/deciding.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "services/assessment/testing/samples.h"

namespace attest::assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DecidingTest : public ::testing::Test {
 protected:
  DecidingTest() {
    Evidence evidence = SampleEvidence(EvidenceKind::kWorkProduct);
    evidence.state = EvidenceState::kSubmitted;
    evidence.criteria = {{"57", "1.1"},
                         {"57", "2.1"},
                         {"57", "4.1"},
                         {"67", "1.1"},
                         {"67", "1.3"}};
    evidence_ = {{"e1", evidence}};
  }

  std::vector<std::string> Check(const std::vector<Decision>& decisions) {
    return TypesOf(CheckDecisions(Facts(), decisions));
  }
  DecidingFacts Facts() {
    return {.registration = registration_,
            .syllabus = syllabus_,
            .standings = standings_,
            .assessor = assessor_,
            .signed_off_units = signed_off_,
            .evidence = evidence_};
  }

  const Syllabus syllabus_ = SampleSyllabus();
  Registration registration_ = SampleRegistration();
  Standings standings_ = SampleStandings(Standing::Kind::kFull);
  std::string assessor_ = "amir";
  std::set<std::string> signed_off_;
  std::map<std::string, Evidence> evidence_;
};

TEST_F(DecidingTest, AllowsWhatIsRight) {
  EXPECT_THAT(Check({SampleDecision("57", "1.1"), SampleDecision("57", "2.1"),
                     SampleDecision("67", "1.3")}),
              IsEmpty());
}

// R82, R83: each single "no" is enough.
TEST_F(DecidingTest, MetNeedsAllFiveJudgements) {
  for (const auto judgement :
       {&Judgements::accurate, &Judgements::current, &Judgements::authentic,
        &Judgements::relevant_in_depth, &Judgements::relevant_in_breadth}) {
    Decision decision = SampleDecision("57", "1.1");
    decision.judgements.*judgement = false;
    EXPECT_THAT(Check({decision}), ElementsAre("MET_AGAINST_JUDGEMENT"));
    decision.outcome = Outcome::kNotYetMet;
    EXPECT_THAT(Check({decision}), IsEmpty());
  }
}

// R80: confirmed, or a reason; also when it is not yet met.
TEST_F(DecidingTest, NeedsUsualConditionsOrAReason) {
  Decision decision = SampleDecision("57", "1.1");
  decision.usual_conditions = false;
  EXPECT_THAT(Check({decision}), ElementsAre("CONDITIONS_NOT_CONFIRMED"));
  decision.outcome = Outcome::kNotYetMet;
  EXPECT_THAT(Check({decision}), ElementsAre("CONDITIONS_NOT_CONFIRMED"));
  decision.conditions_reason = "The office was being rebuilt.";
  EXPECT_THAT(Check({decision}), IsEmpty());
}

// D41, R122: a witness decides nothing.
TEST_F(DecidingTest, DoesNotRestOnTestimonyAlone) {
  evidence_["e1"].kind = EvidenceKind::kWitnessTestimony;
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
              ElementsAre("TESTIMONY_ALONE"));
  Decision not_yet = SampleDecision("57", "1.1");
  not_yet.outcome = Outcome::kNotYetMet;
  EXPECT_THAT(Check({not_yet}), IsEmpty());

  Evidence product = evidence_["e1"];
  product.id = "e2";
  product.kind = EvidenceKind::kWorkProduct;
  evidence_["e2"] = product;
  Decision both = SampleDecision("57", "1.1");
  both.evidence = {"e1", "e2"};
  EXPECT_THAT(Check({both}), IsEmpty());
}

// R72, R75: knowledge criteria need workplace evidence as well.
TEST_F(DecidingTest, RestsOnEvidenceFromTheWorkplace) {
  evidence_["e1"].workplace = "";
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
              ElementsAre("NO_WORKPLACE_EVIDENCE"));
  EXPECT_THAT(Check({SampleDecision("57", "2.1")}),
              ElementsAre("NO_WORKPLACE_EVIDENCE"));
}

// R73, D45: every kind but testimony can carry a criterion, and prior learning
// is a kind like any other.
TEST_F(DecidingTest, AcceptsEveryKindOfEvidence) {
  for (const auto kind :
       {EvidenceKind::kObservation, EvidenceKind::kWorkProduct,
        EvidenceKind::kProfessionalDiscussion, EvidenceKind::kQuestioning,
        EvidenceKind::kPriorLearning, EvidenceKind::kOther}) {
    evidence_["e1"].kind = kind;
    EXPECT_THAT(Check({SampleDecision("57", "1.1")}), IsEmpty());
  }
}

TEST_F(DecidingTest, ReliesOnWhatWasHandedInAndMapped) {
  for (const auto state : {EvidenceState::kDraft, EvidenceState::kReturned,
                           EvidenceState::kWithdrawn}) {
    evidence_["e1"].state = state;
    EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
                ElementsAre("EVIDENCE_NOT_SUBMITTED"));
  }
  evidence_["e1"].state = EvidenceState::kSubmitted;
  evidence_["e1"].criteria = {{"57", "2.1"}};
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
              ElementsAre("EVIDENCE_NOT_MAPPED"));
  evidence_.clear();
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
              ElementsAre("EVIDENCE_NOT_SUBMITTED"));
}

// R102: guidance is no rule: nothing of it is asked for. R79: nor is anything
// compared with another learner. R84: nor is there a grade to give.
TEST_F(DecidingTest, AsksForNothingElse) {
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}), IsEmpty());
}

TEST_F(DecidingTest, SaysWhatTheUnitForbidsOnceAUnit) {
  signed_off_ = {"57"};
  registration_.assessors = {{"amir", {"67"}}};
  EXPECT_THAT(Check({SampleDecision("57", "1.1"), SampleDecision("57", "2.1"),
                     SampleDecision("67", "1.1")}),
              ElementsAre("UNIT_SIGNED_OFF", "NOT_ALLOCATED"));
}

TEST_F(DecidingTest, NamesUnknownUnitsAndCriteria) {
  EXPECT_THAT(Check({SampleDecision("46", "1.1"), SampleDecision("99", "1.1"),
                     SampleDecision("57", "9.9")}),
              ElementsAre("UNIT_NOT_SELECTED", "UNIT_NOT_SELECTED",
                          "UNKNOWN_CRITERION"));
}

TEST_F(DecidingTest, IsForActiveLearnersAndNotForOneself) {
  registration_.active = false;
  registration_.learner_subject = "amir";
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}),
              ElementsAre("REGISTRATION_NOT_ACTIVE", "OWN_WORK"));
}

// D16, E30.
TEST_F(DecidingTest, AsksForStandingByLevelAndKind) {
  EXPECT_THAT(
      JudgedBy({SampleDecision("57", "1.1"), SampleDecision("57", "2.1"),
                SampleDecision("46", "1.1"), SampleDecision("99", "1.1")},
               syllabus_),
      ElementsAre(Judged{5, true}, Judged{7, false}, Judged{7, true}));
  standings_[{7, false}].kind = Standing::Kind::kNone;
  EXPECT_THAT(Check({SampleDecision("57", "1.1"), SampleDecision("57", "2.1"),
                     SampleDecision("57", "4.1")}),
              ElementsAre("NO_STANDING"));
  standings_.clear();
  EXPECT_THAT(Check({SampleDecision("57", "1.1")}), ElementsAre("NO_STANDING"));
}

// D17: by what is judged, not by the person.
TEST_F(DecidingTest, TellsATraineesDecision) {
  standings_[{7, false}].kind = Standing::Kind::kProvisional;
  EXPECT_THAT(Check({SampleDecision("57", "2.1")}), IsEmpty());
  EXPECT_TRUE(IsTrainees(Facts(), SampleDecision("57", "2.1")));
  EXPECT_FALSE(IsTrainees(Facts(), SampleDecision("57", "1.1")));
}

TEST_F(DecidingTest, CountersigningSaysEveryReason) {
  Decision decision = SampleDecision("57", "2.1");
  decision.trainee = true;
  decision.assessor = "tom";
  CountersigningFacts facts{registration_, syllabus_, standings_, "amir"};
  EXPECT_THAT(CheckCountersignature(facts, decision), IsEmpty());

  decision.superseded_by = "d2";
  decision.countersigned_by = "sofia";
  registration_.active = false;
  registration_.learner_subject = "tom";
  standings_[{7, false}].kind = Standing::Kind::kProvisional;
  facts.person = "tom";
  EXPECT_THAT(
      TypesOf(CheckCountersignature(facts, decision)),
      ElementsAre("REGISTRATION_NOT_ACTIVE", "OWN_WORK", "NOT_PROVISIONAL",
                  "SUPERSEDED", "SAME_PERSON", "NO_STANDING"));
}

TEST(CheckDecision, NamesEveryWrongField) {
  Decision decision;
  decision.conditions_reason = std::string(5000, 'x');
  FieldChecks check("assessment.attest");
  CheckDecision("decisions[0]", decision, check);

  EXPECT_THAT(check.status(), testing::NamesFields(std::vector<std::string>{
                                  "decisions[0].unit", "decisions[0].criterion",
                                  "decisions[0].outcome", "decisions[0].reason",
                                  "decisions[0].conditions_reason"}));
}

}  // namespace
}  // namespace attest::assessment
