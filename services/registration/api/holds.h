// Handlers for holds.
#ifndef ATTEST_SERVICES_REGISTRATION_API_HOLDS_H_
#define ATTEST_SERVICES_REGISTRATION_API_HOLDS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Holds {
 public:
  explicit Holds(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Hold> Place(const rpc::Call& call,
                                 const v1::PlaceHoldRequest& request);
  absl::StatusOr<v1::Hold> Lift(const rpc::Call& call,
                                const v1::LiftHoldRequest& request);
  absl::StatusOr<v1::ListHoldsResponse> List(
      const rpc::Call& call, const v1::ListHoldsRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_HOLDS_H_
