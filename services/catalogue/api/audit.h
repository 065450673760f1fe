// Handlers for the audit trail and the events of the catalogue.
#ifndef ATTEST_SERVICES_CATALOGUE_API_AUDIT_H_
#define ATTEST_SERVICES_CATALOGUE_API_AUDIT_H_

#include "attest/audit/v1/audit.pb.h"
#include "attest/events/v1/events.pb.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/call.h"
#include "services/catalogue/api/tools.h"

namespace attest::catalogue::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Audit {
 public:
  explicit Audit(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(
      const audit::v1::ListAuditEntriesRequest& request) const;
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Verify(
      const audit::v1::VerifyAuditTrailRequest& request) const;
  // What is published concerns everybody.
  absl::Status Watch(
      const rpc::Call& call, grpc::ServerContext& context,
      const events::v1::WatchEventsRequest& request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>& writer) const;

 private:
  const Tools tools_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_AUDIT_H_
