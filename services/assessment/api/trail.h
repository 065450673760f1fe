// The audit trail, for those who oversee a centre.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_TRAIL_H_
#define ATTEST_SERVICES_ASSESSMENT_API_TRAIL_H_

#include "attest/audit/v1/audit.pb.h"
#include "services/assessment/api/context.h"

namespace attest::assessment::api {

absl::StatusOr<audit::v1::ListAuditEntriesResponse> ListAuditEntries(
    Context& context, const rpc::Call& call,
    const audit::v1::ListAuditEntriesRequest& request);
absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyAuditTrail(
    Context& context, const rpc::Call& call,
    const audit::v1::VerifyAuditTrailRequest& request);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_TRAIL_H_
