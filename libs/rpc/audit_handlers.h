// Serves ListAuditEntries and VerifyAuditTrail from a journal. Whether the
// caller may see the chain, the service has checked before.
#ifndef ATTEST_LIBS_RPC_AUDIT_HANDLERS_H_
#define ATTEST_LIBS_RPC_AUDIT_HANDLERS_H_

#include <cstdint>
#include <string_view>

#include "attest/audit/v1/audit.pb.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"

namespace attest::rpc {

// Which chains a service keeps.
enum class Chains {
  kOfCentres,     // of centres and registrations
  kOrganisation,  // the one of what belongs to no centre: `organisation`
};

// As the last entry to show: all of them.
inline constexpr int64_t kWholeChain = INT64_MAX;

// Nothing behind `last_sequence` is listed. Errors of both:
//   INVALID_ARGUMENT, `INVALID_FIELDS`: parent, page_size or page_token.
absl::StatusOr<audit::v1::ListAuditEntriesResponse> ListAuditEntries(
    journal::Journal& journal, const PageTokens& tokens,
    std::string_view domain, const audit::v1::ListAuditEntriesRequest& request,
    Chains chains = Chains::kOfCentres, int64_t last_sequence = kWholeChain);

absl::StatusOr<audit::v1::VerifyAuditTrailResponse> VerifyAuditTrail(
    journal::Journal& journal,
    const audit::v1::VerifyAuditTrailRequest& request,
    Chains chains = Chains::kOfCentres);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_AUDIT_HANDLERS_H_
