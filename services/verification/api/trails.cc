#include "services/verification/api/trails.h"

#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "libs/rpc/audit_handlers.h"
#include "libs/rpc/follower.h"
#include "services/verification/api/access.h"
#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {

absl::StatusOr<audit::v1::ListAuditEntriesResponse> Trails::List(
    const rpc::Call& call, const audit::v1::ListAuditEntriesRequest& request) {
  FieldChecks check(errors::kDomain);
  check.That(request.page_size() >= 0, "page_size", "must not be negative");
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_RETURN_IF_ERROR(CheckSees(call, request.parent()));
  return rpc::ListAuditEntries(parts_.journal, parts_.page_tokens,
                               errors::kDomain, request);
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Trails::Verify(
    const rpc::Call& call, const audit::v1::VerifyAuditTrailRequest& request) {
  ATTEST_RETURN_IF_ERROR(CheckSees(call, request.parent()));
  return rpc::VerifyAuditTrail(parts_.journal, request);
}

absl::Status Trails::Watch(
    const rpc::Call& call, grpc::ServerContext& context,
    const events::v1::WatchEventsRequest& request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>& writer) {
  return rpc::ServeEvents(parts_.journal, call, context, request, writer);
}

absl::Status Trails::CheckSees(const rpc::Call& call,
                               const std::string& parent) {
  const Roles roles = {auth::v1::CENTRE_ADMIN,      auth::v1::ASSESSOR,
                       auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER,
                       auth::v1::AWARDING_ADMIN,    auth::v1::SERVICE};
  if (const auto centre = MatchName(kCentrePattern, parent)) {
    return ActAt(call, roles, centre->front(), "centre", parent).status();
  }
  FieldChecks check(errors::kDomain);
  check.That(MatchName(kRegistrationPattern, parent).has_value(), "parent",
             "must be `registrations/{registration}` or `centres/{centre}`");
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts_.neighbours.Get());
  return SeeRegistration(*clients, call, roles, parent).status();
}

}  // namespace attest::verification::api
