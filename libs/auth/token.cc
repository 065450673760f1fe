#include "libs/auth/token.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "libs/auth/base64url.h"
#include "libs/auth/json.h"

namespace attest::auth {
namespace {

using Json = nlohmann::json;

constexpr size_t kSubjectLengthMax = 128;
constexpr size_t kCentreLengthMax = 64;
// The end of the year 9999: later instants are refused as nonsense.
constexpr double kSecondsMax = 253402300799.0;

constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Whether `text` is made of letters, digits and `others` only.
bool ConsistsOf(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return kAlphanumeric.find(c) != std::string_view::npos ||
           others.find(c) != std::string_view::npos;
  });
}

// Seconds since 1970, whole or not (RFC 7519, NumericDate).
std::optional<absl::Time> TimeAt(const Json& claims, const char* key) {
  const auto found = claims.find(key);
  if (found == claims.end() || !found->is_number()) return std::nullopt;
  const double seconds = found->get<double>();
  if (!std::isfinite(seconds) || seconds < 0 || seconds > kSecondsMax) {
    return std::nullopt;
  }
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

// One text or a list of texts.
std::optional<std::vector<std::string>> AudiencesOf(const Json& claims) {
  const auto found = claims.find("aud");
  if (found == claims.end()) return std::nullopt;
  if (found->is_string()) return {{found->get<std::string>()}};
  if (!found->is_array()) return std::nullopt;
  std::vector<std::string> audiences;
  for (const Json& audience : *found) {
    if (!audience.is_string()) return std::nullopt;
    audiences.push_back(audience.get<std::string>());
  }
  return audiences;
}

std::optional<Grant> ReadGrant(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto role = TextAt(json, "role");
  const auto centre = json.contains("centre") ? TextAt(json, "centre") : "";
  Grant grant;
  if (!role.has_value() || !centre.has_value()) return std::nullopt;
  if (!v1::Role_Parse(*role, &grant.role)) return std::nullopt;
  grant.centre = *centre;
  if (!IsGrant(grant)) return std::nullopt;
  return grant;
}

// No claim means no grants; one entry that cannot be read spoils them all.
std::optional<std::vector<Grant>> GrantsOf(const Json& claims) {
  std::vector<Grant> grants;
  const auto found = claims.find("attest_grants");
  if (found == claims.end()) return grants;
  if (!found->is_array()) return std::nullopt;
  for (const Json& entry : *found) {
    auto grant = ReadGrant(entry);
    if (!grant.has_value()) return std::nullopt;
    grants.push_back(*std::move(grant));
  }
  return grants;
}

// The three parts of `token`; fewer when there are not exactly three.
std::vector<std::string_view> PartsOf(std::string_view token) {
  const size_t first = token.find('.');
  if (first == std::string_view::npos) return {};
  const size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos) return {};
  if (token.find('.', second + 1) != std::string_view::npos) return {};
  return {token.substr(0, first), token.substr(first + 1, second - first - 1),
          token.substr(second + 1)};
}

std::string_view MessageOf(Fault fault) {
  switch (fault) {
    case Fault::kMalformed:
      return "the token is malformed";
    case Fault::kExpired:
      return "the token has expired or is not valid yet";
    case Fault::kNotAccepted:
      return "the token is not accepted";
  }
  return "";
}

}  // namespace

absl::Status InvalidToken(Fault fault) {
  return MakeError(absl::StatusCode::kUnauthenticated, "auth.attest",
                   "INVALID_TOKEN", MessageOf(fault));
}

absl::StatusOr<SignedToken> SplitToken(std::string_view token) {
  const auto parts = PartsOf(token);
  if (parts.empty()) return InvalidToken(Fault::kMalformed);
  const auto header_text = DecodeBase64Url(parts[0]);
  auto payload = DecodeBase64Url(parts[1]);
  auto signature = DecodeBase64Url(parts[2]);
  if (!header_text || !payload || !signature) {
    return InvalidToken(Fault::kMalformed);
  }
  const auto header = ParseObject(*header_text);
  if (!header.has_value()) return InvalidToken(Fault::kMalformed);
  auto algorithm = TextAt(*header, "alg");
  auto key_id = TextAt(*header, "kid");
  if (!algorithm || !key_id || header->contains("crit")) {
    return InvalidToken(Fault::kNotAccepted);
  }
  return SignedToken{
      .algorithm = *std::move(algorithm),
      .key_id = *std::move(key_id),
      .signed_text = token.substr(0, parts[0].size() + 1 + parts[1].size()),
      .payload = *std::move(payload),
      .signature = *std::move(signature)};
}

absl::StatusOr<Claims> ReadClaims(std::string_view payload) {
  const auto json = ParseObject(payload);
  if (!json.has_value()) return InvalidToken(Fault::kMalformed);
  auto issuer = TextAt(*json, "iss");
  auto audiences = AudiencesOf(*json);
  const auto expires = TimeAt(*json, "exp");
  const auto not_before =
      json->contains("nbf") ? TimeAt(*json, "nbf") : absl::InfinitePast();
  auto subject = TextAt(*json, "sub");
  auto grants = GrantsOf(*json);
  if (!issuer || !audiences || !expires || !not_before || !grants || !subject ||
      !IsSubject(*subject)) {
    return InvalidToken(Fault::kMalformed);
  }
  return Claims{.issuer = *std::move(issuer),
                .audiences = *std::move(audiences),
                .expires = *expires,
                .not_before = *not_before,
                .subject = *std::move(subject),
                .grants = *std::move(grants)};
}

bool IsSubject(std::string_view text) {
  return !text.empty() && text.size() <= kSubjectLengthMax &&
         ConsistsOf(text, "._@|:-");
}

bool IsGrant(const Grant& grant) {
  return v1::Role_IsValid(grant.role) && grant.role != v1::ROLE_UNSPECIFIED &&
         grant.centre.size() <= kCentreLengthMax &&
         ConsistsOf(grant.centre, "._~-");
}

}  // namespace attest::auth
