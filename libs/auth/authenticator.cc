#include "libs/auth/authenticator.h"

#include <algorithm>
#include <utility>

#include "libs/auth/key_file.h"
#include "libs/auth/token.h"
#include "libs/auth/verified_tokens.h"

namespace attest::auth {
namespace {

// Some ten thousand tokens of the usual length.
constexpr size_t kRememberedBytesMax = 16 << 20;

class JwtAuthenticator : public Authenticator {
 public:
  JwtAuthenticator(AuthenticatorOptions options, const Clock& clock)
      : options_(std::move(options)),
        clock_(clock),
        key_file_(options_.jwks_file, options_.reload_interval, clock) {}

  absl::Status Load() { return key_file_.Load(); }

  absl::StatusOr<Caller> Authenticate(std::string_view header) override {
    ATTEST_ASSIGN_OR_RETURN(const std::string_view token, TokenOf(header));
    const absl::Time now = clock_.Now();
    if (auto known = verified_.Find(token, key_file_.Version(now), now)) {
      return *std::move(known);
    }
    return Verify(token);
  }

 private:
  // Checks a token that is not remembered, and remembers it.
  absl::StatusOr<Caller> Verify(std::string_view token) {
    ATTEST_ASSIGN_OR_RETURN(const SignedToken parts, SplitToken(token));
    KeyFile::State state = key_file_.Keys();
    if (!state.keys->contains(parts.key_id)) state = key_file_.Refreshed();
    ATTEST_RETURN_IF_ERROR(CheckSignature(*state.keys, parts));
    ATTEST_ASSIGN_OR_RETURN(Claims claims, ReadClaims(parts.payload));
    ATTEST_RETURN_IF_ERROR(CheckClaims(claims));
    Caller caller(std::move(claims.subject), std::move(claims.grants),
                  claims.expires);
    verified_.Add(token, state.version, caller);
    return caller;
  }

  // The scheme is compared without regard to case (RFC 9110, 11.1).
  static absl::StatusOr<std::string_view> TokenOf(std::string_view header) {
    constexpr std::string_view kScheme = "bearer ";
    if (header.size() <= kScheme.size() ||
        header.size() > kScheme.size() + kTokenBytesMax) {
      return InvalidToken(Fault::kMalformed);
    }
    for (size_t i = 0; i < kScheme.size(); ++i) {
      const char c = header[i];
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if (lower != kScheme[i]) return InvalidToken(Fault::kMalformed);
    }
    return header.substr(kScheme.size());
  }

  static absl::Status CheckSignature(const KeySet& keys,
                                     const SignedToken& token) {
    const auto key = keys.find(token.key_id);
    if (key == keys.end() ||
        token.algorithm != AlgorithmName(key->second.algorithm()) ||
        !key->second.Verifies(token.signed_text, token.signature)) {
      return InvalidToken(Fault::kNotAccepted);
    }
    return absl::OkStatus();
  }

  absl::Status CheckClaims(const Claims& claims) const {
    const absl::Time now = clock_.Now();
    if (claims.issuer != options_.issuer ||
        std::find(claims.audiences.begin(), claims.audiences.end(),
                  options_.audience) == claims.audiences.end()) {
      return InvalidToken(Fault::kNotAccepted);
    }
    if (now >= claims.expires + options_.leeway ||
        now + options_.leeway < claims.not_before) {
      return InvalidToken(Fault::kExpired);
    }
    return absl::OkStatus();
  }

  const AuthenticatorOptions options_;
  const Clock& clock_;
  KeyFile key_file_;
  VerifiedTokens verified_{kRememberedBytesMax};
};

}  // namespace

absl::StatusOr<std::unique_ptr<Authenticator>> MakeAuthenticator(
    AuthenticatorOptions options, const Clock& clock) {
  auto authenticator =
      std::make_unique<JwtAuthenticator>(std::move(options), clock);
  ATTEST_RETURN_IF_ERROR(authenticator->Load());
  return authenticator;
}

}  // namespace attest::auth
