// Handlers for transfers to another centre.
#ifndef ATTEST_SERVICES_REGISTRATION_API_TRANSFERS_H_
#define ATTEST_SERVICES_REGISTRATION_API_TRANSFERS_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Transfers {
 public:
  explicit Transfers(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Transfer> Request(
      const rpc::Call& call, const v1::RequestTransferRequest& request);
  absl::StatusOr<v1::Transfer> Decide(const rpc::Call& call,
                                      const v1::DecideTransferRequest& request);
  absl::StatusOr<v1::ListTransfersResponse> List(
      const rpc::Call& call, const v1::ListTransfersRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_TRANSFERS_H_
