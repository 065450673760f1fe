// The sandbox's own issuer of tokens. A production configuration refuses it.
#ifndef ATTEST_LIBS_AUTH_SANDBOX_ISSUER_H_
#define ATTEST_LIBS_AUTH_SANDBOX_ISSUER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libs/auth/caller.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"

namespace attest::auth {

inline constexpr char kSandboxIssuer[] = "https://sandbox.attest.invalid";
inline constexpr char kAudience[] = "attest";

// Signs tokens with a key of its own (RS256), kept in `<folder>/issuer.pem`
// (mode 0600); the public half is `<folder>/jwks.json`. Thread-safe.
class SandboxIssuer {
 public:
  virtual ~SandboxIssuer() = default;
  // A token for `subject` with `grants`, valid for `lifetime` from now.
  virtual absl::StatusOr<std::string> Mint(std::string_view subject,
                                           const std::vector<Grant>& grants,
                                           absl::Duration lifetime) = 0;
};

// Opens the issuer of this folder; makes its key when there is none. Two
// processes that start at once agree on one key.
absl::StatusOr<std::unique_ptr<SandboxIssuer>> OpenSandboxIssuer(
    const std::string& folder, const Clock& clock);

// The path of the public keys of the issuer of this folder.
std::string SandboxJwksFile(const std::string& folder);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_SANDBOX_ISSUER_H_
