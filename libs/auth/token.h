// The text of a token, taken apart. Nothing here is trusted before the
// signature was checked. Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_TOKEN_H_
#define ATTEST_LIBS_AUTH_TOKEN_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/auth/caller.h"
#include "libs/status/status.h"

namespace attest::auth {

// Longest token that is read at all.
inline constexpr size_t kTokenBytesMax = 16 * 1024;

// The only error of a token; it never says more than this.
enum class Fault { kMalformed, kExpired, kNotAccepted };
absl::Status InvalidToken(Fault fault);

// A JWS in its compact form.
struct SignedToken {
  std::string algorithm;  // as the token claims
  std::string key_id;
  std::string_view signed_text;  // header and payload; points into the token
  std::string payload;           // decoded
  std::string signature;         // decoded
};

// Takes `token` apart. Refused: more or fewer than three parts, anything but
// strict base64url, a header that is not an object with texts `alg` and `kid`,
// and `crit`, since we know no extension.
absl::StatusOr<SignedToken> SplitToken(std::string_view token);

// The claims that matter.
struct Claims {
  std::string issuer;
  std::vector<std::string> audiences;
  absl::Time expires;
  absl::Time not_before = absl::InfinitePast();
  std::string subject;
  std::vector<Grant> grants;
};

// Reads a payload. A claim of the wrong type, an unknown role and a malformed
// grant spoil the whole token.
absl::StatusOr<Claims> ReadClaims(std::string_view payload);

// 1 to 128 of [A-Za-z0-9._@|:-].
bool IsSubject(std::string_view text);
// A known role, and a centre that is empty or 1 to 64 of [A-Za-z0-9._~-].
bool IsGrant(const Grant& grant);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_TOKEN_H_
