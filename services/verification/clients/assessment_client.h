// Assessment, as verification asks it.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_ASSESSMENT_CLIENT_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_ASSESSMENT_CLIENT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/clients/link.h"

namespace attest::verification::clients {

// Thread-safe. Takes and gives names. Errors are assessment's own; silence is
// UNAVAILABLE.
class AssessmentClient {
 public:
  explicit AssessmentClient(Link link);

  // The last sign-off of a unit; nothing when there was none.
  absl::StatusOr<std::optional<assessment::v1::SignOff>> FindSignOff(
      const rpc::Call& call, const std::string& unit_name) const;
  // The last sign-offs of the units of a centre or a registration.
  absl::StatusOr<std::vector<assessment::v1::SignOff>> SignOffs(
      const rpc::Call& call, const std::string& parent) const;
  // The current decisions of a registration.
  absl::StatusOr<std::vector<assessment::v1::Decision>> CurrentDecisions(
      const rpc::Call& call, const std::string& registration) const;
  // Nothing when there is none.
  absl::StatusOr<std::optional<assessment::v1::AssessmentPlan>>
  FindAssessmentPlan(const rpc::Call& call, const std::string& name) const;
  // Checks the chain of a registration.
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyTrail(
      const rpc::Call& call, const std::string& registration) const;

 private:
  // Runs `method`, a pointer to a method of the stub.
  template <class Response, class Request, class Method>
  absl::StatusOr<Response> Ask(const rpc::Call& call, const Request& request,
                               Method method) const;

  Link link_;
  std::unique_ptr<assessment::v1::AssessmentService::Stub> stub_;
};

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_ASSESSMENT_CLIENT_H_
