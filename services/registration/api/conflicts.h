// Handlers for conflicts of interest.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CONFLICTS_H_
#define ATTEST_SERVICES_REGISTRATION_API_CONFLICTS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"
#include "services/registration/domain/conflict.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Conflicts {
 public:
  explicit Conflicts(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Conflict> Declare(
      const rpc::Call& call, const v1::DeclareConflictRequest& request);
  absl::StatusOr<v1::Conflict> DecideMitigation(
      const rpc::Call& call, const v1::DecideMitigationRequest& request);
  absl::StatusOr<v1::Conflict> End(const rpc::Call& call,
                                   const v1::EndConflictRequest& request);
  absl::StatusOr<v1::ListConflictsResponse> List(
      const rpc::Call& call, const v1::ListConflictsRequest& request);

 private:
  // The conflict after a rule was applied to it, or what stands against that.
  using Edit = absl::FunctionRef<absl::StatusOr<Conflict>(const Conflict&)>;

  // One write of the conflict with these ids.
  absl::StatusOr<v1::Conflict> Change(const journal::Author& author,
                                      const std::vector<std::string>& ids,
                                      const std::string& action,
                                      const std::string& reason, Edit edit);

  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CONFLICTS_H_
