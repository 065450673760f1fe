#include "services/registration/api/staff.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read.h"
#include "services/registration/api/update.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/hold_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

constexpr char kPattern[] = "centres/{centre}/appointments/{appointment}";
constexpr Roles kEditors = {auth::v1::CENTRE_ADMIN, auth::v1::AWARDING_ADMIN};
constexpr Roles kReaders = {
    auth::v1::CENTRE_ADMIN,      auth::v1::ASSESSOR,
    auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN,    auth::v1::SERVICE};

// Kind, highest level and dates of every award; not its name.
std::string CompetenceFacts(const Appointment& appointment) {
  std::vector<std::string> facts;
  for (const Competence& held : appointment.competences) {
    facts.push_back(fmt::format(
        "{} to level {} {}",
        v1::CompetenceKind_Name(static_cast<v1::CompetenceKind>(held.kind)),
        held.level_max, held.validity.Text()));
  }
  return fmt::format("{}", fmt::join(facts, "; "));
}

std::map<std::string, std::string> Facts(const Appointment& appointment) {
  return {{"person", appointment.person},
          {"role",
           v1::StaffRole_Name(static_cast<v1::StaffRole>(appointment.role))},
          {"start_date", DateText(appointment.period.first)},
          {"end_date", DateText(appointment.period.last)},
          {"competences", CompetenceFacts(appointment)}};
}

journal::Change ChangeOf(std::string action, const Appointment& after) {
  return {.action = std::move(action),
          .resource = after.name(),
          .centre = CentreName(after.centre),
          .registration = "",
          .reason = "",
          .before = {},
          .after = Facts(after),
          .syllabus_version = ""};
}

// The trail proves the reason of an end without holding it.
journal::Change ChangeOf(std::string action, const Appointment& before,
                         const Appointment& after) {
  journal::Change change = ChangeOf(std::move(action), after);
  change.before = Facts(before);
  if (after.end_reason != before.end_reason) {
    change.after["reason_sha256"] = Sha256Hex(after.end_reason);
  }
  return change;
}

// ALREADY_APPOINTED, when another appointment gives the role in that time.
absl::Status CheckAlone(db::Transaction& tx, const Appointment& wanted) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Appointment> held,
      store::AppointmentsOf(tx, wanted.centre, wanted.person));
  const Appointment* running = FindRunning(held, wanted);
  if (running == nullptr) return absl::OkStatus();
  return errors::AlreadyAppointed(running->name());
}

// The rules, on what the transaction sees, and the insertion.
absl::Status Insert(journal::WriteTransaction& tx,
                    const Appointment& appointment) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                          store::FindCentre(tx.reader(), appointment.centre));
  if (!centre) {
    return errors::NotFound("centre", CentreName(appointment.centre));
  }
  auto violations = AppointmentViolations(*centre, appointment.person);
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Hold> holds,
      store::RunningHolds(tx.reader(), {.persons = {appointment.person}}));
  for (RuleViolation& held : HoldViolations(holds, HoldScope::kClaim)) {
    violations.push_back(std::move(held));
  }
  if (!violations.empty()) return errors::AppointmentRefused(violations);
  ATTEST_RETURN_IF_ERROR(CheckAlone(tx.reader(), appointment));
  ATTEST_ASSIGN_OR_RETURN(const bool inserted,
                          store::InsertAppointment(tx, appointment));
  if (inserted) return absl::OkStatus();
  return errors::AlreadyAppointed("another appointment");
}

// The appointment with the fields of the request that the mask names.
absl::StatusOr<Appointment> Merged(const Appointment& before,
                                   const v1::UpdateStaffRequest& request) {
  v1::Appointment proto = ToProto(before);
  ATTEST_RETURN_IF_ERROR(
      CheckEtag(request.appointment().etag(), proto.etag(), before.name()));
  MergeFields(request.appointment(), request.update_mask(), proto);
  FieldChecks check(errors::kDomain);
  Appointment after = ReadAppointment(proto, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  after.centre = before.centre;
  after.id = before.id;
  after.created = before.created;
  after.revision = before.revision;
  after.end_reason = before.end_reason;
  return after;
}

store::StaffFilter ReadFilter(const v1::ListStaffRequest& request,
                              FieldChecks& check) {
  store::StaffFilter filter;
  if (!request.person().empty()) check.Person("person", request.person());
  filter.person = request.person();
  if (request.role() != v1::STAFF_ROLE_UNSPECIFIED) {
    filter.role = ReadStaffRole("role", request.role(), check);
  }
  filter.date = check.OptionalDate("date", request.date());
  return filter;
}

}  // namespace

absl::StatusOr<v1::Appointment> Staff::Appoint(
    const rpc::Call& call, const v1::AppointStaffRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  const Appointment wanted = ReadAppointment(request.appointment(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const auth::Role role,
                          RoleToCreate(call, kEditors, ids[0]));

  // Apply the rule.
  return Write<v1::Appointment>(
      tools_, call.Author(role, request.request_id(), request),
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Appointment>> {
        Appointment appointment = wanted;
        appointment.centre = ids[0];
        appointment.id = tools_.ids.NewId();
        appointment.created = tools_.clock.Now();
        ATTEST_RETURN_IF_ERROR(Insert(tx, appointment));
        return Written<v1::Appointment>{
            ToProto(appointment), {ChangeOf("staff.appointed", appointment)}};
      });
}

absl::StatusOr<v1::Appointment> Staff::Change(
    const journal::Author& author, const std::vector<std::string>& ids,
    const std::string& action, Edit edit) {
  return Write<v1::Appointment>(
      tools_, author,
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Appointment>> {
        ATTEST_ASSIGN_OR_RETURN(
            const std::optional<Appointment> before,
            store::FindAppointment(tx.reader(), ids[0], ids[1]));
        if (!before) {
          return errors::NotFound("appointment", FormatName(kPattern, ids));
        }
        ATTEST_ASSIGN_OR_RETURN(Appointment after, edit(*before));
        ++after.revision;
        ATTEST_RETURN_IF_ERROR(CheckAlone(tx.reader(), after));
        ATTEST_RETURN_IF_ERROR(store::UpdateAppointment(tx, after));
        return Written<v1::Appointment>{ToProto(after),
                                        {ChangeOf(action, *before, after)}};
      });
}

absl::StatusOr<v1::Appointment> Staff::Update(
    const rpc::Call& call, const v1::UpdateStaffRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids =
      check.Name("appointment.name", kPattern, request.appointment().name());
  CheckMask(request.update_mask(), {"start_date", "end_date", "competences"},
            check);
  ATTEST_RETURN_IF_ERROR(check.status());
  const auth::Role role = call.ActsAs(kEditors, ids[0]);
  if (role == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("appointment", request.appointment().name());
  }

  // Apply the rules.
  return Change(
      call.Author(role, request.request_id(), request), ids, "staff.updated",
      [&](const Appointment& before) { return Merged(before, request); });
}

absl::StatusOr<v1::Appointment> Staff::End(
    const rpc::Call& call, const v1::EndAppointmentRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("name", kPattern, request.name());
  const auto last = check.Date("end_date", request.end_date());
  check.OptionalLongText("reason", request.reason());
  ATTEST_RETURN_IF_ERROR(check.status());
  const auth::Role role = call.ActsAs(kEditors, ids[0]);
  if (role == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("appointment", request.name());
  }

  // Apply the rules.
  return Change(call.Author(role, request.request_id(), request), ids,
                "staff.ended",
                [&](const Appointment& before) -> absl::StatusOr<Appointment> {
                  FieldChecks period(errors::kDomain);
                  period.That(before.period.first <= *last, "end_date",
                              "must not come before the first day");
                  ATTEST_RETURN_IF_ERROR(period.status());
                  const auto violations = EndViolations(before, tools_.Today());
                  if (!violations.empty()) {
                    return errors::AppointmentEnded(violations);
                  }
                  Appointment after = before;
                  after.period.last = last;
                  after.end_reason = request.reason();
                  return after;
                });
}

absl::StatusOr<v1::ListStaffResponse> Staff::List(
    const rpc::Call& call, const v1::ListStaffRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  const store::StaffFilter filter = ReadFilter(request, check);
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list =
      fmt::format("staff/{}/{}/{}/{}", ids[0], request.person(), request.role(),
                  request.date());
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(OpenCentre(tools_, call, kReaders, ids[0]).status());

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Appointment> found,
      Read<std::vector<Appointment>>(tools_, [&](db::Transaction& tx) {
        return store::ListAppointments(
            tx, ids[0], filter, store::CreationKey::FromText(after), size + 1);
      }));

  // Answer.
  v1::ListStaffResponse response;
  if (const Appointment* last =
          FillPage(found, size, *response.mutable_appointments())) {
    const store::CreationKey key{
        .created_us = absl::ToUnixMicros(last->created), .id = last->id};
    response.set_next_page_token(tools_.tokens.Encode(list, key.Text()));
  }
  return response;
}

}  // namespace attest::registration::api
