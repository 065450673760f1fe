#include "libs/auth/keys.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <optional>
#include <utility>

#include "fmt/format.h"
#include "libs/auth/base64url.h"
#include "libs/auth/json.h"

namespace attest::auth {
namespace {

using Json = nlohmann::json;

constexpr int kRsaBitsMin = 2048;
constexpr int kRsaBitsMax = 8192;
// Bytes of one coordinate of P-256, and of each half of its signatures.
constexpr size_t kP256Bytes = 32;

absl::Status InvalidKeys(std::string_view what) {
  return MakeError(absl::StatusCode::kFailedPrecondition, "auth.attest",
                   "INVALID_KEYS", fmt::format("key set: {}", what));
}

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

BigNumber ToBigNumber(std::string_view bytes) {
  return BigNumber(
      BN_bin2bn(Bytes(bytes), static_cast<int>(bytes.size()), nullptr));
}

// The bytes of a member in base64url; empty when it is missing or malformed.
std::string BytesAt(const Json& jwk, const char* member) {
  const auto text = TextAt(jwk, member);
  if (!text.has_value()) return {};
  return DecodeBase64Url(*text).value_or("");
}

Key MakeKey(const char* type, OSSL_PARAM_BLD* builder) {
  const Params params(OSSL_PARAM_BLD_to_param(builder));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (params == nullptr || context == nullptr ||
      EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY,
                        params.get()) != 1) {
    ERR_clear_error();
    return nullptr;
  }
  return Key(key);
}

std::optional<PublicKey> ReadRsa(const Json& jwk) {
  const BigNumber n = ToBigNumber(BytesAt(jwk, "n"));
  const BigNumber e = ToBigNumber(BytesAt(jwk, "e"));
  const int bits = BN_num_bits(n.get());
  if (bits < kRsaBitsMin || bits > kRsaBitsMax) return std::nullopt;
  if (!BN_is_odd(e.get()) || BN_is_one(e.get())) return std::nullopt;
  if (BN_num_bits(e.get()) > 32) return std::nullopt;
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  Key key = MakeKey("RSA", builder.get());
  if (key == nullptr) return std::nullopt;
  return PublicKey(Algorithm::kRs256, std::move(key));
}

std::optional<PublicKey> ReadEc(const Json& jwk) {
  const std::string x = BytesAt(jwk, "x");
  const std::string y = BytesAt(jwk, "y");
  if (TextAt(jwk, "crv") != "P-256") return std::nullopt;
  if (x.size() != kP256Bytes || y.size() != kP256Bytes) return std::nullopt;
  // An uncompressed point; one that is not on the curve is refused below.
  const std::string point = "\x04" + x + y;
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME,
                                  "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                   point.data(), point.size());
  Key key = MakeKey("EC", builder.get());
  if (key == nullptr) return std::nullopt;
  return PublicKey(Algorithm::kEs256, std::move(key));
}

// Whether a member that restricts the key is absent or has this value.
bool Allows(const Json& jwk, const char* member, std::string_view value) {
  return !jwk.contains(member) || TextAt(jwk, member) == value;
}

std::optional<PublicKey> ReadKey(const Json& jwk) {
  if (!Allows(jwk, "use", "sig")) return std::nullopt;
  const auto type = TextAt(jwk, "kty");
  std::optional<PublicKey> key;
  if (type == "RSA") key = ReadRsa(jwk);
  if (type == "EC") key = ReadEc(jwk);
  if (key.has_value() && !Allows(jwk, "alg", AlgorithmName(key->algorithm()))) {
    return std::nullopt;
  }
  return key;
}

// A JWS holds r and s side by side; OpenSSL reads them as DER.
std::string ToDer(std::string_view signature) {
  if (signature.size() != 2 * kP256Bytes) return {};
  const EcSignature pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(),
                 ToBigNumber(signature.substr(0, kP256Bytes)).release(),
                 ToBigNumber(signature.substr(kP256Bytes)).release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  if (size <= 0) return {};
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

}  // namespace

std::string_view AlgorithmName(Algorithm algorithm) {
  return algorithm == Algorithm::kRs256 ? "RS256" : "ES256";
}

bool PublicKey::Verifies(std::string_view text,
                         std::string_view signature) const {
  std::string der;
  if (algorithm_ == Algorithm::kEs256) {
    der = ToDer(signature);
    signature = der;
  }
  if (signature.empty()) return false;
  const DigestContext context(EVP_MD_CTX_new());
  const bool good =
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr,
                           key_.get()) == 1 &&
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(),
                       Bytes(text), text.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

absl::StatusOr<KeySet> ParseJwks(std::string_view text) {
  const auto jwks = ParseObject(text);
  if (!jwks.has_value() || !jwks->contains("keys") ||
      !(*jwks)["keys"].is_array()) {
    return InvalidKeys("not a JSON object with an array `keys`");
  }
  KeySet keys;
  for (const Json& jwk : (*jwks)["keys"]) {
    const auto id = jwk.is_object() ? TextAt(jwk, "kid") : std::nullopt;
    if (!id.has_value() || id->empty()) continue;
    std::optional<PublicKey> key = ReadKey(jwk);
    if (!key.has_value()) continue;
    if (!keys.emplace(*id, *std::move(key)).second) {
      return InvalidKeys(fmt::format("two keys have the id {}", *id));
    }
  }
  if (keys.empty()) {
    return InvalidKeys("no RSA (2048 bits or more) or P-256 key with an id");
  }
  return keys;
}

}  // namespace attest::auth
