// Keys that sign whatever a test likes, well or badly.
#ifndef ATTEST_LIBS_AUTH_TESTING_SIGNING_KEY_H_
#define ATTEST_LIBS_AUTH_TESTING_SIGNING_KEY_H_

#include <string>
#include <string_view>

#include "libs/auth/openssl.h"
#include "nlohmann/json.hpp"

namespace attest::auth {

// A private key. Ends the process when OpenSSL refuses.
class SigningKey {
 public:
  static SigningKey Rsa(unsigned bits = 2048);
  static SigningKey Ec(const char* curve = "P-256");

  // The public half as a JWK with this id.
  nlohmann::json Jwk(const std::string& id) const;
  std::string PublicPem() const;
  // A signature as in a JWS: PKCS #1 for RSA, r and s for EC, with SHA-256.
  std::string Sign(std::string_view text) const;

 private:
  explicit SigningKey(Key key) : key_(std::move(key)) {}
  Key key_;
};

// A JWKS of these keys.
std::string Jwks(const std::vector<nlohmann::json>& keys);

// `header.payload.signature` of these texts, whatever they are.
std::string SignedBy(const SigningKey& key, std::string_view header,
                     std::string_view payload);

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_TESTING_SIGNING_KEY_H_
