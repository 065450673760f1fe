#include "services/registration/api/trail.h"

#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "libs/rpc/audit_handlers.h"
#include "services/registration/api/access.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::api {
namespace {

constexpr Roles kReaders = {
    auth::v1::CENTRE_ADMIN,      auth::v1::ASSESSOR,
    auth::v1::INTERNAL_VERIFIER, auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN,    auth::v1::SERVICE};

}  // namespace

absl::StatusOr<int64_t> Trail::Admit(const rpc::Call& call,
                                     const std::string& parent) const {
  if (const auto ids = MatchName("registrations/{registration}", parent)) {
    ATTEST_ASSIGN_OR_RETURN(
        const RegistrationAccess access,
        SeeRegistration(tools_, call, kReaders, ids->front()));
    return access.departure ? access.departure->trail_sequence
                            : rpc::kWholeChain;
  }
  if (const auto ids = MatchName("centres/{centre}", parent)) {
    ATTEST_RETURN_IF_ERROR(
        OpenCentre(tools_, call, kReaders, ids->front()).status());
    return rpc::kWholeChain;
  }
  FieldChecks check(errors::kDomain);
  check.Add("parent",
            "must be `registrations/{registration}` or `centres/{centre}`");
  return check.status();
}

absl::StatusOr<audit::v1::ListAuditEntriesResponse> Trail::List(
    const rpc::Call& call, const audit::v1::ListAuditEntriesRequest& request) {
  ATTEST_ASSIGN_OR_RETURN(const int64_t last, Admit(call, request.parent()));
  return rpc::ListAuditEntries(tools_.journal, tools_.tokens, errors::kDomain,
                               request, rpc::Chains::kOfCentres, last);
}

absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Trail::Verify(
    const rpc::Call& call, const audit::v1::VerifyAuditTrailRequest& request) {
  ATTEST_RETURN_IF_ERROR(Admit(call, request.parent()).status());
  return rpc::VerifyAuditTrail(tools_.journal, request);
}

}  // namespace attest::registration::api
