#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace ver = verification::v1;

constexpr char kMustSample[] = "57";
constexpr char kNotConfirmed[] = "Criterion 2.1 rests on one short example";

absl::StatusOr<ver::SamplingPlan> StartPlan(Stage& stage) {
  ver::CreateSamplingPlanRequest request;
  request.set_parent(stage.centre());
  ver::SamplingPlan& plan = *request.mutable_sampling_plan();
  plan.set_qualification(fmt::format("qualifications/{}", kQualification));
  plan.mutable_strategy()->set_rate_percent(15);
  plan.mutable_strategy()->set_new_assessor_rate_percent(50);
  plan.mutable_strategy()->add_must_sample_units(kMustSample);
  return stage.Call<ver::SamplingPlan>(
      stage.verifier, "verification.CreateSamplingPlan", request);
}

absl::StatusOr<ver::DrawSampleResponse> Draw(Stage& stage,
                                             const std::string& plan) {
  ver::DrawSampleRequest request;
  request.set_plan(plan);
  return stage.Call<ver::DrawSampleResponse>(
      stage.verifier, "verification.DrawSample", request);
}

absl::StatusOr<ver::ListSamplesResponse> Pending(Stage& stage) {
  ver::ListSamplesRequest request;
  request.set_parent(stage.centre());
  request.set_state(ver::SAMPLE_PENDING);
  request.set_page_size(500);
  return stage.Call<ver::ListSamplesResponse>(
      stage.verifier, "verification.ListSamples", request);
}

ver::RecordSampleOutcomeRequest Agreement(const std::string& sample) {
  ver::RecordSampleOutcomeRequest request;
  request.set_name(sample);
  request.set_agreed(true);
  request.set_comment("Evidence and reasons read; I would decide the same.");
  return request;
}

// The sample of the must-sample unit of the first learner: it is the one that
// the verifier disagrees with.
absl::StatusOr<ver::Sample> FindSample(const ver::DrawSampleResponse& drawn,
                                       const CohortLearner& learner) {
  for (const ver::Sample& sample : drawn.samples()) {
    if (sample.registration() == learner.registration &&
        sample.unit() == kMustSample) {
      return sample;
    }
  }
  return absl::InternalError("the must-sample unit was not sampled");
}

absl::Status DisagreeAndClose(Stage& stage, const CohortLearner& learner,
                              const ver::Sample& sample) {
  const std::string criterion = CriteriaOf(UnitOf(learner, kMustSample))[3];
  ver::RecordSampleOutcomeRequest request;
  request.set_name(sample.name());
  request.set_comment("The reason for one criterion does not carry it.");
  ver::Disagreement& disagreement = *request.add_disagreements();
  disagreement.set_criterion(criterion);
  disagreement.set_reason("The discussion does not cover stakeholders.");
  disagreement.set_action("Discuss it again and record the answer.");
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<ver::Sample>(stage.verifier, "verification.RecordSampleOutcome",
                             request)
          .status());
  ver::CloseActionRequest close;
  close.set_name(sample.name());
  close.set_comment("The new record covers stakeholders.");
  ATTEST_RETURN_IF_ERROR(WaitUntilReturned(stage, learner, kMustSample));
  ATTEST_RETURN_IF_ERROR(stage.Refuse<ver::Sample>(
      stage.verifier, "verification.CloseAction", close,
      "closing the action before the unit is signed off again", "D54",
      "ACTION_NOT_CLOSED"));
  ATTEST_RETURN_IF_ERROR(Correct(stage, learner, kMustSample, criterion));
  ATTEST_RETURN_IF_ERROR(
      stage.Call<ver::Sample>(stage.verifier, "verification.CloseAction", close)
          .status());
  stage.report().Did(fmt::format(
      "{}: unit {} returned on criterion {}, corrected, action closed",
      learner.first_name, kMustSample, criterion));
  return absl::OkStatus();
}

absl::StatusOr<ver::Moderation> Open(Stage& stage, const CohortLearner& learner,
                                     const std::vector<std::string>& units) {
  ver::OpenModerationRequest request;
  request.set_parent(learner.registration);
  for (const std::string& unit : units) request.add_units(unit);
  return stage.Call<ver::Moderation>(stage.quality_manager,
                                     "verification.OpenModeration", request);
}

// Confirms every unit of `moderation`, but not `refused`.
absl::Status Moderate(Stage& stage, const ver::Moderation& moderation,
                      const std::string& refused = "") {
  ver::RecordModerationOutcomeRequest request;
  request.set_name(moderation.name());
  for (const ver::ModeratedUnit& unit : moderation.units()) {
    ver::ModeratedUnit& outcome = *request.add_units();
    outcome.set_unit(unit.unit());
    outcome.set_outcome(ver::CONFIRMED);
    if (unit.unit() != refused) continue;
    outcome.set_outcome(ver::NOT_CONFIRMED);
    outcome.set_reason(kNotConfirmed);
    outcome.set_action("Add evidence of impact and decide again.");
  }
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<ver::Moderation>(stage.quality_manager,
                                 "verification.RecordModerationOutcome",
                                 request)
          .status());
  ver::CloseModerationRequest close;
  close.set_name(moderation.name());
  return stage
      .Call<ver::Moderation>(stage.quality_manager,
                             "verification.CloseModeration", close)
      .status();
}

ver::SubmitClaimRequest ClaimRequest(const CohortLearner& learner) {
  ver::SubmitClaimRequest request;
  request.set_parent(learner.registration);
  return request;
}

absl::StatusOr<std::string> PlanOf(Stage& stage) {
  ver::ListSamplesRequest request;
  request.set_parent(stage.centre());
  request.set_page_size(1);
  ATTEST_ASSIGN_OR_RETURN(
      const ver::ListSamplesResponse samples,
      stage.Call<ver::ListSamplesResponse>(
          stage.verifier, "verification.ListSamples", request));
  if (samples.samples().empty()) return absl::InternalError("no sample");
  return samples.samples(0).plan();
}

// One learner's moderation goes wrong first: the unit comes back, the claim is
// refused with everything that is missing, the unit is mended.
absl::Status ModerateWithReturn(Stage& stage, const CohortLearner& learner,
                                const std::string& plan) {
  constexpr char kUnit[] = "67";
  ATTEST_ASSIGN_OR_RETURN(const ver::Moderation first,
                          Open(stage, learner, {}));
  ATTEST_RETURN_IF_ERROR(Moderate(stage, first, kUnit));
  ATTEST_RETURN_IF_ERROR(WaitUntilReturned(stage, learner, kUnit));
  ATTEST_RETURN_IF_ERROR(
      RefuseClaim(stage, learner,
                  fmt::format("{}'s claim while unit {} is with the assessor",
                              learner.first_name, kUnit),
                  "R85, R88"));
  ATTEST_RETURN_IF_ERROR(Correct(stage, learner, kUnit, "2.1"));
  ATTEST_RETURN_IF_ERROR(VerifyPending(stage, plan));
  ATTEST_ASSIGN_OR_RETURN(const ver::Moderation second,
                          Open(stage, learner, {kUnit}));
  ATTEST_RETURN_IF_ERROR(Moderate(stage, second));
  stage.report().Did(
      fmt::format("{}: unit {} not confirmed first, corrected, then confirmed",
                  learner.first_name, kUnit));
  return absl::OkStatus();
}

void PrintCertificate(Report& report, const ver::Award& award) {
  report.Did(fmt::format("certificate {}", award.certificate_number()));
  report.Detail(award.title());
  report.Detail(fmt::format(
      "{} ({}), {}, awarded to {} on {}", award.qualification_number(),
      award.qualification_code(), award.awarding_organisation(),
      award.learner_name(), award.award_date()));
  for (const ver::ClaimedUnit& unit : award.units()) {
    report.Detail(fmt::format("  {:>3}  {:<66} {:>2} credits", unit.unit(),
                              unit.title(), unit.credits()));
  }
}

void Keep(const ver::Award& award, LearnerResult& result) {
  result.certificate = award.certificate_number();
  result.credits = award.credits();
  result.level_7_credits = award.credits_at_level();
  result.glh = award.guided_learning_hours();
  for (const ver::ClaimedUnit& unit : award.units()) {
    result.units.push_back(unit.unit());
  }
}

absl::Status ClaimAndAward(Stage& stage, const CohortLearner& learner) {
  ATTEST_ASSIGN_OR_RETURN(
      const ver::Claim claim,
      stage.Call<ver::Claim>(stage.centre_admin, "verification.SubmitClaim",
                             ClaimRequest(learner)));
  ver::IssueAwardRequest issue;
  issue.set_claim(claim.name());
  ATTEST_ASSIGN_OR_RETURN(
      const ver::Award award,
      stage.Call<ver::Award>(stage.awarding_admin, "verification.IssueAward",
                             issue));
  PrintCertificate(stage.report(), award);
  for (LearnerResult& result : stage.report().learners()) {
    if (result.registration != learner.registration) continue;
    Keep(award, result);
    for (const auto& unit : learner.units) {
      result.criteria += static_cast<int>(CriteriaOf(unit).size());
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RefuseClaim(Stage& stage, const CohortLearner& learner,
                         std::string_view what, std::string_view rule) {
  return stage.Refuse<ver::Claim>(
      stage.centre_admin, "verification.SubmitClaim", ClaimRequest(learner),
      what, rule, "CLAIM_REFUSED");
}

absl::Status VerifyPending(Stage& stage, const std::string& plan,
                           const std::string& except) {
  ATTEST_RETURN_IF_ERROR(Draw(stage, plan).status());
  ATTEST_ASSIGN_OR_RETURN(const ver::ListSamplesResponse pending,
                          Pending(stage));
  for (const ver::Sample& sample : pending.samples()) {
    if (sample.name() == except) continue;
    ATTEST_RETURN_IF_ERROR(
        stage
            .Call<ver::Sample>(stage.verifier,
                               "verification.RecordSampleOutcome",
                               Agreement(sample.name()))
            .status());
  }
  return absl::OkStatus();
}

absl::Status Verify(Stage& stage) {
  stage.report().Step(5, "Internal verification by somebody else");
  ATTEST_ASSIGN_OR_RETURN(const ver::SamplingPlan plan, StartPlan(stage));
  stage.report().Did(fmt::format(
      "sampling plan: 15 % of sign-offs, unit {} always; the draw is bound to "
      "seed hash {}...",
      kMustSample, plan.seed_commitment().substr(0, 16)));
  ATTEST_ASSIGN_OR_RETURN(const ver::DrawSampleResponse drawn,
                          Draw(stage, plan.name()));
  stage.report().Did(fmt::format("{} of {} sign-offs drawn",
                                 drawn.samples_size(),
                                 drawn.sign_offs_considered()));
  const CohortLearner& first = stage.cohort[0];
  ATTEST_ASSIGN_OR_RETURN(const ver::Sample sample, FindSample(drawn, first));
  ATTEST_RETURN_IF_ERROR(stage.Refuse<ver::Sample>(
      stage.assessor_as_verifier, "verification.RecordSampleOutcome",
      Agreement(sample.name()), "the assessor verifying their own decisions",
      "R87, D14", "VERIFICATION_REFUSED"));
  ATTEST_RETURN_IF_ERROR(VerifyPending(stage, plan.name(), sample.name()));
  ATTEST_RETURN_IF_ERROR(DisagreeAndClose(stage, first, sample));
  return VerifyPending(stage, plan.name());
}

absl::Status Award(Stage& stage) {
  stage.report().Step(6, "Moderation, claim, award");
  ATTEST_ASSIGN_OR_RETURN(const std::string plan, PlanOf(stage));
  ATTEST_RETURN_IF_ERROR(
      RefuseClaim(stage, stage.cohort[0], "a claim before moderation", "R88"));
  for (size_t i = 0; i < stage.cohort.size(); ++i) {
    const CohortLearner& learner = stage.cohort[i];
    if (i == 1) {
      ATTEST_RETURN_IF_ERROR(ModerateWithReturn(stage, learner, plan));
    } else {
      ATTEST_ASSIGN_OR_RETURN(const ver::Moderation moderation,
                              Open(stage, learner, {}));
      ATTEST_RETURN_IF_ERROR(Moderate(stage, moderation));
      stage.report().Did(
          fmt::format("{}: every unit confirmed", learner.first_name));
    }
    ATTEST_RETURN_IF_ERROR(ClaimAndAward(stage, learner));
  }
  return absl::OkStatus();
}

}  // namespace attest::demo
