// Checks tokens: OpenID Connect JWTs, RS256 or ES256, against a JWKS.
#ifndef ATTEST_LIBS_AUTH_AUTHENTICATOR_H_
#define ATTEST_LIBS_AUTH_AUTHENTICATOR_H_

#include <memory>
#include <string>
#include <string_view>

#include "libs/auth/caller.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"

namespace attest::auth {

struct AuthenticatorOptions {
  std::string issuer;     // `iss` must equal it
  std::string audience;   // must be, or be among, `aud`
  std::string jwks_file;  // public keys; read again when a key id is unknown
  // Least time between two readings of the file.
  absl::Duration reload_interval = absl::Seconds(5);
  // How far clocks may differ for `exp` and `nbf`.
  absl::Duration leeway = absl::Seconds(30);
};

// Thread-safe. Remembers verified tokens until they expire (bounded).
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Reads the value of the `authorization` header: `Bearer <JWT>`.
  //   UNAUTHENTICATED, `INVALID_TOKEN`: whatever is wrong with it; the message
  //     says no more than malformed, expired, or not accepted.
  virtual absl::StatusOr<Caller> Authenticate(std::string_view header) = 0;
};

// The claims used: iss, aud, exp (required), nbf, sub (required), and
// `attest_grants`: [{"role": "ASSESSOR", "centre": "northgate"}, ...].
// Header: alg RS256 or ES256 and equal to the key's own; kid required; `crit`
// refused. Tokens over 16 KiB are refused unread.
//   FAILED_PRECONDITION, `INVALID_KEYS`: the JWKS cannot be read or holds no
//     usable key.
absl::StatusOr<std::unique_ptr<Authenticator>> MakeAuthenticator(
    AuthenticatorOptions options, const Clock& clock);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_AUTHENTICATOR_H_
