#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "fmt/format.h"
#include "tools/attest/demo/steps.h"

namespace attest::demo {
namespace {

namespace reg = registration::v1;
namespace asm_ = assessment::v1;

absl::Status CreateCentre(Stage& stage) {
  reg::CreateCentreRequest request;
  request.set_centre_id(stage.centre_id());
  reg::Centre& centre = *request.mutable_centre();
  centre.set_display_name("Northgate Management Centre");
  centre.add_sites("Harbour Street");
  centre.set_agreement_start_date(Today(-365));
  centre.set_quality_manager(stage.quality_manager.subject);
  centre.set_entry_criteria(
      "A senior role with responsibility for strategy; an interview about it.");
  ATTEST_RETURN_IF_ERROR(stage
                             .Call<reg::Centre>(stage.awarding_admin,
                                                "registration.CreateCentre",
                                                request)
                             .status());

  reg::ApproveQualificationRequest approve;
  approve.set_name(stage.centre());
  approve.set_qualification(fmt::format("qualifications/{}", kQualification));
  approve.set_start_date(Today(-90));
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<reg::Centre>(stage.awarding_admin,
                             "registration.ApproveQualification", approve)
          .status());
  stage.report().Did(fmt::format("{} approved for {}, entry criteria published",
                                 stage.centre(), kQualification));
  return absl::OkStatus();
}

struct Post {
  Person person;
  reg::StaffRole role;
  std::string award;  // empty: none
  reg::CompetenceKind kind = reg::COMPETENCE_KIND_UNSPECIFIED;
};

absl::Status Appoint(Stage& stage, const Post& post) {
  reg::AppointStaffRequest request;
  request.set_parent(stage.centre());
  reg::Appointment& appointment = *request.mutable_appointment();
  appointment.set_person(post.person.subject);
  appointment.set_role(post.role);
  appointment.set_start_date(Today(-60));
  if (!post.award.empty()) {
    reg::Competence& competence = *appointment.add_competences();
    competence.set_award(post.award);
    competence.set_kind(post.kind);
    competence.set_awarded_date("2019-05-17");
    competence.set_level_max(7);
  }
  return stage
      .Call<reg::Appointment>(stage.centre_admin, "registration.AppointStaff",
                              request)
      .status();
}

absl::Status AppointEverybody(Stage& stage) {
  const std::vector<Post> posts = {
      {stage.centre_admin, reg::STAFF_CENTRE_ADMIN, ""},
      {stage.tutor, reg::STAFF_TUTOR, ""},
      {stage.assessor, reg::STAFF_ASSESSOR, "Level 3 CAVA",
       reg::ASSESS_COMPETENCE},
      {stage.assessor_as_verifier, reg::STAFF_INTERNAL_VERIFIER,
       "Level 4 Internal Quality Assurance", reg::VERIFY},
      {stage.trainee, reg::STAFF_ASSESSOR, ""},
      {stage.verifier, reg::STAFF_INTERNAL_VERIFIER,
       "Level 4 Internal Quality Assurance", reg::VERIFY},
  };
  for (const Post& post : posts) {
    ATTEST_RETURN_IF_ERROR(Appoint(stage, post));
  }
  stage.report().Did(
      "assessor, trainee assessor, internal verifier and tutor appointed, "
      "awards dated");
  return absl::OkStatus();
}

reg::SignedStatement Signed(std::string_view text) {
  reg::SignedStatement statement;
  statement.set_text(std::string(text));
  statement.set_signed_by("Programme Director");
  statement.set_signed_date(Today(-20));
  return statement;
}

reg::DeliveryPlan DeliveryPlan() {
  reg::DeliveryPlan plan;
  plan.set_learning_experience(
      "Monthly workshops, coaching at work, and a peer group.");
  plan.set_schedule("Nine units over twelve months, two at a time.");
  *plan.mutable_non_discrimination() =
      Signed("Delivery was checked for direct and indirect discrimination.");
  *plan.mutable_equality_of_opportunity() =
      Signed("Every learner is offered the same opportunities.");
  reg::Barrier& barrier = *plan.add_barriers();
  barrier.set_barrier("Shift work keeps some learners from workshops.");
  barrier.set_step("Each workshop is held twice, and live online.");
  return plan;
}

absl::Status AgreeDeliveryPlan(Stage& stage) {
  const std::string name =
      fmt::format("{}/deliveryPlans/{}", stage.centre(), kQualification);
  reg::PutDeliveryPlanRequest put;
  put.set_name(name);
  *put.mutable_delivery_plan() = DeliveryPlan();
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<reg::DeliveryPlan>(stage.centre_admin,
                                   "registration.PutDeliveryPlan", put)
          .status());
  reg::SubmitDeliveryPlanRequest submit;
  submit.set_name(name);
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<reg::DeliveryPlan>(stage.centre_admin,
                                   "registration.SubmitDeliveryPlan", submit)
          .status());

  reg::DecideDeliveryPlanRequest decide;
  decide.set_name(name);
  decide.set_approved(true);
  ATTEST_RETURN_IF_ERROR(stage.Refuse<reg::DeliveryPlan>(
      stage.centre_admin, "registration.DecideDeliveryPlan", decide,
      "the centre approves its own delivery plan", "R117", "ROLE_MISSING"));
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<reg::DeliveryPlan>(stage.quality_manager,
                                   "registration.DecideDeliveryPlan", decide)
          .status());
  stage.report().Did("delivery plan approved by the Quality Manager");
  return absl::OkStatus();
}

// Criteria of an outcome go to one piece of work, outcome after outcome.
asm_::PutAssessmentPlanRequest Matrix(const std::string& centre,
                                      const catalogue::v1::Syllabus& syllabus) {
  asm_::PutAssessmentPlanRequest request;
  request.set_parent(centre);
  request.set_syllabus(kSyllabus);
  int day = 30;
  for (const catalogue::v1::Unit& unit : syllabus.units()) {
    for (const catalogue::v1::LearningOutcome& outcome : unit.outcomes()) {
      const bool knowledge = outcome.kind() == catalogue::v1::KNOWLEDGE;
      asm_::PlanRow& row = *request.add_rows();
      row.set_unit(unit.number());
      row.set_piece_of_work(fmt::format("{}: {} {}", unit.printed_number(),
                                        knowledge ? "discussion" : "report",
                                        outcome.number()));
      row.set_method(knowledge ? asm_::PROFESSIONAL_DISCUSSION
                               : asm_::WORK_PRODUCT);
      row.set_date(Today(day));
      for (const catalogue::v1::Criterion& criterion : outcome.criteria()) {
        row.add_criteria(criterion.number());
      }
    }
    day += 15;
  }
  return request;
}

absl::Status AgreeAssessmentPlan(Stage& stage) {
  catalogue::v1::GetSyllabusRequest ask;
  ask.set_name(kSyllabus);
  ATTEST_ASSIGN_OR_RETURN(
      const catalogue::v1::Syllabus syllabus,
      stage.Call<catalogue::v1::Syllabus>(stage.centre_admin,
                                          "catalogue.GetSyllabus", ask));
  ATTEST_ASSIGN_OR_RETURN(
      const asm_::AssessmentPlan plan,
      stage.Call<asm_::AssessmentPlan>(stage.centre_admin,
                                       "assessment.PutAssessmentPlan",
                                       Matrix(stage.centre(), syllabus)));
  asm_::SubmitAssessmentPlanRequest submit;
  submit.set_name(plan.name());
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<asm_::AssessmentPlan>(stage.centre_admin,
                                      "assessment.SubmitAssessmentPlan", submit)
          .status());
  asm_::DecideAssessmentPlanRequest decide;
  decide.set_name(plan.name());
  decide.set_agreed(true);
  ATTEST_RETURN_IF_ERROR(
      stage
          .Call<asm_::AssessmentPlan>(stage.quality_manager,
                                      "assessment.DecideAssessmentPlan", decide)
          .status());
  int criteria = 0;
  for (const asm_::PlanRow& row : plan.rows()) criteria += row.criteria_size();
  stage.report().Did(fmt::format(
      "assessment plan agreed: {} criteria of {} units, each with a piece of "
      "work and a date",
      criteria, syllabus.units_size()));
  return absl::OkStatus();
}

}  // namespace

absl::Status PrepareCentre(Stage& stage) {
  stage.report().Step(1, "The centre is made ready");
  ATTEST_RETURN_IF_ERROR(CreateCentre(stage));
  ATTEST_RETURN_IF_ERROR(AppointEverybody(stage));
  ATTEST_RETURN_IF_ERROR(AgreeDeliveryPlan(stage));
  return AgreeAssessmentPlan(stage);
}

}  // namespace attest::demo
