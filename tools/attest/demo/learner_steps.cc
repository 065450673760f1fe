#include "absl/strings/str_join.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace reg = registration::v1;
namespace cat = catalogue::v1;

reg::RegisterLearnerRequest Application(Stage& stage,
                                        const std::string& full_name,
                                        const std::string& birth_date) {
  reg::RegisterLearnerRequest request;
  request.set_parent(stage.centre());
  request.set_qualification_code(kQualification);
  request.set_registration_date(Today());
  request.set_language("en");
  request.set_site("Harbour Street");
  request.set_duplicate_reason("The demonstration has been played before.");
  reg::Learner& learner = *request.mutable_learner();
  learner.set_full_name(full_name);
  learner.set_birth_date(birth_date);
  learner.set_job_role("Head of division");
  reg::Recruitment& recruitment = *request.mutable_recruitment();
  reg::CapabilityStatement& capability = *recruitment.mutable_capability();
  capability.set_text("Interviewed; leads strategy for a division.");
  capability.set_stated_by(stage.centre_admin.subject);
  capability.set_stated_date(Today(-7));
  reg::IntegrityConfirmations& integrity = *recruitment.mutable_integrity();
  integrity.set_meets_needs(true);
  integrity.set_enables_achievement(true);
  integrity.set_enables_progression(true);
  recruitment.mutable_advice()->set_text("Programme guide and a conversation.");
  recruitment.mutable_advice()->set_given_date(Today(-7));
  return request;
}

LearnerResult& NewResult(Stage& stage, const std::string& first_name) {
  LearnerResult& result = stage.report().learners().emplace_back();
  result.learner = first_name;
  return result;
}

absl::Status RefuseTheYoung(Stage& stage) {
  // 18 years and 364 days old today: 19 tomorrow.
  std::string born = Today(1);
  born.replace(0, 4, std::to_string(std::stoi(born.substr(0, 4)) - 19));
  ATTEST_RETURN_IF_ERROR(stage.Refuse<reg::RegisterLearnerResponse>(
      stage.centre_admin, "registration.RegisterLearner",
      Application(stage, "Tom Brandt", born), "a learner who is 19 tomorrow",
      "R19", "REGISTRATION_REFUSED"));
  NewResult(stage, "Tom").refusals = {"UNDER_AGE (R19)"};
  return absl::OkStatus();
}

absl::Status RefuseTheMistyped(Stage& stage) {
  reg::RegisterLearnerRequest request =
      Application(stage, "Una Marsh", "1984-03-09");
  request.mutable_learner()->set_unique_learner_number("1000000042");
  ATTEST_RETURN_IF_ERROR(stage.Refuse<reg::RegisterLearnerResponse>(
      stage.centre_admin, "registration.RegisterLearner", request,
      "a Unique Learner Number with a wrong check digit", "D23",
      "INVALID_FIELDS"));
  NewResult(stage, "Una").refusals = {"unique_learner_number (D23)"};
  return absl::OkStatus();
}

absl::Status Register(Stage& stage, const std::string& full_name,
                      const std::string& birth_date, bool member) {
  CohortLearner learner;
  learner.first_name = full_name.substr(0, full_name.find(' '));
  learner.person = stage.Somebody(learner.first_name, auth::v1::LEARNER);
  reg::RegisterLearnerRequest request =
      Application(stage, full_name, birth_date);
  request.mutable_learner()->set_subject(learner.person.subject);
  request.set_already_member(member);
  ATTEST_ASSIGN_OR_RETURN(
      const reg::RegisterLearnerResponse answer,
      stage.Call<reg::RegisterLearnerResponse>(
          stage.centre_admin, "registration.RegisterLearner", request));
  learner.registration = answer.registration().name();
  stage.report().Did(
      fmt::format("{} registered under {}, membership: {}", learner.first_name,
                  answer.registration().syllabus(),
                  answer.registration().membership() == reg::AFFILIATE
                      ? "Affiliate, until completion (R93)"
                      : "was a member already"));
  NewResult(stage, learner.first_name).registration = learner.registration;
  stage.cohort.push_back(std::move(learner));
  return absl::OkStatus();
}

reg::InductionItem Done(std::string_view notes) {
  reg::InductionItem item;
  item.set_done(true);
  item.set_done_date(Today());
  item.set_notes(std::string(notes));
  return item;
}

absl::Status Induct(Stage& stage, const CohortLearner& learner) {
  reg::PutLearningPlanRequest plan;
  plan.set_name(learner.registration);
  reg::LearningGoal& goal = *plan.mutable_learning_plan()->add_goals();
  goal.set_goal("Lead the strategy review of the division");
  goal.set_target_date(Today(180));
  plan.mutable_learning_plan()->set_review_date(Today(60));
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<reg::Registration>(stage.tutor, "registration.PutLearningPlan",
                                   plan)
          .status());
  reg::RecordInductionRequest induct;
  induct.set_name(learner.registration);
  reg::Induction& induction = *induct.mutable_induction();
  *induction.mutable_programme_requirements() = Done("Programme explained");
  *induction.mutable_facilities() = Done("Library and study space shown");
  *induction.mutable_development_needs() = Done("Finance for strategy");
  *induction.mutable_learning_plan() = Done("Plan agreed");
  ATTEST_ASSIGN_OR_RETURN(
      const reg::Registration registration,
      stage.Call<reg::Registration>(stage.tutor, "registration.RecordInduction",
                                    induct));
  if (!registration.induction().complete()) {
    return absl::InternalError("the induction should be complete");
  }
  return absl::OkStatus();
}

reg::SelectUnitsRequest Selection(const CohortLearner& learner,
                                  const std::vector<std::string>& units) {
  reg::SelectUnitsRequest request;
  request.set_name(learner.registration);
  for (const std::string& unit : units) request.add_units(unit);
  return request;
}

absl::Status Select(Stage& stage, CohortLearner& learner,
                    const std::vector<std::string>& units) {
  ATTEST_ASSIGN_OR_RETURN(
      const reg::Registration registration,
      stage.Call<reg::Registration>(stage.tutor, "registration.SelectUnits",
                                    Selection(learner, units)));
  cat::BatchGetUnitsRequest ask;
  ask.set_parent(kSyllabus);
  for (const std::string& unit : registration.units()) ask.add_units(unit);
  ATTEST_ASSIGN_OR_RETURN(const cat::BatchGetUnitsResponse answer,
                          stage.Call<cat::BatchGetUnitsResponse>(
                              stage.tutor, "catalogue.BatchGetUnits", ask));
  learner.units.assign(answer.units().begin(), answer.units().end());
  stage.report().Did(fmt::format("{} takes {}", learner.first_name,
                                 absl::StrJoin(registration.units(), ", ")));
  return absl::OkStatus();
}

// 48 credits, of which 22 at level 7: refused, then mended by what the
// catalogue proposes.
absl::Status SelectWithHelp(Stage& stage, CohortLearner& learner) {
  ATTEST_RETURN_IF_ERROR(stage.Refuse<reg::Registration>(
      stage.tutor, "registration.SelectUnits",
      Selection(learner,
                {"57", "58", "67", "46", "47", "49", "51", "52", "56"}),
      "48 credits with 22 at level 7", "R46, R50", "SELECTION_REFUSED"));
  cat::ProposeSelectionsRequest ask;
  ask.set_syllabus(kSyllabus);
  for (const char* unit : {"46", "47", "56"}) ask.add_keep(unit);
  ask.set_limit(3);
  ATTEST_ASSIGN_OR_RETURN(const cat::ProposeSelectionsResponse answer,
                          stage.Call<cat::ProposeSelectionsResponse>(
                              stage.tutor, "catalogue.ProposeSelections", ask));
  if (answer.proposals().empty()) {
    return absl::InternalError("nothing was proposed");
  }
  const cat::Proposal& best = answer.proposals(0);
  stage.report().Detail(fmt::format(
      "proposed: keep 46, 47, 56 and take {}: {} credits, {} at level 7",
      absl::StrJoin(best.added(), ", "), best.totals().credits(),
      best.totals().credits_at_level()));
  return Select(stage, learner, {best.units().begin(), best.units().end()});
}

absl::Status Allocate(Stage& stage, const CohortLearner& learner) {
  reg::AllocateStaffRequest request;
  request.set_name(learner.registration);
  const std::vector<std::pair<Person, reg::StaffRole>> team = {
      {stage.assessor, reg::STAFF_ASSESSOR},
      {stage.trainee, reg::STAFF_ASSESSOR},
      {stage.verifier, reg::STAFF_INTERNAL_VERIFIER},
      {stage.tutor, reg::STAFF_TUTOR}};
  for (const auto& [person, role] : team) {
    reg::Allocation& allocation = *request.add_allocations();
    allocation.set_person(person.subject);
    allocation.set_role(role);
  }
  return stage
      .Call<reg::Registration>(stage.centre_admin, "registration.AllocateStaff",
                               request)
      .status();
}

}  // namespace

absl::Status RegisterCohort(Stage& stage) {
  stage.report().Step(2, "Learners are registered");
  ATTEST_RETURN_IF_ERROR(Register(stage, "Grace Okafor", "1981-02-28", false));
  ATTEST_RETURN_IF_ERROR(Register(stage, "Henrik Lund", "1976-11-02", false));
  ATTEST_RETURN_IF_ERROR(Register(stage, "Meera Nair", "1988-07-15", true));
  ATTEST_RETURN_IF_ERROR(RefuseTheYoung(stage));
  ATTEST_RETURN_IF_ERROR(RefuseTheMistyped(stage));

  ATTEST_RETURN_IF_ERROR(
      Select(stage, stage.cohort[0],
             {"57", "58", "67", "54", "61", "63", "64", "65"}));
  ATTEST_RETURN_IF_ERROR(SelectWithHelp(stage, stage.cohort[1]));
  ATTEST_RETURN_IF_ERROR(
      Select(stage, stage.cohort[2],
             {"57", "58", "67", "56", "59", "60", "61", "63", "65"}));
  for (const CohortLearner& learner : stage.cohort) {
    ATTEST_RETURN_IF_ERROR(Induct(stage, learner));
    ATTEST_RETURN_IF_ERROR(Allocate(stage, learner));
  }
  stage.report().Did(
      "induction in four parts and learning plans recorded, staff allocated");
  return absl::OkStatus();
}

}  // namespace attest::demo
