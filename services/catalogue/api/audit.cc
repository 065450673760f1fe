#include "services/catalogue/api/audit.h"

#include "libs/rpc/audit_handlers.h"
#include "libs/rpc/follower.h"
#include "services/catalogue/domain/errors.h"

namespace attest::catalogue::api {

absl::StatusOr<audit::v1::ListAuditEntriesResponse> Audit::List(
    const audit::v1::ListAuditEntriesRequest& request) const {
  return rpc::ListAuditEntries(tools_.journal, tools_.tokens, errors::kDomain,
                               request, rpc::Chains::kOrganisation);
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Audit::Verify(
    const audit::v1::VerifyAuditTrailRequest& request) const {
  return rpc::VerifyAuditTrail(tools_.journal, request,
                               rpc::Chains::kOrganisation);
}

absl::Status Audit::Watch(
    const rpc::Call& call, grpc::ServerContext& context,
    const events::v1::WatchEventsRequest& request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>& writer) const {
  return rpc::ServeEvents(tools_.journal, call, context, request, writer,
                          rpc::Audience::kEveryone);
}

}  // namespace attest::catalogue::api
