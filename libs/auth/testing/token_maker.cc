#include "libs/auth/testing/token_maker.h"

#include <filesystem>
#include <fstream>

namespace attest::auth {

using ::attest::testing::FailsWith;

const SigningKey& RsaKey() {
  static const SigningKey key = SigningKey::Rsa();
  return key;
}

const SigningKey& OtherRsaKey() {
  static const SigningKey key = SigningKey::Rsa();
  return key;
}

const SigningKey& EcKey() {
  static const SigningKey key = SigningKey::Ec();
  return key;
}

TokenMakerTest::TokenMakerTest() {
  WriteKeys(Jwks({RsaKey().Jwk("r1"), EcKey().Jwk("e1")}));
  authenticator_ = *MakeAuthenticator({.issuer = "https://id.example",
                                       .audience = "attest",
                                       .jwks_file = path_},
                                      clock_);
}

void TokenMakerTest::WriteKeys(const std::string& text) {
  const std::string next = path_ + ".next";
  std::ofstream(next, std::ios::binary) << text;
  std::filesystem::rename(next, path_);
}

std::string TokenMakerTest::Rs256(const std::string& header,
                                  const std::string& payload) {
  return SignedBy(RsaKey(), header, payload);
}

std::string TokenMakerTest::TokenWith(const nlohmann::json& claims) {
  nlohmann::json all = claims_;
  all.update(claims);
  return Rs256(header_.dump(), all.dump());
}

std::string TokenMakerTest::TokenWithout(const char* claim) {
  nlohmann::json rest = claims_;
  rest.erase(claim);
  return Rs256(header_.dump(), rest.dump());
}

std::string TokenMakerTest::EcToken() {
  nlohmann::json header = {{"alg", "ES256"}, {"kid", "e1"}};
  return SignedBy(EcKey(), header.dump(), claims_.dump());
}

void TokenMakerTest::ExpectRefused(const std::string& what,
                                   const std::string& token) {
  EXPECT_THAT(Try(token),
              FailsWith(absl::StatusCode::kUnauthenticated, "INVALID_TOKEN"))
      << what;
}

}  // namespace attest::auth
