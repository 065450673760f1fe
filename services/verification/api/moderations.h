// Handlers of external moderation.
#ifndef ATTEST_SERVICES_VERIFICATION_API_MODERATIONS_H_
#define ATTEST_SERVICES_VERIFICATION_API_MODERATIONS_H_

#include <string>
#include <vector>

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/moderating.h"

namespace attest::verification::api {

// Thread-safe. Errors are those that the contract names.
class Moderations {
 public:
  explicit Moderations(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::Moderation> Open(const rpc::Call& call,
                                      const v1::OpenModerationRequest& request);
  absl::StatusOr<v1::Moderation> Record(
      const rpc::Call& call, const v1::RecordModerationOutcomeRequest& request);
  absl::StatusOr<v1::Moderation> Close(
      const rpc::Call& call, const v1::CloseModerationRequest& request);
  absl::StatusOr<v1::ListModerationsResponse> List(
      const rpc::Call& call, const v1::ListModerationsRequest& request);

 private:
  // Somebody who may see this moderation, and whether they may moderate.
  struct Acting {
    auth::Role role = auth::v1::ROLE_UNSPECIFIED;
    Moderator moderator;
  };

  // Who the caller is to a registration and its centre.
  absl::StatusOr<Moderator> ModeratorOf(const rpc::Call& call,
                                        const SeenRegistration& seen);
  absl::StatusOr<Acting> ActOn(const rpc::Call& call,
                               const std::string& registration,
                               const std::string& id);
  absl::StatusOr<OpeningFacts> Gather(const rpc::Call& call,
                                      const SeenRegistration& seen,
                                      std::vector<std::string> asked);
  absl::StatusOr<journal::Outcome> OpenIn(journal::WriteTransaction& sql,
                                          const SeenRegistration& seen,
                                          OpeningFacts facts);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_MODERATIONS_H_
