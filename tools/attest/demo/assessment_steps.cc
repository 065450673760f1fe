#include "absl/time/clock.h"
#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "fmt/format.h"
#include "google/protobuf/util/json_util.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace asm_ = assessment::v1;

constexpr absl::Duration kReturnMax = absl::Seconds(60);

std::string UnitName(const CohortLearner& learner, const std::string& unit) {
  return fmt::format("{}/units/{}", learner.registration, unit);
}

// The place of a criterion in its unit, which decides the evidence for it.
size_t IndexOf(const catalogue::v1::Unit& unit, const std::string& criterion) {
  const std::vector<std::string> all = CriteriaOf(unit);
  return std::find(all.begin(), all.end(), criterion) - all.begin();
}

asm_::Decision ToDecision(const CohortLearner& learner,
                          const catalogue::v1::Unit& unit,
                          const Judgement& judgement) {
  asm_::Decision decision;
  decision.set_unit(unit.number());
  decision.set_criterion(judgement.criterion);
  decision.set_outcome(judgement.met ? asm_::MET : asm_::NOT_YET_MET);
  decision.set_reason(judgement.reason);
  for (const std::string& piece :
       PiecesFor(IndexOf(unit, judgement.criterion))) {
    decision.add_evidence(learner.evidence.at(piece));
  }
  asm_::Judgements& five = *decision.mutable_judgements();
  five.set_accurate(true);
  five.set_current(true);
  five.set_authentic(true);
  five.set_relevant_in_depth(judgement.met);
  five.set_relevant_in_breadth(true);
  decision.set_usual_conditions(true);
  return decision;
}

std::vector<Judgement> AllMet(const catalogue::v1::Unit& unit) {
  std::vector<Judgement> judgements;
  for (const std::string& criterion : CriteriaOf(unit)) {
    judgements.push_back(
        {criterion, true, "Shown at work; seen in the evidence named."});
  }
  return judgements;
}

asm_::SignOffUnitRequest SignOffRequest(const CohortLearner& learner,
                                        const std::string& unit) {
  asm_::SignOffUnitRequest request;
  request.set_name(UnitName(learner, unit));
  request.set_assessor_declares(true);
  request.set_learner_declares(true);
  request.set_learner_declared_date(Today());
  return request;
}

// There is no field for a grade: the contract itself has no place for it.
absl::Status RefuseGrade(Stage& stage, const CohortLearner& learner) {
  asm_::RecordDecisionsRequest request;
  const auto parsed = google::protobuf::util::JsonStringToMessage(
      fmt::format(R"({{"parent": "{}", "decisions": [{{"unit": "57",
                  "criterion": "1.1", "grade": "distinction"}}]}})",
                  learner.registration),
      &request);
  if (parsed.ok()) return absl::InternalError("a grade was accepted");
  return stage.Refused(
      MakeError(absl::StatusCode::kInvalidArgument, "client.attest",
                "NO_SUCH_FIELD", parsed.message().as_string()),
      "a grade: the contract has no field for one", "R84", "NO_SUCH_FIELD");
}

absl::Status RefuseOpenUnit(Stage& stage, const CohortLearner& learner,
                            const std::string& unit) {
  return stage.Refuse<asm_::SignOff>(
      stage.assessor, "assessment.SignOffUnit", SignOffRequest(learner, unit),
      fmt::format("signing off unit {} with one criterion open", unit), "R76",
      "SIGN_OFF_REFUSED");
}

// A first look finds one criterion not yet met; the piece goes back, comes
// again with more, and is then met.
absl::Status DecideWithReturn(Stage& stage, const CohortLearner& learner,
                              const catalogue::v1::Unit& unit) {
  std::vector<Judgement> judgements = AllMet(unit);
  Judgement& first = judgements.front();
  first = {first.criterion, false, "The plan names no alternatives."};
  ATTEST_RETURN_IF_ERROR(
      Decide(stage, learner, stage.assessor, unit, judgements));
  ATTEST_RETURN_IF_ERROR(RefuseOpenUnit(stage, learner, unit.number()));

  const std::string evidence = learner.evidence.at(PiecesFor(0).front());
  asm_::ReturnEvidenceRequest back;
  back.set_name(evidence);
  back.set_reason("Add the alternatives that the board considered.");
  ATTEST_RETURN_IF_ERROR(stage
                             .Call<asm_::Evidence>(stage.assessor,
                                                   "assessment.ReturnEvidence",
                                                   back)
                             .status());
  asm_::SubmitEvidenceRequest again;
  again.set_name(evidence);
  again.mutable_declaration()->set_own_work(true);
  again.mutable_declaration()->set_ai_use("spelling only");
  ATTEST_RETURN_IF_ERROR(stage
                             .Call<asm_::Evidence>(learner.person,
                                                   "assessment.SubmitEvidence",
                                                   again)
                             .status());
  ATTEST_RETURN_IF_ERROR(
      Decide(stage, learner, stage.assessor, unit,
             {{first.criterion, true, "Alternatives are weighed now."}}));
  stage.report().Did(fmt::format(
      "{}: {} {} not yet met, evidence returned, resubmitted, then met",
      learner.first_name, unit.printed_number(), first.criterion));
  return absl::OkStatus();
}

// A trainee decides one criterion; it counts when countersigned (D17).
absl::Status DecideAsTrainee(Stage& stage, const CohortLearner& learner,
                             const catalogue::v1::Unit& unit) {
  const std::vector<Judgement> judgements = AllMet(unit);
  ATTEST_RETURN_IF_ERROR(
      Decide(stage, learner, stage.trainee, unit, judgements));
  ATTEST_RETURN_IF_ERROR(stage.Refuse<asm_::SignOff>(
      stage.assessor, "assessment.SignOffUnit",
      SignOffRequest(learner, unit.number()),
      "signing off on a trainee's decisions alone", "D17", "SIGN_OFF_REFUSED"));
  asm_::ListDecisionsRequest list;
  list.set_parent(learner.registration);
  list.set_unit(unit.number());
  list.set_current_only(true);
  list.set_page_size(100);
  ATTEST_ASSIGN_OR_RETURN(
      const asm_::ListDecisionsResponse decisions,
      stage.Call<asm_::ListDecisionsResponse>(
          stage.assessor, "assessment.ListDecisions", list));
  for (const asm_::Decision& decision : decisions.decisions()) {
    asm_::CountersignDecisionRequest countersign;
    countersign.set_name(decision.name());
    countersign.set_reason(
        "Judged on the same evidence, with the same result.");
    ATTEST_RETURN_IF_ERROR(
        stage
            .Call<asm_::Decision>(stage.assessor,
                                  "assessment.CountersignDecision", countersign)
            .status());
  }
  stage.report().Did(fmt::format("{}: {} decided by a trainee, countersigned",
                                 learner.first_name, unit.printed_number()));
  return absl::OkStatus();
}

absl::Status AssessLearner(Stage& stage, const CohortLearner& learner) {
  const int all = static_cast<int>(learner.units.size());
  for (int i = 0; i < all; ++i) {
    const catalogue::v1::Unit& unit = learner.units[i];
    const bool first = &learner == &stage.cohort[0];
    if (first && i == 0) {
      ATTEST_RETURN_IF_ERROR(DecideWithReturn(stage, learner, unit));
    } else if (first && i == 1) {
      ATTEST_RETURN_IF_ERROR(DecideAsTrainee(stage, learner, unit));
    } else {
      ATTEST_RETURN_IF_ERROR(
          Decide(stage, learner, stage.assessor, unit, AllMet(unit)));
    }
    ATTEST_RETURN_IF_ERROR(SignOff(stage, learner, unit));
    stage.report().Progress("units", i + 1, all);
  }
  return absl::OkStatus();
}

absl::Status ReportProgress(Stage& stage, const CohortLearner& learner) {
  asm_::GetProgressRequest ask;
  ask.set_name(learner.registration);
  ATTEST_ASSIGN_OR_RETURN(const asm_::Progress progress,
                          stage.Call<asm_::Progress>(
                              learner.person, "assessment.GetProgress", ask));
  stage.report().Did(fmt::format(
      "{}: {} of {} criteria met, {} of {} credits, every unit signed off",
      learner.first_name, progress.criteria_met(), progress.criteria(),
      progress.credits_achieved(), progress.credits_selected()));
  return absl::OkStatus();
}

}  // namespace

const catalogue::v1::Unit& UnitOf(const CohortLearner& learner,
                                  const std::string& number) {
  for (const catalogue::v1::Unit& unit : learner.units) {
    if (unit.number() == number) return unit;
  }
  return learner.units.front();
}

std::vector<std::string> CriteriaOf(const catalogue::v1::Unit& unit) {
  std::vector<std::string> numbers;
  for (const catalogue::v1::LearningOutcome& outcome : unit.outcomes()) {
    for (const catalogue::v1::Criterion& criterion : outcome.criteria()) {
      numbers.push_back(criterion.number());
    }
  }
  return numbers;
}

absl::Status Decide(Stage& stage, const CohortLearner& learner,
                    const Person& assessor, const catalogue::v1::Unit& unit,
                    const std::vector<Judgement>& judgements) {
  asm_::RecordDecisionsRequest request;
  request.set_parent(learner.registration);
  for (const Judgement& judgement : judgements) {
    *request.add_decisions() = ToDecision(learner, unit, judgement);
  }
  auto& facts = stage.report().facts();
  facts["decisions_recorded"] = facts.value("decisions_recorded", 0) +
                                static_cast<int>(judgements.size());
  return stage
      .Call<asm_::RecordDecisionsResponse>(
          assessor, "assessment.RecordDecisions", request)
      .status();
}

absl::Status SignOff(Stage& stage, const CohortLearner& learner,
                     const catalogue::v1::Unit& unit) {
  return stage
      .Call<asm_::SignOff>(stage.assessor, "assessment.SignOffUnit",
                           SignOffRequest(learner, unit.number()))
      .status();
}

absl::Status WaitUntilReturned(Stage& stage, const CohortLearner& learner,
                               const std::string& unit) {
  asm_::GetSignOffRequest ask;
  ask.set_name(UnitName(learner, unit));
  const absl::Time end = absl::Now() + kReturnMax;
  while (absl::Now() < end) {
    ATTEST_ASSIGN_OR_RETURN(const asm_::SignOff sign_off,
                            stage.Call<asm_::SignOff>(
                                stage.assessor, "assessment.GetSignOff", ask));
    if (sign_off.state() == asm_::UNIT_RETURNED) return absl::OkStatus();
    absl::SleepFor(absl::Milliseconds(20));
  }
  return absl::DeadlineExceededError(
      fmt::format("unit {} did not come back to the assessor", unit));
}

absl::Status Correct(Stage& stage, const CohortLearner& learner,
                     const std::string& unit, const std::string& criterion) {
  ATTEST_RETURN_IF_ERROR(WaitUntilReturned(stage, learner, unit));
  const catalogue::v1::Unit& found = UnitOf(learner, unit);
  ATTEST_RETURN_IF_ERROR(Decide(
      stage, learner, stage.assessor, found,
      {{criterion, true, "Looked at again with the learner; shown in full."}}));
  return SignOff(stage, learner, found);
}

absl::Status Assess(Stage& stage) {
  stage.report().Step(4, "Decisions, criterion by criterion");
  ATTEST_RETURN_IF_ERROR(RefuseClaim(
      stage, stage.cohort[0], "a claim before anything is decided", "R88"));
  ATTEST_RETURN_IF_ERROR(RefuseGrade(stage, stage.cohort[0]));
  for (const CohortLearner& learner : stage.cohort) {
    ATTEST_RETURN_IF_ERROR(AssessLearner(stage, learner));
    ATTEST_RETURN_IF_ERROR(ReportProgress(stage, learner));
  }
  return absl::OkStatus();
}

}  // namespace attest::demo
