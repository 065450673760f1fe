// Handlers for corrections of what a learner is known by (D30).
#ifndef ATTEST_SERVICES_REGISTRATION_API_CORRECTIONS_H_
#define ATTEST_SERVICES_REGISTRATION_API_CORRECTIONS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Corrections {
 public:
  explicit Corrections(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Correction> Request(
      const rpc::Call& call, const v1::RequestCorrectionRequest& request);
  absl::StatusOr<v1::Correction> Decide(
      const rpc::Call& call, const v1::DecideCorrectionRequest& request);
  absl::StatusOr<v1::ListCorrectionsResponse> List(
      const rpc::Call& call, const v1::ListCorrectionsRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CORRECTIONS_H_
