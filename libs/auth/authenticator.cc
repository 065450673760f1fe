#include "libs/auth/authenticator.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include "libs/auth/key_file.h"
#include "libs/auth/token.h"
#include "libs/ids/ids.h"

namespace attest::auth {
namespace {

// Most verified tokens remembered.
constexpr size_t kRememberedMax = 10'000;

// Callers by the SHA-256 of their token, as verified with one set of keys.
// When it is full it starts anew. Thread-safe.
class VerifiedTokens {
 public:
  std::optional<Caller> Find(const std::string& digest,
                             const std::shared_ptr<const KeySet>& keys,
                             absl::Time now) {
    const std::lock_guard lock(mutex_);
    StartOverWith(keys);
    const auto found = callers_.find(digest);
    if (found == callers_.end()) return std::nullopt;
    if (now < found->second.expires()) return found->second;
    callers_.erase(found);
    return std::nullopt;
  }

  void Add(const std::string& digest, const std::shared_ptr<const KeySet>& keys,
           const Caller& caller) {
    const std::lock_guard lock(mutex_);
    StartOverWith(keys);
    if (callers_.size() >= kRememberedMax) callers_.clear();
    callers_.insert_or_assign(digest, caller);
  }

 private:
  // Forgets what was verified with other keys.
  void StartOverWith(const std::shared_ptr<const KeySet>& keys) {
    if (keys_ == keys) return;
    keys_ = keys;
    callers_.clear();
  }

  std::mutex mutex_;
  std::shared_ptr<const KeySet> keys_;
  std::unordered_map<std::string, Caller> callers_;
};

class JwtAuthenticator : public Authenticator {
 public:
  JwtAuthenticator(AuthenticatorOptions options, const Clock& clock)
      : options_(std::move(options)),
        clock_(clock),
        key_file_(options_.jwks_file, options_.reload_interval, clock) {}

  absl::Status Load() { return key_file_.Load(); }

  absl::StatusOr<Caller> Authenticate(std::string_view header) override {
    ATTEST_ASSIGN_OR_RETURN(const std::string_view token, TokenOf(header));
    const std::string digest = Sha256(token);
    auto keys = key_file_.Keys();
    if (auto known = verified_.Find(digest, keys, clock_.Now())) return *known;

    ATTEST_ASSIGN_OR_RETURN(const SignedToken parts, SplitToken(token));
    if (!keys->contains(parts.key_id)) keys = key_file_.Refreshed();
    ATTEST_RETURN_IF_ERROR(CheckSignature(*keys, parts));
    ATTEST_ASSIGN_OR_RETURN(Claims claims, ReadClaims(parts.payload));
    ATTEST_RETURN_IF_ERROR(CheckClaims(claims));
    Caller caller(std::move(claims.subject), std::move(claims.grants),
                  claims.expires);
    verified_.Add(digest, keys, caller);
    return caller;
  }

 private:
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
  VerifiedTokens verified_;
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
