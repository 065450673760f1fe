// Handlers for centres and their approvals.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CENTRES_H_
#define ATTEST_SERVICES_REGISTRATION_API_CENTRES_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Centres {
 public:
  explicit Centres(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Centre> Create(const rpc::Call& call,
                                    const v1::CreateCentreRequest& request);
  absl::StatusOr<v1::Centre> Get(const rpc::Call& call,
                                 const v1::GetCentreRequest& request);
  absl::StatusOr<v1::ListCentresResponse> List(
      const rpc::Call& call, const v1::ListCentresRequest& request);
  absl::StatusOr<v1::Centre> Update(const rpc::Call& call,
                                    const v1::UpdateCentreRequest& request);
  absl::StatusOr<v1::Centre> Approve(
      const rpc::Call& call, const v1::ApproveQualificationRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CENTRES_H_
