#include "services/assessment/api/trail.h"

#include "libs/rpc/audit_handlers.h"
#include "services/assessment/api/access.h"
#include "services/assessment/domain/errors.h"

namespace attest::assessment::api {
namespace {

// Malformed parents are left to the handler, which says what is wrong.
absl::Status AdmitToChain(Context& context, const rpc::Call& call,
                          const std::string& parent) {
  if (const auto registration = MatchName(kRegistrationName, parent)) {
    return Admit(context, call, kOverseers, registration->front(),
                 "registration", parent)
        .status();
  }
  const auto centre = MatchName(kCentreName, parent);
  if (centre &&
      RoleAt(call, kOverseers, centre->front()) == auth::v1::ROLE_UNSPECIFIED) {
    return errors::NotFound("centre", parent);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<audit::v1::ListAuditEntriesResponse> ListAuditEntries(
    Context& context, const rpc::Call& call,
    const audit::v1::ListAuditEntriesRequest& request) {
  ATTEST_RETURN_IF_ERROR(AdmitToChain(context, call, request.parent()));
  return rpc::ListAuditEntries(context.journal, context.tokens, errors::kDomain,
                               request);
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyAuditTrail(
    Context& context, const rpc::Call& call,
    const audit::v1::VerifyAuditTrailRequest& request) {
  ATTEST_RETURN_IF_ERROR(AdmitToChain(context, call, request.parent()));
  return rpc::VerifyAuditTrail(context.journal, request);
}

}  // namespace attest::assessment::api
