#include "services/verification/clients/registration_client.h"

#include <utility>

#include "services/verification/clients/mapping.h"

namespace attest::verification::clients {

using registration::v1::Appointment;
using registration::v1::Centre;
using registration::v1::DeliveryPlan;
using registration::v1::GetStandingRequest;
using registration::v1::GetStandingResponse;
using registration::v1::Learner;
using registration::v1::Registration;
using Stub = registration::v1::RegistrationService::Stub;

template <class Response, class Request, class Method>
absl::StatusOr<Response> RegistrationClient::Ask(const rpc::Call& call,
                                                 const Request& request,
                                                 Method method) const {
  return Invoke<Response>(call, link_, [&](auto* context, auto* response) {
    return (stub_.get()->*method)(context, request, response);
  });
}

RegistrationClient::RegistrationClient(Link link)
    : link_(std::move(link)),
      stub_(registration::v1::RegistrationService::NewStub(link_.channel)) {}

absl::StatusOr<Registration> RegistrationClient::GetRegistration(
    const rpc::Call& call, const std::string& name) const {
  registration::v1::GetRegistrationRequest request;
  request.set_name(name);
  return AsSeen(Ask<Registration>(call, request, &Stub::GetRegistration),
                "registration", name);
}

absl::StatusOr<Centre> RegistrationClient::GetCentre(
    const rpc::Call& call, const std::string& name) const {
  registration::v1::GetCentreRequest request;
  request.set_name(name);
  return AsSeen(Ask<Centre>(call, request, &Stub::GetCentre), "centre", name);
}

absl::StatusOr<Learner> RegistrationClient::GetLearner(
    const rpc::Call& call, const std::string& name) const {
  registration::v1::GetLearnerRequest request;
  request.set_name(name);
  return Ask<Learner>(call, request, &Stub::GetLearner);
}

absl::StatusOr<GetStandingResponse> RegistrationClient::GetStanding(
    const rpc::Call& call, const GetStandingRequest& request) const {
  return Ask<GetStandingResponse>(call, request, &Stub::GetStanding);
}

absl::StatusOr<std::optional<DeliveryPlan>>
RegistrationClient::FindDeliveryPlan(const rpc::Call& call,
                                     const std::string& name) const {
  registration::v1::GetDeliveryPlanRequest request;
  request.set_name(name);
  return AsFound(Ask<DeliveryPlan>(call, request, &Stub::GetDeliveryPlan));
}

absl::StatusOr<std::vector<Appointment>> RegistrationClient::Staff(
    const rpc::Call& call, const std::string& centre) const {
  std::vector<Appointment> staff;
  registration::v1::ListStaffRequest request;
  request.set_parent(centre);
  request.set_page_size(kPageRows);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto page,
                            Ask<registration::v1::ListStaffResponse>(
                                call, request, &Stub::ListStaff));
    staff.insert(staff.end(), page.appointments().begin(),
                 page.appointments().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return staff;
}

absl::StatusOr<std::map<std::string, Registration>>
RegistrationClient::RegistrationsOf(const rpc::Call& call,
                                    const std::string& centre) const {
  std::map<std::string, Registration> registrations;
  registration::v1::ListRegistrationsRequest request;
  request.set_parent(centre);
  request.set_page_size(kPageRows);
  do {
    ATTEST_ASSIGN_OR_RETURN(const auto page,
                            Ask<registration::v1::ListRegistrationsResponse>(
                                call, request, &Stub::ListRegistrations));
    for (const Registration& one : page.registrations()) {
      registrations[one.name()] = one;
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return registrations;
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse>
RegistrationClient::VerifyTrail(const rpc::Call& call,
                                const std::string& registration) const {
  audit::v1::VerifyAuditTrailRequest request;
  request.set_parent(registration);
  return Ask<audit::v1::VerifyAuditTrailResponse>(call, request,
                                                  &Stub::VerifyAuditTrail);
}

}  // namespace attest::verification::clients
