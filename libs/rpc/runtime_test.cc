#include "libs/rpc/runtime.h"

#include <stdexcept>
#include <thread>

#include "libs/rpc/client.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

class RuntimeTest : public ::testing::Test {
 protected:
  RuntimeTest() { fixture_.Serve({&service_}); }
  ~RuntimeTest() override { fixture_.Stop(); }

  absl::StatusOr<EchoResponse> Echo(const std::string& token) {
    return fixture_.Call<EchoResponse>(
        token, [&](auto* c, auto* r) { return stub_->Echo(c, request_, r); });
  }
  absl::StatusOr<EchoResponse> Known(const std::string& token) {
    return fixture_.Call<EchoResponse>(
        token, [&](auto* c, auto* r) { return stub_->Known(c, request_, r); });
  }
  absl::StatusOr<EchoResponse> Judge(const std::string& token) {
    return fixture_.Call<EchoResponse>(
        token, [&](auto* c, auto* r) { return stub_->Judge(c, request_, r); });
  }
  // Calls Echo with these headers.
  absl::Status EchoWith(
      const std::vector<std::pair<std::string, std::string>>& headers) {
    grpc::ClientContext context;
    for (const auto& [key, value] : headers) context.AddMetadata(key, value);
    EchoResponse response;
    return FromGrpc(stub_->Echo(&context, request_, &response));
  }
  // What the handler saw of the last call.
  void Watch() {
    service_.on_call = [&](const Call& call, const EchoRequest&) {
      seen_ = call;
      return EchoResponse();
    };
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  EchoService service_{fixture_.runtime()};
  std::unique_ptr<EchoStub> stub_;
  EchoRequest request_;
  Call seen_;

  void SetUp() override {
    stub_ = echo::EchoService::NewStub(fixture_.channel());
  }
};

TEST_F(RuntimeTest, AnswersACallWithoutATokenWhereNoneIsNeeded) {
  request_.set_text("hello");
  const auto response = Echo("");

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->text(), "hello");
}

TEST_F(RuntimeTest, ShowsTheHandlerWhoCalls) {
  Watch();
  const std::string token =
      fixture_.Token("ann", auth::v1::ASSESSOR, "northgate");
  ASSERT_THAT(Judge(token), IsOk());

  EXPECT_EQ(seen_.method, "attest.echo.EchoService/Judge");
  EXPECT_EQ(seen_.caller.subject(), "ann");
  EXPECT_TRUE(seen_.caller.HasAt(auth::v1::ASSESSOR, "northgate"));
  EXPECT_EQ(seen_.authorization, token);
  EXPECT_TRUE(seen_.service.anonymous());
}

TEST_F(RuntimeTest, ChecksThePolicyOfTheMethod) {
  EXPECT_THAT(Known(""), FailsWith(kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(Known(fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED)), IsOk());
  EXPECT_THAT(Judge(""), FailsWith(kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(Judge(fixture_.Token("ann", auth::v1::TUTOR, "northgate")),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(RuntimeTest, DoesNotRunTheHandlerForWhoMayNotCall) {
  bool ran = false;
  service_.on_call = [&](const Call&, const EchoRequest&) {
    ran = true;
    return EchoResponse();
  };
  EXPECT_FALSE(Judge("").ok());
  EXPECT_FALSE(Judge("Bearer x.y.z").ok());
  EXPECT_FALSE(Judge(fixture_.Token("ann", auth::v1::TUTOR, "n")).ok());

  EXPECT_FALSE(ran);
}

// Issue: a bad token is UNAUTHENTICATED, even where none is needed.
TEST_F(RuntimeTest, RefusesABadTokenEvenWhereNoneIsNeeded) {
  for (const char* token : {"Bearer x", "Basic YTpi", "x", " ", "Bearer "}) {
    EXPECT_THAT(Echo(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"))
        << token;
  }
  const std::string token = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);
  fixture_.clock().Advance(absl::Hours(24 * 366));
  EXPECT_THAT(Echo(token), FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RuntimeTest, RefusesTwoTokens) {
  const std::string token = fixture_.Token("ann", auth::v1::ROLE_UNSPECIFIED);

  EXPECT_THAT(EchoWith({{"authorization", token}, {"authorization", token}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RuntimeTest, ChecksTheServiceThatPassesACallOn) {
  Watch();
  const std::string service =
      fixture_.Token("service:assessment", auth::v1::SERVICE);
  EXPECT_THAT(EchoWith({{kServiceHeader, service}}), IsOk());
  EXPECT_EQ(seen_.service.subject(), "service:assessment");
  EXPECT_TRUE(seen_.caller.anonymous());

  EXPECT_THAT(EchoWith({{kServiceHeader, "Bearer x"}}),
              FailsWith(kUnauthenticated, "INVALID_TOKEN"));
  EXPECT_THAT(
      EchoWith({{kServiceHeader, fixture_.Token("ann", auth::v1::TUTOR, "n")}}),
      FailsWith(kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(RuntimeTest, PassesTheErrorOfTheHandlerOn) {
  service_.on_call = [](const Call&, const EchoRequest&) {
    return BrokenRules("x.attest", "RULES", "two",
                       {{"A", "a", "have 1, need 2"}, {"B", "b", "none"}});
  };
  const auto response = Echo("");

  EXPECT_THAT(response,
              FailsWith(absl::StatusCode::kFailedPrecondition, "RULES"));
  EXPECT_THAT(response,
              testing::BreaksRules(std::vector<std::string>{"A", "B"}));
}

TEST_F(RuntimeTest, HidesTheTextOfAnInternalErrorAndLogsItOnce) {
  service_.on_call = [](const Call&, const EchoRequest&) {
    return absl::InternalError("SELECT secret FROM learner");
  };
  ::testing::internal::CaptureStderr();
  const auto response = Echo("");
  const std::string log = ::testing::internal::GetCapturedStderr();

  EXPECT_EQ(response.status(), absl::InternalError("internal error"));
  EXPECT_THAT(log, HasSubstr("SELECT secret FROM learner"));
  EXPECT_EQ(log.find("SELECT secret"), log.rfind("SELECT secret"));
}

TEST_F(RuntimeTest, TurnsWhatAHandlerThrowsIntoAnInternalError) {
  service_.on_call = [](const Call&,
                        const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    throw std::runtime_error("boom");
  };
  EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));

  service_.on_call = [](const Call&,
                        const EchoRequest&) -> absl::StatusOr<EchoResponse> {
    throw 7;
  };
  EXPECT_EQ(Echo("").status(), absl::InternalError("internal error"));
}

TEST_F(RuntimeTest, WritesOneLineACall) {
  ::testing::internal::CaptureStderr();
  ASSERT_THAT(Echo(""), IsOk());
  const std::string log = ::testing::internal::GetCapturedStderr();

  EXPECT_THAT(log, AllOf(HasSubstr("method=attest.echo.EchoService/Echo"),
                         HasSubstr("code=OK"), HasSubstr("micros="),
                         HasSubstr("peer=")));
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1);
}

// Learner data never goes to the log; messages may repeat what was sent.
TEST_F(RuntimeTest, LogsTheReasonOfARefusalAndNotItsMessage) {
  request_.set_text("Ann Learner, born 1990");
  service_.on_call = [](const Call&, const EchoRequest& request) {
    return InvalidFields("x.attest", {{"text", request.text()}});
  };
  ::testing::internal::CaptureStderr();
  EXPECT_FALSE(
      Echo(fixture_.Token("ann@example.org", auth::v1::ROLE_UNSPECIFIED)).ok());
  const std::string log = ::testing::internal::GetCapturedStderr();

  EXPECT_THAT(log, AllOf(HasSubstr("code=INVALID_ARGUMENT"),
                         HasSubstr("reason=INVALID_FIELDS"),
                         Not(HasSubstr("Ann")), Not(HasSubstr("ann@"))));
}

TEST_F(RuntimeTest, GivesEveryCallADeadline) {
  Watch();
  ASSERT_THAT(Echo(""), IsOk());

  EXPECT_LE(seen_.deadline, absl::Now() + absl::Seconds(30));
  EXPECT_GT(seen_.deadline, absl::Now() + absl::Seconds(20));
}

TEST_F(RuntimeTest, KeepsTheDeadlineOfTheCallerWhenItIsEarlier) {
  Watch();
  const absl::Time deadline = absl::Now() + absl::Seconds(10);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  EchoResponse response;
  ASSERT_TRUE(stub_->Echo(&context, request_, &response).ok());

  EXPECT_LT(absl::AbsDuration(seen_.deadline - deadline), absl::Seconds(1));
}

TEST_F(RuntimeTest, CapsTheDeadlineOfTheCaller) {
  Watch();
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Hours(5)));
  EchoResponse response;
  ASSERT_TRUE(stub_->Echo(&context, request_, &response).ok());

  EXPECT_LE(seen_.deadline, absl::Now() + absl::Seconds(30));
}

TEST_F(RuntimeTest, LetsStreamsTakeLonger) {
  Watch();
  request_.set_number(1);
  grpc::ClientContext context;
  const auto stream = stub_->Repeat(&context, request_);
  EchoResponse response;
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_TRUE(stream->Finish().ok());

  EXPECT_GT(seen_.deadline, absl::Now() + absl::Minutes(30));
}

TEST_F(RuntimeTest, EndsACallWhoseDeadlineHasPassed) {
  auto policies = *auth::Policies::FromServices(EchoService::Descriptors());
  auto authenticator = *auth::MakeAuthenticator(
      {.issuer = auth::kSandboxIssuer,
       .audience = auth::kAudience,
       .jwks_file = auth::SandboxJwksFile(fixture_.folder() + "/issuer")},
      fixture_.clock());
  const Runtime hasty(*authenticator, policies, fixture_.clock(),
                      {.call_max = absl::ZeroDuration()});
  EchoService service(hasty);
  testing::RpcFixture other(EchoService::Descriptors());
  other.Serve({&service});
  const auto stub = echo::EchoService::NewStub(other.channel());

  EXPECT_THAT(
      other.Call<EchoResponse>(
          "", [&](auto* c, auto* r) { return stub->Echo(c, request_, r); }),
      FailsWith(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED"));
  other.Stop();
}

TEST_F(RuntimeTest, ServesManyCallersAtOnce) {
  const std::string token =
      fixture_.Token("ann", auth::v1::ASSESSOR, "northgate");
  std::vector<std::jthread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      for (int n = 0; n < 50; ++n) EXPECT_THAT(Judge(token), IsOk());
    });
  }
}

}  // namespace
}  // namespace attest::rpc
