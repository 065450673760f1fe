// The public keys that tokens are checked with, from a JWKS (RFC 7517).
// Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_KEYS_H_
#define ATTEST_LIBS_AUTH_KEYS_H_

#include <map>
#include <string>
#include <string_view>

#include "libs/auth/openssl.h"
#include "libs/status/status.h"

namespace attest::auth {

// The two algorithms there are. A key has exactly one, so that a token cannot
// choose how it is checked; there is no code for any other (`none`, HS256).
enum class Algorithm { kRs256, kEs256 };

// `RS256` or `ES256`.
std::string_view AlgorithmName(Algorithm algorithm);

// One public key. Immutable, thread-safe.
class PublicKey {
 public:
  PublicKey(Algorithm algorithm, Key key)
      : algorithm_(algorithm), key_(std::move(key)) {}
  Algorithm algorithm() const { return algorithm_; }
  // Whether `signature` (raw, as in a JWS) of `text` was made with its private
  // half.
  bool Verifies(std::string_view text, std::string_view signature) const;

 private:
  Algorithm algorithm_;
  Key key_;
};

// By key id.
using KeySet = std::map<std::string, PublicKey, std::less<>>;

// Takes RSA keys of 2048 to 8192 bits (RS256) and P-256 keys (ES256) whose
// `use` and `alg`, when present, allow it; leaves out other keys.
//   FAILED_PRECONDITION, `INVALID_KEYS`: no JWKS, two usable keys with one id,
//     or no usable key.
absl::StatusOr<KeySet> ParseJwks(std::string_view text);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_KEYS_H_
