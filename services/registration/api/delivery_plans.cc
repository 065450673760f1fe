#include "services/registration/api/delivery_plans.h"

#include <optional>
#include <string>
#include <utility>

#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/read.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/delivery_plan_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::CENTRE_ADMIN;
using auth::v1::QUALITY_MANAGER;
using WrittenPlan = Written<v1::DeliveryPlan>;

constexpr char kPattern[] = "centres/{centre}/deliveryPlans/{qualification}";
constexpr Roles kReaders = {
    auth::v1::CENTRE_ADMIN,    auth::v1::TUTOR,
    auth::v1::ASSESSOR,        auth::v1::INTERNAL_VERIFIER,
    auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN,
    auth::v1::SERVICE};

std::map<std::string, std::string> Facts(const DeliveryPlan& plan) {
  return {{"state", v1::PlanState_Name(static_cast<v1::PlanState>(plan.state))},
          {"revision", std::to_string(plan.revision)},
          {"qualification", QualificationName(plan.qualification)}};
}

journal::Change Changed(std::string action,
                        const std::optional<DeliveryPlan>& before,
                        const DeliveryPlan& after) {
  journal::Change change{.action = std::move(action),
                         .resource = after.name(),
                         .centre = CentreName(after.centre),
                         .registration = "",
                         .reason = "",
                         .before = {},
                         .after = Facts(after),
                         .syllabus_version = ""};
  if (before) change.before = Facts(*before);
  return change;
}

// The trail proves the reason without holding it.
journal::Change Decided(const DeliveryPlan& before, const DeliveryPlan& after,
                        const v1::DecideDeliveryPlanRequest& request) {
  journal::Change change = Changed(
      request.approved() ? "delivery_plan.approved" : "delivery_plan.returned",
      before, after);
  change.after["decided_by"] = after.decided_by;
  if (!request.reason().empty()) {
    change.after["reason_sha256"] = Sha256Hex(request.reason());
  }
  return change;
}

absl::StatusOr<DeliveryPlan> Find(db::Transaction& tx,
                                  const std::vector<std::string>& ids,
                                  std::string_view name) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<DeliveryPlan> plan,
                          store::FindDeliveryPlan(tx, ids[0], ids[1]));
  if (!plan) return errors::NotFound("delivery plan", name);
  return *plan;
}

// A centre that is not to be found is, to the caller, a plan that is not.
absl::Status AsPlan(const absl::Status& status, std::string_view name) {
  if (status.code() != absl::StatusCode::kNotFound) return status;
  return errors::NotFound("delivery plan", name);
}

// The full title that the advert of a plan must hold; empty when there is no
// advert, no plan, or no such qualification.
absl::StatusOr<std::string> TitleFor(const Tools& tools, const rpc::Call& call,
                                     const std::vector<std::string>& ids) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<DeliveryPlan> plan,
      Read<std::optional<DeliveryPlan>>(tools, [&](db::Transaction& tx) {
        return store::FindDeliveryPlan(tx, ids[0], ids[1]);
      }));
  if (!plan || plan->advert.empty()) return std::string();
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Qualification> found,
                          tools.catalogue.Lookup(call, plan->qualification));
  return found ? found->title : std::string();
}

// Whether the caller is the Quality Manager allocated to the centre, with the
// role there, and nobody of the centre besides (req R63, R117, R120).
bool MayDecide(const rpc::Call& call, const Centre& centre) {
  return call.caller.HasAt(QUALITY_MANAGER, centre.id) &&
         call.caller.subject() == centre.quality_manager &&
         !call.caller.HasAnyAt(
             {CENTRE_ADMIN, auth::v1::TUTOR, auth::v1::ASSESSOR,
              auth::v1::INTERNAL_VERIFIER, auth::v1::PARTNER},
             centre.id);
}

}  // namespace

absl::StatusOr<v1::DeliveryPlan> DeliveryPlans::Put(
    const rpc::Call& call, const v1::PutDeliveryPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const DeliveryPlan written =
      ReadDeliveryPlan(request.delivery_plan(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auth::Role role,
                          RoleToCreate(call, {CENTRE_ADMIN}, ids[0]));

  // Apply the rule: what is written is a draft.
  return Write<v1::DeliveryPlan>(
      tools_, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenPlan> {
        ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                                store::FindCentre(tx.reader(), ids[0]));
        if (!centre) return errors::NotFound("centre", CentreName(ids[0]));
        ATTEST_ASSIGN_OR_RETURN(
            const std::optional<DeliveryPlan> before,
            store::FindDeliveryPlan(tx.reader(), ids[0], ids[1]));
        DeliveryPlan plan = Rewrite(before, written);
        plan.centre = ids[0];
        plan.qualification = ids[1];
        ATTEST_RETURN_IF_ERROR(store::PutDeliveryPlan(tx, plan));
        return WrittenPlan{ToProto(plan),
                           {Changed("delivery_plan.written", before, plan)}};
      });
}

absl::StatusOr<v1::DeliveryPlan> DeliveryPlans::Get(
    const rpc::Call& call, const v1::GetDeliveryPlanRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kPattern, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_RETURN_IF_ERROR(AsPlan(
      OpenCentre(tools_, call, kReaders, ids[0]).status(), request.name()));
  ATTEST_ASSIGN_OR_RETURN(const DeliveryPlan plan,
                          Read<DeliveryPlan>(tools_, [&](db::Transaction& tx) {
                            return Find(tx, ids, request.name());
                          }));
  return ToProto(plan);
}

absl::StatusOr<v1::DeliveryPlan> DeliveryPlans::Submit(
    const rpc::Call& call, const v1::SubmitDeliveryPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  const auth::Role role = call.ActsAs({CENTRE_ADMIN}, ids[0]);
  if (role == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("delivery plan", request.name());
  }
  ATTEST_ASSIGN_OR_RETURN(const std::string title, TitleFor(tools_, call, ids));

  // Apply the rule.
  return Write<v1::DeliveryPlan>(
      tools_, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenPlan> {
        ATTEST_ASSIGN_OR_RETURN(const DeliveryPlan before,
                                Find(tx.reader(), ids, request.name()));
        const auto violations = SubmitViolations(before, title);
        if (!violations.empty()) return errors::PlanNotReady(violations);
        const DeliveryPlan plan = registration::Submit(before);
        ATTEST_RETURN_IF_ERROR(store::PutDeliveryPlan(tx, plan));
        return WrittenPlan{ToProto(plan),
                           {Changed("delivery_plan.submitted", before, plan)}};
      });
}

absl::StatusOr<v1::DeliveryPlan> DeliveryPlans::Decide(
    const rpc::Call& call, const v1::DecideDeliveryPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  if (request.approved()) {
    check.OptionalLongText("reason", request.reason());
  } else {
    check.LongText("reason", request.reason());
  }
  check.That(request.revision() >= 0, "revision", "must not be negative");
  ATTEST_RETURN_IF_ERROR(check.status());
  const auto access = OpenCentre(tools_, call, {QUALITY_MANAGER}, ids[0]);
  ATTEST_RETURN_IF_ERROR(AsPlan(access.status(), request.name()));
  if (!MayDecide(call, access->centre)) {
    return errors::NotFound("delivery plan", request.name());
  }

  // Apply the rule.
  return Write<v1::DeliveryPlan>(
      tools_, call.Author(QUALITY_MANAGER, request.request_id(), request),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<WrittenPlan> {
        ATTEST_ASSIGN_OR_RETURN(const DeliveryPlan before,
                                Find(tx.reader(), ids, request.name()));
        if (request.revision() != 0 && request.revision() != before.revision) {
          return errors::PlanChanged(before.name());
        }
        const auto violations = DecideViolations(before);
        if (!violations.empty()) return errors::PlanNotSubmitted(violations);
        const DeliveryPlan plan =
            registration::Decide(before, request.approved(), request.reason(),
                                 call.caller.subject(), tools_.clock.Now());
        ATTEST_RETURN_IF_ERROR(store::PutDeliveryPlan(tx, plan));
        return WrittenPlan{ToProto(plan), {Decided(before, plan, request)}};
      });
}

}  // namespace attest::registration::api
