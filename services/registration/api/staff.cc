#include "services/registration/api/staff.h"

#include <optional>
#include <string>
#include <vector>

#include "fmt/format.h"
#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/page.h"
#include "services/registration/api/read.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/standing.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

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

journal::Change Appointed(const Appointment& appointment) {
  return {.action = "staff.appointed",
          .resource = appointment.name(),
          .centre = CentreName(appointment.centre),
          .registration = "",
          .reason = "",
          .before = {},
          .after = {{"person", appointment.person},
                    {"role", v1::StaffRole_Name(
                                 static_cast<v1::StaffRole>(appointment.role))},
                    {"start_date", DateText(appointment.period.first)},
                    {"end_date", DateText(appointment.period.last)},
                    {"competences", CompetenceFacts(appointment)}},
          .syllabus_version = ""};
}

// The rules, on what the transaction sees, and the insertion.
absl::Status Insert(journal::WriteTransaction& tx,
                    const Appointment& appointment) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                          store::FindCentre(tx.reader(), appointment.centre));
  if (!centre) {
    return errors::NotFound("centre", CentreName(appointment.centre));
  }
  const auto violations = AppointmentViolations(*centre, appointment.person);
  if (!violations.empty()) return errors::AppointmentRefused(violations);
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Appointment> held,
                          store::AppointmentsOf(tx.reader(), appointment.centre,
                                                appointment.person));
  if (const Appointment* running = FindRunning(held, appointment)) {
    return errors::AlreadyAppointed(running->name());
  }
  ATTEST_ASSIGN_OR_RETURN(const bool inserted,
                          store::InsertAppointment(tx, appointment));
  if (inserted) return absl::OkStatus();
  return errors::AlreadyAppointed("another appointment");
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
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      RoleToCreate(call, {auth::v1::CENTRE_ADMIN, auth::v1::AWARDING_ADMIN},
                   ids[0]));

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
        return Written<v1::Appointment>{ToProto(appointment),
                                        {Appointed(appointment)}};
      });
}

absl::StatusOr<v1::ListStaffResponse> Staff::List(
    const rpc::Call& call, const v1::ListStaffRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const int size,
                          PageSize(errors::kDomain, request.page_size()));
  const std::string list = fmt::format("staff/{}", ids[0]);
  ATTEST_ASSIGN_OR_RETURN(
      const std::string after,
      tools_.tokens.Decode(errors::kDomain, list, request.page_token()));
  ATTEST_RETURN_IF_ERROR(OpenCentre(tools_, call, kReaders, ids[0]).status());

  // One more than asked for tells whether there is a next page.
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Appointment> found,
      Read<std::vector<Appointment>>(tools_, [&](db::Transaction& tx) {
        return store::ListAppointments(
            tx, ids[0], store::CreationKey::FromText(after), size + 1);
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

absl::StatusOr<v1::GetStandingResponse> Staff::GetStanding(
    const rpc::Call& call, const v1::GetStandingRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  check.Person("person", request.person());
  check.Range("unit_level", request.unit_level(), 0, kLevelMax);
  const Act act{
      .role = ReadStaffRole("role", request.role(), check),
      .unit_level = request.unit_level(),
      .judges_knowledge = request.judges_knowledge(),
      .judges_competence = request.judges_competence(),
      .date = check.Date("date", request.date()).value_or(absl::CivilDay())};
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(OpenCentre(tools_, call, kReaders, ids[0]).status());

  // Apply the rule.
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Appointment> held,
      Read<std::vector<Appointment>>(tools_, [&](db::Transaction& tx) {
        return store::AppointmentsOf(tx, ids[0], request.person());
      }));
  const StandingAnswer answer = DecideStanding(held, act);

  // Answer.
  v1::GetStandingResponse response;
  response.set_standing(static_cast<v1::Standing>(answer.standing));
  response.mutable_reasons()->Assign(answer.reasons.begin(),
                                     answer.reasons.end());
  return response;
}

}  // namespace attest::registration::api
