// Handlers for credit transfers and exemptions.
#ifndef ATTEST_SERVICES_REGISTRATION_API_EXEMPTIONS_H_
#define ATTEST_SERVICES_REGISTRATION_API_EXEMPTIONS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Exemptions {
 public:
  explicit Exemptions(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Exemption> Request(
      const rpc::Call& call, const v1::RequestExemptionRequest& request);
  absl::StatusOr<v1::Exemption> Decide(
      const rpc::Call& call, const v1::DecideExemptionRequest& request);
  absl::StatusOr<v1::ListExemptionsResponse> List(
      const rpc::Call& call, const v1::ListExemptionsRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_EXEMPTIONS_H_
