// Handlers of internal verification.
#ifndef ATTEST_SERVICES_VERIFICATION_API_VERIFYING_H_
#define ATTEST_SERVICES_VERIFICATION_API_VERIFYING_H_

#include <set>
#include <string>

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification::api {

// Thread-safe. Errors are those that the contract names.
class Verifying {
 public:
  explicit Verifying(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::Sample> RecordOutcome(
      const rpc::Call& call, const v1::RecordSampleOutcomeRequest& request);
  absl::StatusOr<v1::Sample> CloseAction(const rpc::Call& call,
                                         const v1::CloseActionRequest& request);

 private:
  // A sample whose owners were asked.
  struct Asked {
    auth::Role role;
    SeenRegistration seen;
    VerificationFacts facts;
  };

  absl::StatusOr<Sample> Find(const std::string& centre, const std::string& id);
  // Asks for the standing of the verifier and of whoever disagreed, for the
  // sign-off as it is now, and which of `criteria` the unit does not have.
  absl::StatusOr<Asked> Ask(const rpc::Call& call, const Sample& sample,
                            const std::set<std::string>& criteria);
  absl::StatusOr<journal::Outcome> RecordIn(
      journal::WriteTransaction& sql, const Sample& found, const Asked& asked,
      const v1::RecordSampleOutcomeRequest& request);
  absl::StatusOr<journal::Outcome> CloseIn(journal::WriteTransaction& sql,
                                           const Sample& found,
                                           const Asked& asked,
                                           const std::string& comment);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_VERIFYING_H_
