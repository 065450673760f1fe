#include "services/registration/api/registrations.h"

#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/change_registration.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/read.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/domain/life_errors.h"
#include "services/registration/domain/selection.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/registration_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::AWARDING_ADMIN;
using auth::v1::CENTRE_ADMIN;
using auth::v1::PARTNER;
using auth::v1::TUTOR;
using Changes = std::vector<journal::Change>;

constexpr char kPattern[] = "registrations/{registration}";
constexpr Roles kReaders = {auth::v1::LEARNER,  TUTOR,
                            auth::v1::ASSESSOR, auth::v1::INTERNAL_VERIFIER,
                            CENTRE_ADMIN,       auth::v1::QUALITY_MANAGER,
                            AWARDING_ADMIN,     PARTNER,
                            auth::v1::SERVICE};
constexpr Roles kCarers = {CENTRE_ADMIN, TUTOR, PARTNER};

std::string Joined(const std::vector<std::string>& units) {
  return fmt::format("{}", fmt::join(units, ","));
}

// Which parts of the induction are done.
std::string DoneParts(const Induction& induction) {
  std::vector<std::string_view> done;
  for (size_t i = 0; i < kInductionItems; ++i) {
    if (induction[i].done) done.push_back(kInductionFields[i]);
  }
  return fmt::format("{}", fmt::join(done, ","));
}

// `STAFF_ASSESSOR tom: 57,58; ...`, or `all units`.
std::string AllocationFacts(const std::vector<Allocation>& allocations) {
  std::vector<std::string> facts;
  for (const Allocation& one : allocations) {
    facts.push_back(fmt::format(
        "{} {}: {}", v1::StaffRole_Name(static_cast<v1::StaffRole>(one.role)),
        one.person, one.units.empty() ? "all units" : Joined(one.units)));
  }
  return fmt::format("{}", fmt::join(facts, "; "));
}

absl::Status CheckActive(const Registration& registration) {
  const auto violations = NotActiveViolations(registration);
  return violations.empty() ? absl::OkStatus() : errors::NotActive(violations);
}

// The appointments of everybody in `allocations` at a centre.
absl::StatusOr<std::vector<Appointment>> AppointmentsOfAll(
    db::Transaction& tx, std::string_view centre,
    const std::vector<Allocation>& allocations) {
  std::vector<Appointment> all;
  for (const Allocation& allocation : allocations) {
    ATTEST_ASSIGN_OR_RETURN(
        std::vector<Appointment> held,
        store::AppointmentsOf(tx, centre, allocation.person));
    std::move(held.begin(), held.end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

absl::StatusOr<v1::Registration> Registrations::Get(
    const rpc::Call& call, const v1::GetRegistrationRequest& request) {
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", kPattern, request.name());
  ATTEST_RETURN_IF_ERROR(check.status());

  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          SeeRegistration(tools_, call, kReaders, ids[0]));
  return Shown(access);
}

absl::StatusOr<v1::Registration> Registrations::RecordInduction(
    const rpc::Call& call, const v1::RecordInductionRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const InductionUpdate update =
      ReadInduction(request.induction(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kCarers, ids[0]));

  // Apply the rule: parts that are not named stay as they are.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(CheckActive(registration));
        journal::Change change = ChangeOf("induction.recorded", registration);
        change.before["done"] = DoneParts(registration.induction);
        MergeInduction(registration.induction, update);
        change.after["done"] = DoneParts(registration.induction);
        change.after["complete"] =
            InductionComplete(registration) ? "true" : "false";
        ATTEST_RETURN_IF_ERROR(store::PutInduction(tx, registration));
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Registrations::PutLearningPlan(
    const rpc::Call& call, const v1::PutLearningPlanRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const LearningPlan plan =
      ReadLearningPlan(request.learning_plan(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kCarers, ids[0]));

  // Apply the rule.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_RETURN_IF_ERROR(CheckActive(registration));
        const auto unfit = GoalFindings(registration, plan);
        if (!unfit.empty()) return errors::UnfitFields(unfit);
        registration.learning_plan = plan;
        ATTEST_RETURN_IF_ERROR(store::PutLearningPlan(tx, registration));
        journal::Change change =
            ChangeOf("learning_plan.written", registration);
        change.after["goals"] = std::to_string(plan.goals.size());
        change.after["review_date"] = DateText(plan.review_date);
        change.after["induction_complete"] =
            InductionComplete(registration) ? "true" : "false";
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Registrations::SelectUnits(
    const rpc::Call& call, const v1::SelectUnitsRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  check.List("units", static_cast<size_t>(request.units_size()));
  const std::vector<std::string> asked =
      ReadUnits("units", request.units(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const RegistrationAccess access,
                          OpenRegistration(tools_, call, kCarers, ids[0]));
  const std::string syllabus = access.registration.syllabus();
  ATTEST_ASSIGN_OR_RETURN(const std::vector<RuleGap> gaps,
                          tools_.catalogue.Evaluate(call, syllabus, asked));
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<std::string> units,
      tools_.catalogue.InDocumentOrder(call, syllabus, asked));

  // Apply the rules.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        const auto violations = SelectionViolations(registration, units, gaps);
        if (!violations.empty()) return errors::SelectionRefused(violations);
        journal::Change change = ChangeOf("units.selected", registration);
        change.before["units"] = Joined(registration.units);
        Select(registration, units);
        change.after["units"] = Joined(registration.units);
        ATTEST_RETURN_IF_ERROR(store::PutUnits(tx, registration));
        ATTEST_RETURN_IF_ERROR(store::PutAllocations(tx, registration));
        if (registration.learning_plan) {
          ATTEST_RETURN_IF_ERROR(store::PutLearningPlan(tx, registration));
        }
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Registrations::AllocateStaff(
    const rpc::Call& call, const v1::AllocateStaffRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const std::vector<Allocation> allocations =
      ReadAllocations(request.allocations(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const RegistrationAccess access,
      OpenRegistration(tools_, call, {CENTRE_ADMIN}, ids[0]));

  // Apply the rules.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction& tx,
          Registration& registration) -> absl::StatusOr<Changes> {
        ATTEST_ASSIGN_OR_RETURN(
            const std::vector<Appointment> appointments,
            AppointmentsOfAll(tx.reader(), registration.centre, allocations));
        const auto violations = AllocationViolations(
            registration, allocations, appointments, tools_.Today());
        if (!violations.empty()) return errors::AllocationRefused(violations);
        journal::Change change = ChangeOf("staff.allocated", registration);
        change.before["allocations"] =
            AllocationFacts(registration.allocations);
        registration.allocations = allocations;
        change.after["allocations"] = AllocationFacts(allocations);
        ATTEST_RETURN_IF_ERROR(store::PutAllocations(tx, registration));
        return Changes{std::move(change)};
      });
}

absl::StatusOr<v1::Registration> Registrations::Withdraw(
    const rpc::Call& call, const v1::WithdrawRegistrationRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  check.LongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const RegistrationAccess access,
      OpenRegistration(tools_, call, {CENTRE_ADMIN, AWARDING_ADMIN}, ids[0]));

  // Apply the rule.
  return ChangeRegistration(
      tools_, call.Author(access.role, request.request_id(), request), ids[0],
      [&](journal::WriteTransaction&,
          Registration& registration) -> absl::StatusOr<Changes> {
        const auto violations =
            StateViolations(registration, LifeEvent::kWithdraw);
        if (!violations.empty()) return errors::NotActive(violations);
        const Registration before = registration;
        End(registration, LifeEvent::kWithdraw, tools_.Today());
        registration.withdrawal_reason = request.reason();
        return EndChanges("registration.withdrawn", before, registration,
                          {{"reason_sha256", Sha256Hex(request.reason())}});
      });
}

}  // namespace attest::registration::api
