#include "services/assessment/clients/registration_client.h"

#include <utility>

#include "libs/clock/dates.h"
#include "services/assessment/domain/errors.h"
#include "services/assessment/domain/names.h"

namespace attest::assessment::clients {
namespace {

namespace reg = registration::v1;

// The last part of a resource name.
std::string LastPart(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

Registration FromProto(const reg::Registration& proto) {
  Registration registration{
      .id = LastPart(proto.name()),
      .centre = LastPart(proto.centre()),
      .syllabus = proto.syllabus(),
      .version = LastPart(proto.syllabus()),
      .active = proto.state() == reg::ACTIVE,
      .induction_complete = proto.induction().complete(),
      .units = {proto.units().begin(), proto.units().end()},
      .assessors = {},
      .learner_subject = proto.learner_subject()};
  for (const reg::Allocation& one : proto.allocations()) {
    if (one.role() != reg::STAFF_ASSESSOR) continue;
    registration.assessors.push_back(
        {one.person(), {one.units().begin(), one.units().end()}});
  }
  return registration;
}

Standing FromProto(const reg::GetStandingResponse& proto) {
  Standing standing;
  if (proto.standing() == reg::FULL) {
    standing.kind = Standing::Kind::kFull;
  } else if (proto.standing() == reg::PROVISIONAL) {
    standing.kind = Standing::Kind::kProvisional;
  }
  standing.reasons = {proto.reasons().begin(), proto.reasons().end()};
  return standing;
}

// A refusal of registration is about what the caller named.
absl::Status PassOn(const absl::Status& status, std::string_view type,
                    std::string_view name) {
  const bool hidden = status.code() == absl::StatusCode::kNotFound ||
                      status.code() == absl::StatusCode::kPermissionDenied;
  return hidden ? errors::NotFound(type, name) : status;
}

}  // namespace

RegistrationClient::RegistrationClient(rpc::ServiceIdentity identity,
                                       absl::Duration timeout)
    : identity_(std::move(identity)), timeout_(timeout) {}

void RegistrationClient::Connect(
    const std::shared_ptr<grpc::Channel>& channel) {
  stub_.Set(reg::RegistrationService::NewStub(channel));
}

absl::StatusOr<Registration> RegistrationClient::GetRegistration(
    const rpc::Call& call, const std::string& id) {
  const auto stub = stub_.Get();
  if (stub == nullptr) return errors::NotConnected("registration");
  reg::GetRegistrationRequest request;
  request.set_name(RegistrationName(id));
  const auto answer = rpc::Invoke<reg::Registration>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetRegistration(context, request, response);
      });
  if (!answer.ok()) {
    return PassOn(answer.status(), "registration", request.name());
  }
  return FromProto(*answer);
}

absl::StatusOr<std::string> RegistrationClient::GetQualityManager(
    const rpc::Call& call, const std::string& centre) {
  const auto stub = stub_.Get();
  if (stub == nullptr) return errors::NotConnected("registration");
  reg::GetCentreRequest request;
  request.set_name(CentreName(centre));
  const auto answer = rpc::Invoke<reg::Centre>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetCentre(context, request, response);
      });
  if (!answer.ok()) return PassOn(answer.status(), "centre", request.name());
  return answer->quality_manager();
}

absl::StatusOr<Standings> RegistrationClient::GetStandings(
    const rpc::Call& call, const Registration& registration,
    const std::string& assessor, const std::set<Judged>& judged,
    absl::CivilDay day) {
  reg::GetStandingRequest request;
  request.set_parent(CentreName(registration.centre));
  request.set_registration(registration.name());
  request.set_person(assessor);
  request.set_role(reg::STAFF_ASSESSOR);
  request.set_date(FormatDate(day));
  Standings standings;
  for (const Judged& one : judged) {
    request.set_unit_level(one.level);
    request.set_judges_knowledge(one.knowledge);
    request.set_judges_competence(!one.knowledge);
    ATTEST_ASSIGN_OR_RETURN(standings[one], GetStanding(call, request));
  }
  return standings;
}

absl::StatusOr<Standing> RegistrationClient::GetStanding(
    const rpc::Call& call, const reg::GetStandingRequest& request) {
  const auto stub = stub_.Get();
  if (stub == nullptr) return errors::NotConnected("registration");
  const auto answer = rpc::Invoke<reg::GetStandingResponse>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetStanding(context, request, response);
      });
  if (!answer.ok()) return PassOn(answer.status(), "centre", request.parent());
  return FromProto(*answer);
}

}  // namespace attest::assessment::clients
