#include "libs/auth/testing/signing_key.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cstdio>
#include <cstdlib>

#include "libs/auth/base64url.h"

namespace attest::auth {
namespace {

using Json = nlohmann::json;

void Require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "OpenSSL: %s\n", what);
  std::abort();
}

// The parameter as bytes, filled up with zeros to `size_min`.
std::string Parameter(EVP_PKEY* key, const char* name, size_t size_min = 0) {
  BIGNUM* raw = nullptr;
  Require(EVP_PKEY_get_bn_param(key, name, &raw) == 1, name);
  const BigNumber number(raw);
  const size_t size =
      std::max<size_t>(size_min, static_cast<size_t>(BN_num_bytes(raw)));
  std::string bytes(size, '\0');
  BN_bn2binpad(raw, reinterpret_cast<unsigned char*>(bytes.data()),
               static_cast<int>(size));
  return bytes;
}

std::string ToRaw(const std::string& der) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
  const EcSignature pair(
      d2i_ECDSA_SIG(nullptr, &bytes, static_cast<long>(der.size())));
  Require(pair != nullptr, "d2i_ECDSA_SIG");
  std::string raw(64, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + 32, 32);
  return raw;
}

}  // namespace

SigningKey SigningKey::Rsa(unsigned bits) {
  Key key(EVP_RSA_gen(bits));
  Require(key != nullptr, "EVP_RSA_gen");
  return SigningKey(std::move(key));
}

SigningKey SigningKey::Ec(const char* curve) {
  Key key(EVP_EC_gen(curve));
  Require(key != nullptr, "EVP_EC_gen");
  return SigningKey(std::move(key));
}

Json SigningKey::Jwk(const std::string& id) const {
  EVP_PKEY* key = key_.get();
  const auto text = [&](const char* name, size_t size = 0) {
    return EncodeBase64Url(Parameter(key, name, size));
  };
  if (EVP_PKEY_is_a(key, "RSA")) {
    return {{"kty", "RSA"},
            {"kid", id},
            {"n", text(OSSL_PKEY_PARAM_RSA_N)},
            {"e", text(OSSL_PKEY_PARAM_RSA_E)}};
  }
  const size_t size = static_cast<size_t>(EVP_PKEY_get_bits(key) + 7) / 8;
  return {{"kty", "EC"},
          {"kid", id},
          {"crv", size == 32 ? "P-256" : "P-384"},
          {"x", text(OSSL_PKEY_PARAM_EC_PUB_X, size)},
          {"y", text(OSSL_PKEY_PARAM_EC_PUB_Y, size)}};
}

std::string SigningKey::PublicPem() const {
  const Bio bio(BIO_new(BIO_s_mem()));
  Require(PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1, "PEM");
  char* text = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

std::string SigningKey::Sign(std::string_view text) const {
  const DigestContext context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t size = 0;
  Require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr,
                             key_.get()) == 1 &&
              EVP_DigestSign(context.get(), nullptr, &size, bytes,
                             text.size()) == 1,
          "EVP_DigestSignInit");
  std::string signature(size, '\0');
  Require(EVP_DigestSign(context.get(),
                         reinterpret_cast<unsigned char*>(signature.data()),
                         &size, bytes, text.size()) == 1,
          "EVP_DigestSign");
  signature.resize(size);
  return EVP_PKEY_is_a(key_.get(), "EC") ? ToRaw(signature) : signature;
}

std::string Jwks(const std::vector<Json>& keys) {
  return Json{{"keys", keys}}.dump();
}

std::string SignedBy(const SigningKey& key, std::string_view header,
                     std::string_view payload) {
  const std::string text =
      EncodeBase64Url(header) + "." + EncodeBase64Url(payload);
  return text + "." + EncodeBase64Url(key.Sign(text));
}

}  // namespace attest::auth
