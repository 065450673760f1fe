// Registration, as verification asks it.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_REGISTRATION_CLIENT_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_REGISTRATION_CLIENT_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/clients/link.h"

namespace attest::verification::clients {

// Thread-safe. Takes and gives names. Errors are registration's own, besides
// what a method names; silence is UNAVAILABLE.
class RegistrationClient {
 public:
  explicit RegistrationClient(Link link);

  //   NOT_FOUND: it does not exist, or the caller may not know.
  absl::StatusOr<registration::v1::Registration> GetRegistration(
      const rpc::Call& call, const std::string& name) const;
  //   NOT_FOUND: it does not exist, or the caller may not know.
  absl::StatusOr<registration::v1::Centre> GetCentre(
      const rpc::Call& call, const std::string& name) const;
  absl::StatusOr<registration::v1::Learner> GetLearner(
      const rpc::Call& call, const std::string& name) const;
  absl::StatusOr<registration::v1::GetStandingResponse> GetStanding(
      const rpc::Call& call,
      const registration::v1::GetStandingRequest& request) const;
  // Nothing when there is none.
  absl::StatusOr<std::optional<registration::v1::DeliveryPlan>>
  FindDeliveryPlan(const rpc::Call& call, const std::string& name) const;
  // All appointments of a centre.
  absl::StatusOr<std::vector<registration::v1::Appointment>> Staff(
      const rpc::Call& call, const std::string& centre) const;
  // All registrations of a centre, by name.
  absl::StatusOr<std::map<std::string, registration::v1::Registration>>
  RegistrationsOf(const rpc::Call& call, const std::string& centre) const;
  // Checks the chain of a registration.
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyTrail(
      const rpc::Call& call, const std::string& registration) const;

 private:
  // Runs `method`, a pointer to a method of the stub.
  template <class Response, class Request, class Method>
  absl::StatusOr<Response> Ask(const rpc::Call& call, const Request& request,
                               Method method) const;

  Link link_;
  std::unique_ptr<registration::v1::RegistrationService::Stub> stub_;
};

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_REGISTRATION_CLIENT_H_
