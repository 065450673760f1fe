// Handlers of claims.
#ifndef ATTEST_SERVICES_VERIFICATION_API_CLAIMS_H_
#define ATTEST_SERVICES_VERIFICATION_API_CLAIMS_H_

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/claiming.h"

namespace attest::verification::api {

// Thread-safe. Errors are those that the contract names.
class Claims {
 public:
  explicit Claims(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::CheckClaimResponse> Check(
      const rpc::Call& call, const v1::CheckClaimRequest& request);
  absl::StatusOr<v1::Claim> Submit(const rpc::Call& call,
                                   const v1::SubmitClaimRequest& request);

 private:
  absl::StatusOr<journal::Outcome> SubmitIn(journal::WriteTransaction& sql,
                                            const rpc::Call& call,
                                            ClaimFacts facts);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_CLAIMS_H_
