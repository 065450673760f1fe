// Handlers of the audit trail and of events: who may see which chain.
#ifndef ATTEST_SERVICES_VERIFICATION_API_TRAILS_H_
#define ATTEST_SERVICES_VERIFICATION_API_TRAILS_H_

#include <string>

#include "attest/audit/v1/audit.pb.h"
#include "attest/events/v1/events.pb.h"
#include "grpcpp/grpcpp.h"
#include "libs/rpc/call.h"
#include "services/verification/api/parts.h"

namespace attest::verification::api {

// Thread-safe.
class Trails {
 public:
  explicit Trails(const Parts& parts) : parts_(parts) {}

  //   NOT_FOUND: the caller may not see the registration or centre.
  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(
      const rpc::Call& call, const audit::v1::ListAuditEntriesRequest& request);
  absl::StatusOr<audit::v1::VerifyAuditTrailResponse> Verify(
      const rpc::Call& call, const audit::v1::VerifyAuditTrailRequest& request);
  absl::Status Watch(
      const rpc::Call& call, grpc::ServerContext& context,
      const events::v1::WatchEventsRequest& request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>& writer);

 private:
  absl::Status CheckSees(const rpc::Call& call, const std::string& parent);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_TRAILS_H_
