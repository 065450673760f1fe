// Units signed off, and how far a registration has come.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_SIGN_OFFS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_SIGN_OFFS_H_

#include "attest/assessment/v1/assessment_service.pb.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

absl::StatusOr<v1::SignOff> SignOffUnit(Context& context, const rpc::Call& call,
                                        const v1::SignOffUnitRequest& request);
absl::StatusOr<v1::SignOff> GetSignOff(Context& context, const rpc::Call& call,
                                       const v1::GetSignOffRequest& request);
absl::StatusOr<v1::ListSignOffsResponse> ListSignOffs(
    Context& context, const rpc::Call& call,
    const v1::ListSignOffsRequest& request);
absl::StatusOr<v1::Progress> GetProgress(Context& context,
                                         const rpc::Call& call,
                                         const v1::GetProgressRequest& request);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_SIGN_OFFS_H_
