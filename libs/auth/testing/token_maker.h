// A key file, an authenticator that reads it, and tokens good and bad.
#ifndef ATTEST_LIBS_AUTH_TESTING_TOKEN_MAKER_H_
#define ATTEST_LIBS_AUTH_TESTING_TOKEN_MAKER_H_

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "libs/auth/authenticator.h"
#include "libs/auth/testing/signing_key.h"
#include "libs/clock/clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::auth {

// The keys of all tests of a process: making one takes a while.
const SigningKey& RsaKey();
const SigningKey& OtherRsaKey();
const SigningKey& EcKey();

// The file holds RsaKey() as `r1` and EcKey() as `e1`.
class TokenMakerTest : public ::testing::Test {
 protected:
  TokenMakerTest();

  // Replaces the key file.
  void WriteKeys(const std::string& text);
  // The signed form of any texts, with the right key.
  static std::string Rs256(const std::string& header,
                           const std::string& payload);
  // A right token.
  std::string Token() { return Rs256(header_.dump(), claims_.dump()); }
  // A token with these claims, otherwise right.
  std::string TokenWith(const nlohmann::json& claims);
  std::string TokenWithout(const char* claim);
  // A right token with the ES256 key.
  std::string EcToken();

  absl::StatusOr<Caller> Try(const std::string& token) {
    return authenticator_->Authenticate("Bearer " + token);
  }
  void ExpectRefused(const std::string& what, const std::string& token);

  testing::TempDir folder_;
  const std::string path_ = folder_.File("jwks.json");
  FakeClock clock_{absl::FromUnixSeconds(1'795'510'800)};
  nlohmann::json header_ = {{"alg", "RS256"}, {"kid", "r1"}, {"typ", "JWT"}};
  nlohmann::json claims_ = {{"iss", "https://id.example"},
                            {"aud", "attest"},
                            {"sub", "ann"},
                            {"exp", 1'795'510'800 + 3600},
                            {"attest_grants",
                             {{{"role", "ASSESSOR"}, {"centre", "northgate"}},
                              {{"role", "AWARDING_ADMIN"}}}}};
  std::unique_ptr<Authenticator> authenticator_;
};

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_TESTING_TOKEN_MAKER_H_
