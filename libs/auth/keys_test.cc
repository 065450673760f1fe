#include "libs/auth/keys.h"

#include "libs/auth/base64url.h"
#include "libs/auth/testing/signing_key.h"
#include "libs/auth/testing/token_maker.h"
#include "libs/testing/matchers.h"

namespace attest::auth {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::HasSubstr;
using Json = nlohmann::json;

constexpr auto kRefused = absl::StatusCode::kFailedPrecondition;

Json With(Json jwk, const char* member, Json value) {
  jwk[member] = std::move(value);
  return jwk;
}

Json Without(Json jwk, const char* member) {
  jwk.erase(member);
  return jwk;
}

// Whether the key set takes the key, beside one that is good.
bool Takes(const Json& jwk) {
  const auto keys = ParseJwks(Jwks({EcKey().Jwk("good"), jwk}));
  return keys.ok() && keys->size() == 2;
}

TEST(Keys, HaveOneAlgorithmEach) {
  const auto keys = ParseJwks(Jwks({RsaKey().Jwk("r"), EcKey().Jwk("e")}));

  ASSERT_THAT(keys, IsOk());
  ASSERT_EQ(keys->size(), 2u);
  EXPECT_EQ(keys->at("r").algorithm(), Algorithm::kRs256);
  EXPECT_EQ(keys->at("e").algorithm(), Algorithm::kEs256);
  EXPECT_EQ(AlgorithmName(Algorithm::kRs256), "RS256");
  EXPECT_EQ(AlgorithmName(Algorithm::kEs256), "ES256");
}

TEST(Keys, VerifyOnlyTheirOwnSignatures) {
  const auto keys = *ParseJwks(Jwks({RsaKey().Jwk("r"), EcKey().Jwk("e")}));

  EXPECT_TRUE(keys.at("r").Verifies("text", RsaKey().Sign("text")));
  EXPECT_TRUE(keys.at("e").Verifies("text", EcKey().Sign("text")));
  EXPECT_FALSE(keys.at("r").Verifies("texT", RsaKey().Sign("text")));
  EXPECT_FALSE(keys.at("e").Verifies("texT", EcKey().Sign("text")));
  EXPECT_FALSE(keys.at("r").Verifies("text", EcKey().Sign("text")));
  EXPECT_FALSE(keys.at("e").Verifies("text", RsaKey().Sign("text")));
  EXPECT_FALSE(keys.at("r").Verifies("text", ""));
  EXPECT_FALSE(keys.at("e").Verifies("text", ""));
  EXPECT_FALSE(keys.at("e").Verifies("text", std::string(64, '\0')));
  EXPECT_FALSE(keys.at("e").Verifies("text", std::string(64, '\xff')));
}

// The signature of a JWS is r and s side by side, never DER.
TEST(Keys, TakeEllipticSignaturesOf64BytesOnly) {
  const auto keys = *ParseJwks(Jwks({EcKey().Jwk("e")}));
  const std::string signature = EcKey().Sign("text");

  EXPECT_FALSE(keys.at("e").Verifies("text", signature.substr(0, 63)));
  EXPECT_FALSE(keys.at("e").Verifies("text", signature + std::string(1, 0)));
  EXPECT_FALSE(keys.at("e").Verifies("text", std::string(1, 0) + signature));
}

// RFC 7515, appendix A.3.
TEST(Keys, VerifyTheEllipticExampleOfTheStandard) {
  const Json jwk = {{"kty", "EC"},
                    {"kid", "a3"},
                    {"crv", "P-256"},
                    {"x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"},
                    {"y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}};
  const auto keys = ParseJwks(Jwks({jwk}));

  ASSERT_THAT(keys, IsOk());
  EXPECT_TRUE(keys->at("a3").Verifies(
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogIm"
      "h0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
      *DecodeBase64Url("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5dj"
                       "xLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")));
}

TEST(Keys, HonourUseAndAlgorithm) {
  const Json rsa = RsaKey().Jwk("r");

  EXPECT_TRUE(Takes(rsa));
  EXPECT_TRUE(Takes(With(With(rsa, "use", "sig"), "alg", "RS256")));
  EXPECT_FALSE(Takes(With(rsa, "use", "enc")));
  EXPECT_FALSE(Takes(With(rsa, "use", 1)));
  EXPECT_FALSE(Takes(With(rsa, "alg", "RS512")));
  EXPECT_FALSE(Takes(With(rsa, "alg", "HS256")));
  EXPECT_FALSE(Takes(With(EcKey().Jwk("e"), "alg", "RS256")));
  EXPECT_TRUE(Takes(With(EcKey().Jwk("e"), "alg", "ES256")));
}

TEST(Keys, LeaveOutWhatIsNotOurs) {
  const Json ec = EcKey().Jwk("e");
  const Json rsa = RsaKey().Jwk("r");

  EXPECT_FALSE(Takes({{"kty", "oct"}, {"kid", "h"}, {"k", "c2VjcmV0"}}));
  EXPECT_FALSE(Takes({{"kty", "OKP"}, {"kid", "o"}, {"crv", "Ed25519"}}));
  EXPECT_FALSE(Takes(SigningKey::Ec("P-384").Jwk("p384")));
  EXPECT_FALSE(Takes(SigningKey::Rsa(1024).Jwk("weak")));
  EXPECT_FALSE(Takes(With(ec, "crv", "P-521")));
  EXPECT_FALSE(Takes(Without(ec, "kid")));
  EXPECT_FALSE(Takes(With(ec, "kid", "")));
  EXPECT_FALSE(Takes(With(ec, "kid", 7)));
  EXPECT_FALSE(Takes(Without(ec, "kty")));
  EXPECT_FALSE(Takes(Without(ec, "x")));
  EXPECT_FALSE(Takes(Without(ec, "y")));
  EXPECT_FALSE(Takes(Without(rsa, "n")));
  EXPECT_FALSE(Takes(Without(rsa, "e")));
  EXPECT_FALSE(Takes(Json::array()));
  EXPECT_FALSE(Takes("key"));
}

TEST(Keys, LeaveOutNumbersThatMakeNoKey) {
  const Json ec = EcKey().Jwk("e");
  const Json rsa = RsaKey().Jwk("r");

  // A point beside the curve.
  EXPECT_FALSE(Takes(With(ec, "x", EncodeBase64Url(std::string(32, '\1')))));
  EXPECT_FALSE(Takes(With(ec, "x", EncodeBase64Url(std::string(31, '\1')))));
  EXPECT_FALSE(Takes(With(ec, "x", "***")));
  // Exponents: 1, even, and far too large.
  EXPECT_FALSE(Takes(With(rsa, "e", "AQ")));
  EXPECT_FALSE(Takes(With(rsa, "e", "AA")));
  EXPECT_FALSE(Takes(With(rsa, "e", EncodeBase64Url("\x01\x02"))));
  EXPECT_FALSE(Takes(With(rsa, "e", EncodeBase64Url(std::string(9, '\1')))));
  // A modulus that would take for ever.
  EXPECT_FALSE(
      Takes(With(rsa, "n", EncodeBase64Url(std::string(5000, '\xff')))));
  EXPECT_FALSE(Takes(With(rsa, "n", 7)));
}

TEST(Keys, RefuseTwoWithOneId) {
  const auto keys = ParseJwks(Jwks({RsaKey().Jwk("k1"), EcKey().Jwk("k1")}));

  EXPECT_THAT(keys, FailsWith(kRefused, "INVALID_KEYS"));
  EXPECT_THAT(keys.status().message(), HasSubstr("k1"));
}

TEST(Keys, RefuseATextThatIsNoKeySet) {
  for (const std::string text :
       {"", "{}", "[]", "null", "{\"keys\": {}}", "{\"keys\": []}",
        "{\"keys\": [7, null, \"k\"]}", "{\"keys\": [], \"keys\": []}", "{",
        "\xff\xfe"}) {
    EXPECT_THAT(ParseJwks(text), FailsWith(kRefused, "INVALID_KEYS")) << text;
  }
}

}  // namespace
}  // namespace attest::auth
