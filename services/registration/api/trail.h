// Handlers for the audit trail: who may see a chain, and the chain.
#ifndef ATTEST_SERVICES_REGISTRATION_API_TRAIL_H_
#define ATTEST_SERVICES_REGISTRATION_API_TRAIL_H_

#include <cstdint>
#include <string>

#include "attest/audit/v1/audit.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Trail {
 public:
  explicit Trail(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(
      const rpc::Call& call, const audit::v1::ListAuditEntriesRequest& request);
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Verify(
      const rpc::Call& call, const audit::v1::VerifyAuditTrailRequest& request);

 private:
  // Up to which entry the caller may see the chain of `parent`: a centre from
  // which a registration has gone, up to then.
  absl::StatusOr<int64_t> Admit(const rpc::Call& call,
                                const std::string& parent) const;

  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_TRAIL_H_
