#include "libs/rpc/call.h"

#include "gmock/gmock.h"
#include "libs/rpc/testing/echo.pb.h"

namespace attest::rpc {
namespace {

using auth::v1::ASSESSOR;
using auth::v1::AWARDING_ADMIN;
using auth::v1::INTERNAL_VERIFIER;
using auth::v1::ROLE_UNSPECIFIED;
using auth::v1::TUTOR;
using echo::EchoRequest;

Call CallBy(std::vector<auth::Grant> grants) {
  Call call;
  call.method = "attest.echo.EchoService/Echo";
  call.caller = auth::Caller("ann", std::move(grants), absl::InfiniteFuture());
  return call;
}

TEST(Call, ActsInTheFirstRoleThatTheCallerHoldsThere) {
  const Call call = CallBy({{TUTOR, "northgate"}, {ASSESSOR, "northgate"}});

  EXPECT_EQ(call.ActsAs({ASSESSOR, TUTOR}, "northgate"), ASSESSOR);
  EXPECT_EQ(call.ActsAs({TUTOR, ASSESSOR}, "northgate"), TUTOR);
  EXPECT_EQ(call.ActsAs({INTERNAL_VERIFIER, ASSESSOR}, "northgate"), ASSESSOR);
}

TEST(Call, ActsNowhereElse) {
  const Call call = CallBy({{ASSESSOR, "northgate"}});

  EXPECT_EQ(call.ActsAs({ASSESSOR}, "southgate"), ROLE_UNSPECIFIED);
  EXPECT_EQ(call.ActsAs({TUTOR}, "northgate"), ROLE_UNSPECIFIED);
  EXPECT_EQ(call.ActsAs({}, "northgate"), ROLE_UNSPECIFIED);
  EXPECT_EQ(CallBy({{AWARDING_ADMIN, ""}}).ActsAs({AWARDING_ADMIN}, "any"),
            AWARDING_ADMIN);
}

TEST(Call, SaysWhoWritesUnderWhichRequest) {
  EchoRequest request;
  request.set_text("a");
  const journal::Author author =
      CallBy({}).Author(ASSESSOR, "request-1", request);

  EXPECT_EQ(author.method, "attest.echo.EchoService/Echo");
  EXPECT_EQ(author.subject, "ann");
  EXPECT_EQ(author.role, "ASSESSOR");
  EXPECT_EQ(author.request_id, "request-1");
  EXPECT_THAT(author.fingerprint, ::testing::MatchesRegex("[0-9a-f]{64}"));
}

TEST(Call, KnowsARequestAgainByItsFingerprint) {
  EchoRequest first, same, other;
  for (const char* key : {"a", "b", "c", "d"}) {
    (*first.mutable_parts())[key].set_text(key);
  }
  for (const char* key : {"d", "c", "b", "a"}) {
    (*same.mutable_parts())[key].set_text(key);
  }
  other = first;
  other.set_number(1);
  Call call = CallBy({});
  const auto print = [&](const EchoRequest& request) {
    return call.Author(ASSESSOR, "r", request).fingerprint;
  };

  EXPECT_EQ(print(first), print(same));
  EXPECT_NE(print(first), print(other));
  const std::string before = print(first);
  call.method = "attest.echo.EchoService/Known";
  EXPECT_NE(print(first), before);
}

}  // namespace
}  // namespace attest::rpc
