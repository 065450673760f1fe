// Handlers of awards and certificates.
#ifndef ATTEST_SERVICES_VERIFICATION_API_AWARDS_H_
#define ATTEST_SERVICES_VERIFICATION_API_AWARDS_H_

#include <string>

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/claim_facts.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/awarding.h"

namespace attest::verification::api {

// Thread-safe. Errors are those that the contract names.
class Awards {
 public:
  explicit Awards(const Parts& parts) : parts_(parts) {}

  absl::StatusOr<v1::Award> Issue(const rpc::Call& call,
                                  const v1::IssueAwardRequest& request);
  absl::StatusOr<v1::Award> Get(const rpc::Call& call,
                                const v1::GetAwardRequest& request);
  absl::StatusOr<v1::VerifyCertificateResponse> VerifyCertificate(
      const v1::VerifyCertificateRequest& request);

 private:
  absl::StatusOr<Claim> FindClaim(const std::string& registration,
                                  const std::string& id);
  absl::StatusOr<Award> FindAward(const std::string& id);
  // The certificate as it would be issued now.
  Award Draft(const Claim& claim, const GatheredClaim& gathered,
              const std::string& learner_name);
  absl::StatusOr<journal::Outcome> IssueIn(journal::WriteTransaction& sql,
                                           const Award& award,
                                           ClaimFacts facts);
  // NOT_FOUND unless the caller may see it.
  absl::Status CheckSees(const rpc::Call& call, const Award& award);

  const Parts parts_;
};

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_AWARDS_H_
