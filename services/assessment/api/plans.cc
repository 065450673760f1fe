#include "services/assessment/api/plans.h"

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/assessment/api/access.h"
#include "services/assessment/api/convert.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/store/plans.h"

namespace attest::assessment::api {
namespace {

constexpr char kCurrentVersion[] = "-";

journal::Change PlanChange(std::string_view action, const Plan& before,
                           const Plan& after) {
  journal::Change change;
  change.action = std::string(action);
  change.resource = after.name();
  change.centre = CentreName(after.centre);
  if (before.revision > 0) change.before["state"] = StateWord(before.state);
  change.after = {{"state", std::string(StateWord(after.state))},
                  {"revision", std::to_string(after.revision)},
                  {"gaps", std::to_string(after.gaps.size())}};
  change.syllabus_version =
      after.syllabus.substr(after.syllabus.rfind('/') + 1);
  return change;
}

// A plan as the caller writes it, under the name that its syllabus gives it.
Plan NewPlan(const std::string& centre, const std::vector<std::string>& ids,
             const v1::PutAssessmentPlanRequest& request) {
  Plan plan;
  plan.centre = centre;
  plan.id = fmt::format("{}-{}", ids[0], ids[1]);
  plan.syllabus = request.syllabus();
  for (const auto& row : request.rows()) plan.rows.push_back(FromProto(row));
  return plan;
}

absl::StatusOr<Plan> RequirePlan(db::Transaction& sql,
                                 const std::vector<std::string>& ids) {
  ATTEST_ASSIGN_OR_RETURN(auto plan, store::FindPlan(sql, ids[0], ids[1]));
  if (!plan) {
    return errors::NotFound("assessment plan", FormatName(kPlanName, ids));
  }
  return *std::move(plan);
}

absl::StatusOr<journal::Outcome> Store(journal::WriteTransaction& sql,
                                       std::string_view action,
                                       const Plan& before, const Plan& after) {
  ATTEST_RETURN_IF_ERROR(store::UpdatePlan(sql, after));
  return Answer(ToProto(after), {PlanChange(action, before, after)});
}

}  // namespace

absl::StatusOr<v1::AssessmentPlan> PutAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::PutAssessmentPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto centre = check.Name("parent", kCentreName, request.parent());
  const auto ids = check.Name("syllabus", kSyllabusName, request.syllabus());
  check.That(ids[1] != kCurrentVersion, "syllabus", "must name a version");
  const Plan wanted = NewPlan(centre[0], ids, request);
  check.That(wanted.id.size() <= kIdLengthMax, "syllabus",
             "has too long a name for a plan");
  CheckRows(wanted.rows, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  if (!call.caller.HasAt(auth::v1::CENTRE_ADMIN, centre[0])) {
    return errors::RoleMissing("CENTRE_ADMIN at this centre");
  }
  ATTEST_ASSIGN_OR_RETURN(const auto syllabus, context.catalogue.GetSyllabus(
                                                   call, request.syllabus()));
  CheckRowsAgainst(wanted.rows, *syllabus, check);
  ATTEST_RETURN_IF_ERROR(check.status());

  // What was agreed becomes a draft (req R68).
  return Write<v1::AssessmentPlan>(
      context, call, auth::v1::CENTRE_ADMIN, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(
            const auto found,
            store::FindPlan(sql.reader(), wanted.centre, wanted.id));
        // Codes and versions may hold hyphens themselves.
        FieldChecks names(errors::kDomain);
        names.That(!found || found->syllabus == wanted.syllabus, "syllabus",
                   "its plan would have the name of another syllabus's plan");
        ATTEST_RETURN_IF_ERROR(names.status());
        const Plan before = found.value_or(Plan{});
        Plan plan = wanted;
        plan.gaps = GapsOf(plan.rows, *syllabus);
        plan.revision = before.revision + 1;
        ATTEST_RETURN_IF_ERROR(store::PutPlan(sql, plan));
        return Answer(ToProto(plan),
                      {PlanChange("assessment_plan.put", before, plan)});
      });
}

absl::StatusOr<v1::AssessmentPlan> GetAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::GetAssessmentPlanRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kPlanName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  if (RoleAt(call, kPlanReaders, ids[0]) == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("assessment plan", request.name());
  }

  Plan plan;
  ATTEST_RETURN_IF_ERROR(
      context.database.Read([&](db::Transaction& sql) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(plan, RequirePlan(sql, ids));
        return absl::OkStatus();
      }));
  return ToProto(plan);
}

absl::StatusOr<v1::AssessmentPlan> SubmitAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::SubmitAssessmentPlanRequest& request) {
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPlanName, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  if (!call.caller.HasAt(auth::v1::CENTRE_ADMIN, ids[0])) {
    return errors::NotFound("assessment plan", request.name());
  }

  return Write<v1::AssessmentPlan>(
      context, call, auth::v1::CENTRE_ADMIN, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Plan before,
                                RequirePlan(sql.reader(), ids));
        const auto violations = CheckReady(before);
        if (!violations.empty()) return errors::PlanNotReady(violations);
        Plan plan = before;
        plan.state = PlanState::kSubmitted;
        plan.revision += 1;
        return Store(sql, "assessment_plan.submitted", before, plan);
      });
}

absl::StatusOr<v1::AssessmentPlan> DecideAssessmentPlan(
    Context& context, const rpc::Call& call,
    const v1::DecideAssessmentPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPlanName, request.name());
  if (request.agreed()) {
    check.OptionalLongText("reason", request.reason());
  } else {
    check.LongText("reason", request.reason());
  }
  ATTEST_RETURN_IF_ERROR(check.status());
  // Only the centre's own Quality Manager decides (req R68).
  if (!call.caller.HasAt(auth::v1::QUALITY_MANAGER, ids[0])) {
    return errors::NotFound("assessment plan", request.name());
  }
  ATTEST_ASSIGN_OR_RETURN(const std::string allocated,
                          context.registration.GetQualityManager(call, ids[0]));
  if (allocated != call.caller.subject()) {
    return errors::NotFound("assessment plan", request.name());
  }

  return Write<v1::AssessmentPlan>(
      context, call, auth::v1::QUALITY_MANAGER, request,
      [&](journal::WriteTransaction& sql) -> absl::StatusOr<journal::Outcome> {
        ATTEST_ASSIGN_OR_RETURN(const Plan before,
                                RequirePlan(sql.reader(), ids));
        if (before.state != PlanState::kSubmitted) {
          return errors::PlanNotSubmitted(before.name());
        }
        Plan plan = before;
        plan.state =
            request.agreed() ? PlanState::kAgreed : PlanState::kReturned;
        plan.decided_by = call.caller.subject();
        plan.decide_time = context.clock.Now();
        plan.return_reason = request.agreed() ? "" : request.reason();
        plan.revision += 1;
        return Store(sql,
                     request.agreed() ? "assessment_plan.agreed"
                                      : "assessment_plan.returned",
                     before, plan);
      });
}

}  // namespace attest::assessment::api
