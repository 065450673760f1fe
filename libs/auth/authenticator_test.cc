// Tokens that are good, and how long they stay so. Forged ones: forgery_test.
#include "libs/auth/authenticator.h"

#include <thread>

#include "libs/auth/testing/token_maker.h"

namespace attest::auth {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using Json = nlohmann::json;

class AuthenticatorTest : public TokenMakerTest {};

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

TEST_F(AuthenticatorTest, ReadsWhoCallsAndTheGrants) {
  const auto caller = Try(Token());

  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->subject(), "ann");
  EXPECT_EQ(caller->expires(), clock_.Now() + absl::Hours(1));
  ASSERT_EQ(caller->grants().size(), 2u);
  EXPECT_TRUE(caller->HasAt(v1::ASSESSOR, "northgate"));
  EXPECT_TRUE(caller->HasAt(v1::AWARDING_ADMIN, "anywhere"));
}

TEST_F(AuthenticatorTest, TakesBothAlgorithms) {
  EXPECT_THAT(Try(Token()), IsOk());
  EXPECT_THAT(Try(EcToken()), IsOk());
}

TEST_F(AuthenticatorTest, TakesTheSchemeInAnyCase) {
  const std::string token = Token();

  EXPECT_THAT(authenticator_->Authenticate("bearer " + token), IsOk());
  EXPECT_THAT(authenticator_->Authenticate("BEARER " + token), IsOk());
}

TEST_F(AuthenticatorTest, TakesAudiencesAsTextOrList) {
  EXPECT_THAT(Try(TokenWith({{"aud", "attest"}})), IsOk());
  EXPECT_THAT(Try(TokenWith({{"aud", {"other", "attest"}}})), IsOk());
}

TEST_F(AuthenticatorTest, TakesTimesWithFractions) {
  const double now = static_cast<double>(absl::ToUnixSeconds(clock_.Now()));

  EXPECT_THAT(Try(TokenWith({{"exp", now + 60.5}, {"nbf", now - 0.25}})),
              IsOk());
}

TEST_F(AuthenticatorTest, TakesATokenWithoutGrants) {
  const auto caller = Try(TokenWithout("attest_grants"));

  ASSERT_THAT(caller, IsOk());
  EXPECT_TRUE(caller->grants().empty());
  EXPECT_FALSE(caller->anonymous());
}

TEST_F(AuthenticatorTest, TakesEveryRole) {
  for (int role = v1::Role_MIN + 1; role <= v1::Role_MAX; ++role) {
    const auto caller =
        Try(TokenWith({{"attest_grants",
                        {{{"role", v1::Role_Name(static_cast<Role>(role))},
                          {"centre", "northgate"}}}}}));
    ASSERT_THAT(caller, IsOk());
    EXPECT_TRUE(caller->Has(static_cast<Role>(role)));
  }
}

TEST_F(AuthenticatorTest, ForgivesClocksThatDifferALittle) {
  const int64_t now = absl::ToUnixSeconds(clock_.Now());

  EXPECT_THAT(Try(TokenWith({{"exp", now - 29}})), IsOk());
  EXPECT_THAT(Try(TokenWith({{"nbf", now + 30}})), IsOk());
  ExpectRefused("too long ago", TokenWith({{"exp", now - 30}}));
  ExpectRefused("too early", TokenWith({{"nbf", now + 31}}));
}

TEST_F(AuthenticatorTest, ForgetsARememberedTokenWhenItExpires) {
  const std::string token = Token();
  ASSERT_THAT(Try(token), IsOk());
  ASSERT_THAT(Try(token), IsOk());

  clock_.Advance(absl::Hours(1) + absl::Seconds(29));
  EXPECT_THAT(Try(token), IsOk());
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Try(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(AuthenticatorTest, FindsANewKeyWhileItRuns) {
  const std::string token =
      SignedBy(OtherRsaKey(), R"({"alg":"RS256","kid":"r2"})", claims_.dump());
  WriteKeys(Jwks({RsaKey().Jwk("r1"), OtherRsaKey().Jwk("r2")}));

  EXPECT_THAT(Try(token), IsOk());
  EXPECT_THAT(Try(Token()), IsOk());
}

TEST_F(AuthenticatorTest, LooksForUnknownKeysOnlyNowAndThen) {
  const std::string token =
      SignedBy(OtherRsaKey(), R"({"alg":"RS256","kid":"r2"})", claims_.dump());
  ExpectRefused("not there yet", token);
  WriteKeys(Jwks({RsaKey().Jwk("r1"), OtherRsaKey().Jwk("r2")}));
  ExpectRefused("looked a moment ago", token);

  clock_.Advance(absl::Seconds(5));

  EXPECT_THAT(Try(token), IsOk());
}

TEST_F(AuthenticatorTest, StopsTakingAKeyThatWasTakenOut) {
  const std::string token = Token();
  ASSERT_THAT(Try(token), IsOk());
  WriteKeys(Jwks({EcKey().Jwk("e1")}));

  clock_.Advance(absl::Seconds(5));

  ExpectRefused("remembered, but its key is gone", token);
  EXPECT_THAT(Try(EcToken()), IsOk());
}

TEST_F(AuthenticatorTest, StopsTakingAKeyWhoseIdHasAnother) {
  const std::string token = Token();
  ASSERT_THAT(Try(token), IsOk());
  WriteKeys(Jwks({OtherRsaKey().Jwk("r1")}));

  clock_.Advance(absl::Seconds(5));

  ExpectRefused("signed with the key before", token);
}

TEST_F(AuthenticatorTest, KeepsItsKeysWhenTheFileGoesBad) {
  for (const std::string text : {"", "{\"keys\": []}", "no json"}) {
    WriteKeys(text);
    clock_.Advance(absl::Seconds(5));
    EXPECT_THAT(Try(Token()), IsOk()) << text;
  }
  ASSERT_EQ(unlink(path_.c_str()), 0);
  clock_.Advance(absl::Seconds(5));
  EXPECT_THAT(Try(Token()), IsOk());
}

TEST_F(AuthenticatorTest, RefusesToStartWithoutKeys) {
  const auto make = [&] {
    return MakeAuthenticator(
        {.issuer = "i", .audience = "a", .jwks_file = path_}, clock_);
  };
  WriteKeys("{\"keys\": []}");
  EXPECT_THAT(make(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "INVALID_KEYS"));
  ASSERT_EQ(unlink(path_.c_str()), 0);
  EXPECT_THAT(make(),
              FailsWith(absl::StatusCode::kFailedPrecondition, "INVALID_KEYS"));
}

TEST_F(AuthenticatorTest, MayBeCalledFromManyThreadsWhileKeysChange) {
  const std::string good = Token();
  const std::string bad = good.substr(0, good.size() - 8) + "AAAAAAAA";
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 200; ++n) {
        EXPECT_THAT(Try(good), IsOk());
        EXPECT_FALSE(Try(bad).ok());
        clock_.Advance(absl::Milliseconds(100));
      }
    });
  }
  for (int n = 0; n < 20; ++n) {
    WriteKeys(Jwks({RsaKey().Jwk("r1"), EcKey().Jwk(std::to_string(n))}));
  }
}

}  // namespace
}  // namespace attest::auth
