// Tokens that must be refused (issue: bad input), each signed with the right
// key wherever that is possible, so that only the fault named refuses it.
#include <random>

#include "libs/auth/base64url.h"
#include "libs/auth/testing/token_maker.h"
#include "libs/auth/token.h"
#include "libs/ids/ids.h"

namespace attest::auth {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using Json = nlohmann::json;

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

class ForgeryTest : public TokenMakerTest {
 protected:
  // `header.payload` in base64url.
  std::string Unsigned(const Json& header) {
    return EncodeBase64Url(header.dump()) + "." +
           EncodeBase64Url(claims_.dump());
  }
  std::string WithHeader(Json changes) {
    Json header = header_;
    header.update(changes);
    return Rs256(header.dump(), claims_.dump());
  }
};

TEST_F(ForgeryTest, RefusesAHeaderWithoutABearerToken) {
  const std::string token = Token();
  for (const std::string& header :
       {std::string(), std::string("Bearer"), std::string("Bearer "), token,
        "Basic " + token, "Bearer" + token, "Bearer  " + token,
        "Bearer\t" + token, "Bearer " + token + " ",
        "Bearer " + token + ",x"}) {
    EXPECT_THAT(authenticator_->Authenticate(header),
                FailsWith(kUnauthenticated, "INVALID_TOKEN"))
        << header;
  }
}

TEST_F(ForgeryTest, RefusesWhatIsNoToken) {
  for (const char* token : {"x", ".", "..", "...", "a.b", "a.b.c", "e30.e30.",
                            "e30.e30.e30", "null.null.null", "{}"}) {
    ExpectRefused(token, token);
  }
}

TEST_F(ForgeryTest, RefusesTheAlgorithmNone) {
  for (const char* name : {"none", "None", "NONE", "nOnE", ""}) {
    const std::string text = Unsigned({{"alg", name}, {"kid", "r1"}});
    ExpectRefused("no signature", text + ".");
    ExpectRefused("some signature", text + ".AAAA");
    ExpectRefused("true signature",
                  text + "." + EncodeBase64Url(RsaKey().Sign(text)));
  }
}

TEST_F(ForgeryTest, RefusesHs256WithThePublicKeyAsTheSecret) {
  const std::string text = Unsigned({{"alg", "HS256"}, {"kid", "r1"}});
  const std::string pem = RsaKey().PublicPem();
  for (const std::string& secret :
       {pem, pem.substr(0, pem.size() - 1), RsaKey().Jwk("r1").dump(),
        RsaKey().Jwk("r1")["n"].get<std::string>(), std::string()}) {
    ExpectRefused("HS256",
                  text + "." + EncodeBase64Url(HmacSha256(secret, text)));
  }
  ExpectRefused("HS256 in name, RS256 in truth",
                WithHeader({{"alg", "HS256"}}));
}

TEST_F(ForgeryTest, RefusesAnAlgorithmThatIsNotTheKeys) {
  ExpectRefused("ES256 on the RSA key", WithHeader({{"alg", "ES256"}}));
  ExpectRefused("the EC key's id", WithHeader({{"kid", "e1"}}));
  ExpectRefused("both", WithHeader({{"alg", "ES256"}, {"kid", "e1"}}));
  ExpectRefused(
      "RS256 on the EC key",
      SignedBy(EcKey(), R"({"alg":"RS256","kid":"e1"})", claims_.dump()));
  for (const char* name : {"RS512", "PS256", "rs256", "RS256 ", "EdDSA"}) {
    ExpectRefused(name, WithHeader({{"alg", name}}));
  }
  ExpectRefused("no text", WithHeader({{"alg", 256}}));
  ExpectRefused("a list", WithHeader({{"alg", {"RS256"}}}));
}

TEST_F(ForgeryTest, RefusesAnotherKey) {
  ExpectRefused("not ours",
                SignedBy(OtherRsaKey(), header_.dump(), claims_.dump()));
  ExpectRefused("an id that we do not know", WithHeader({{"kid", "r9"}}));
  ExpectRefused("an id that is no text", WithHeader({{"kid", 1}}));
  ExpectRefused("a path", WithHeader({{"kid", "../../dev/null"}}));
  ExpectRefused("no id", Rs256(R"({"alg":"RS256"})", claims_.dump()));
  // A key that the token brings along counts for nothing.
  const Json brought = OtherRsaKey().Jwk("r1");
  ExpectRefused(
      "a key in the header",
      SignedBy(OtherRsaKey(),
               Json{{"alg", "RS256"}, {"kid", "r1"}, {"jwk", brought}}.dump(),
               claims_.dump()));
}

TEST_F(ForgeryTest, RefusesExtensionsThatItDoesNotKnow) {
  ExpectRefused("crit", WithHeader({{"crit", {"b64"}}, {"b64", false}}));
  ExpectRefused("empty crit", WithHeader({{"crit", Json::array()}}));
}

TEST_F(ForgeryTest, RefusesOthersIssuersAndAudiences) {
  for (const Json& issuer :
       {Json("https://other.example"), Json("https://id.example/"), Json(""),
        Json(1), Json(), Json::array({"https://id.example"})}) {
    ExpectRefused("iss", TokenWith({{"iss", issuer}}));
  }
  for (const Json& audience :
       {Json("other"), Json("attest "), Json(""), Json(1), Json(),
        Json::array(), Json::array({"other"}), Json::array({"attest", 1}),
        Json::array({Json::array({"attest"})}), Json{{"attest", true}}}) {
    ExpectRefused("aud", TokenWith({{"aud", audience}}));
  }
  ExpectRefused("no iss", TokenWithout("iss"));
  ExpectRefused("no aud", TokenWithout("aud"));
}

TEST_F(ForgeryTest, RefusesTokensOutOfTheirTime) {
  const int64_t now = absl::ToUnixSeconds(clock_.Now());
  ExpectRefused("expired", TokenWith({{"exp", now - 3600}}));
  ExpectRefused("not yet", TokenWith({{"nbf", now + 3600}}));
  ExpectRefused("no end", TokenWithout("exp"));
  for (const Json& time :
       {Json("1999999999"), Json(), Json(true), Json(-1), Json(1e300),
        Json(1e18), Json(INT64_MIN), Json(UINT64_MAX), Json::array({now})}) {
    ExpectRefused("exp " + time.dump(), TokenWith({{"exp", time}}));
    ExpectRefused("nbf " + time.dump(), TokenWith({{"nbf", time}}));
  }
}

TEST_F(ForgeryTest, RefusesNumbersBeyondAnyNumber) {
  std::string payload = claims_.dump();
  const std::string exp = claims_["exp"].dump();
  const size_t at = payload.find(exp);
  for (const std::string& number :
       {std::string("1e999"), std::string("-1e999"), std::string("NaN"),
        std::string("Infinity"), "1" + std::string(5000, '0')}) {
    std::string changed = payload;
    ExpectRefused(
        number, Rs256(header_.dump(), changed.replace(at, exp.size(), number)));
  }
}

TEST_F(ForgeryTest, RefusesSubjectsThatAreNobody) {
  ExpectRefused("missing", TokenWithout("sub"));
  for (const Json& subject :
       {Json(""), Json(std::string(129, 'a')), Json(7), Json(),
        Json::array({"ann"}), Json("ann smith"), Json("ann\n"),
        Json(std::string("ann\0", 4)), Json("' OR 1=1 --"), Json("../ann"),
        Json("\u202eann"), Json("<b>"), Json("élan"), Json("a=b"),
        Json("a\"b")}) {
    ExpectRefused("sub", TokenWith({{"sub", subject}}));
  }
  EXPECT_THAT(Try(TokenWith({{"sub", std::string(128, 'a')}})), IsOk());
  EXPECT_THAT(Try(TokenWith({{"sub", "auth0|a.b_c-d:e@f"}})), IsOk());
}

// One entry that cannot be read spoils the token: a grant left out in silence
// could be one that a rule needs to see.
TEST_F(ForgeryTest, RefusesGrantsThatItCannotRead) {
  const Json good = {{"role", "ASSESSOR"}, {"centre", "northgate"}};
  const auto with = [&](const Json& grants) {
    return TokenWith({{"attest_grants", grants}});
  };
  ASSERT_THAT(Try(with(Json::array({good, good}))), IsOk());
  for (const Json& entry :
       {Json("ASSESSOR"), Json(3), Json(), Json::array(), Json::object(),
        Json{{"role", "KING"}}, Json{{"role", "assessor"}},
        Json{{"role", "ROLE_UNSPECIFIED"}}, Json{{"role", 3}},
        Json{{"role", ""}}, Json{{"centre", "northgate"}},
        Json{{"role", "ASSESSOR"}, {"centre", 1}},
        Json{{"role", "ASSESSOR"}, {"centre", nullptr}},
        Json{{"role", "ASSESSOR"}, {"centre", "north gate"}},
        Json{{"role", "ASSESSOR"}, {"centre", "centres/northgate"}},
        Json{{"role", "ASSESSOR"}, {"centre", std::string(65, 'a')}}}) {
    ExpectRefused(entry.dump(), with(Json::array({good, entry})));
  }
  for (const Json& grants :
       {Json("ASSESSOR"), Json(), Json(1), good, Json::object()}) {
    ExpectRefused(grants.dump(), with(grants));
  }
}

TEST_F(ForgeryTest, RefusesAKeyThatIsThereTwice) {
  const std::string payload = claims_.dump();
  ExpectRefused("two subjects",
                Rs256(header_.dump(), R"({"sub":"eve",)" + payload.substr(1)));
  ExpectRefused("two algorithms",
                Rs256(R"({"alg":"none","alg":"RS256","kid":"r1"})", payload));
  ExpectRefused(
      "deeper down",
      Rs256(header_.dump(), R"({"x":[{"a":1,"a":2}],)" + payload.substr(1)));
}

TEST_F(ForgeryTest, RefusesOtherSpellingsOfAToken) {
  const std::string token = Token();
  ASSERT_THAT(Try(token), IsOk());
  const std::string swap =
      token.substr(0, token.find('.')) + "=" + token.substr(token.find('.'));
  ExpectRefused("padding in the middle", swap);
  for (const char* tail : {"=", "==", ".", ".AAAA", " ", "\n", "%"}) {
    ExpectRefused(std::string("tail ") + tail, token + tail);
  }
  ExpectRefused("a dot before", "." + token);
  ExpectRefused("a NUL behind", token + std::string(1, '\0'));
}

TEST_F(ForgeryTest, RefusesEverySignatureThatIsCutShort) {
  for (const std::string& token : {Token(), EcToken()}) {
    const size_t start = token.rfind('.') + 1;
    for (size_t size = start; size < token.size(); size += 3) {
      ExpectRefused("cut", token.substr(0, size));
    }
  }
}

TEST_F(ForgeryTest, RefusesAChangeOfAnyCharacter) {
  for (const std::string& token : {Token(), EcToken()}) {
    for (size_t i = 0; i < token.size(); ++i) {
      std::string changed = token;
      changed[i] = token[i] == 'A' ? 'B' : 'A';
      ExpectRefused("character " + std::to_string(i), changed);
    }
  }
}

TEST_F(ForgeryTest, RefusesLongTokensUnread) {
  const std::string padding(kTokenBytesMax, 'p');
  ExpectRefused("right but long", TokenWith({{"padding", padding}}));
  ExpectRefused("a megabyte", std::string(1 << 20, 'a'));
  ExpectRefused("a megabyte of dots", std::string(1 << 20, '.'));
  EXPECT_THAT(Try(TokenWith({{"padding", padding.substr(0, 8000)}})), IsOk());
}

TEST_F(ForgeryTest, OutlivesDeeplyNestedJson) {
  const std::string open(11'000, '[');
  ExpectRefused("header", Rs256(open, claims_.dump()));
  ExpectRefused("payload", Rs256(header_.dump(), open));
  const std::string nested = "{\"x\":" + std::string(5'000, '[') +
                             std::string(5'000, ']') + "," +
                             claims_.dump().substr(1);
  EXPECT_THAT(Try(Rs256(header_.dump(), nested)), IsOk());
}

TEST_F(ForgeryTest, RefusesTextsThatAreNoJsonObject) {
  for (const std::string text : {"", "null", "[]", "7", "\"a\"", "{", "{}x",
                                 "{\"a\":\xff}", "{'a':1}", "\xef\xbb\xbf"}) {
    ExpectRefused(text, Rs256(text, claims_.dump()));
    ExpectRefused(text, Rs256(header_.dump(), text));
  }
}

// What is wrong, an attacker is not told.
TEST_F(ForgeryTest, SaysLittle) {
  const auto message = [&](const std::string& token) {
    return std::string(Try(token).status().message());
  };
  const std::string refused = "the token is not accepted";
  EXPECT_EQ(message("x"), "the token is malformed");
  EXPECT_EQ(message(TokenWith({{"exp", 1}})),
            "the token has expired or is not valid yet");
  EXPECT_EQ(message(TokenWith({{"iss", "x"}})), refused);
  EXPECT_EQ(message(TokenWith({{"aud", "x"}})), refused);
  EXPECT_EQ(message(WithHeader({{"kid", "x"}})), refused);
  EXPECT_EQ(message(WithHeader({{"alg", "none"}})), refused);
}

TEST_F(ForgeryTest, OutlivesRandomBytes) {
  std::mt19937 random(20261124);
  const std::string token = Token();
  for (int n = 0; n < 3000; ++n) {
    std::string text = n % 2 == 0 ? token : std::string(random() % 300, 'x');
    const size_t changes = n % 2 == 0 ? 1 + random() % 8 : text.size();
    for (size_t i = 0; i < changes && !text.empty(); ++i) {
      text[random() % text.size()] = static_cast<char>(random());
    }
    if (text != token) ExpectRefused("random", text);
  }
}

// The same for what is inside a token whose signature is right.
TEST_F(ForgeryTest, OutlivesRandomBytesThatAreSigned) {
  std::mt19937 random(7);
  const std::string payload = claims_.dump();
  for (int n = 0; n < 300; ++n) {
    std::string text = payload;
    for (size_t i = 0; i < 1 + random() % 6; ++i) {
      text[random() % text.size()] = static_cast<char>(random());
    }
    const auto caller = Try(Rs256(header_.dump(), text));
    if (caller.ok()) {
      EXPECT_TRUE(IsSubject(caller->subject()));
      for (const Grant& grant : caller->grants()) EXPECT_TRUE(IsGrant(grant));
    } else {
      EXPECT_EQ(caller.status().code(), kUnauthenticated);
    }
  }
}

}  // namespace
}  // namespace attest::auth
