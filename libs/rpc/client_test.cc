#include "libs/rpc/client.h"

#include <thread>

#include "libs/rpc/testing/echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

class ClientTest : public ::testing::Test {
 protected:
  ClientTest() {
    service_.on_call = [this](const Call& call, const EchoRequest&) {
      seen_ = call;
      return answer_;
    };
    fixture_.Serve({&service_});
    stub_ = echo::EchoService::NewStub(fixture_.channel());
  }
  ~ClientTest() override { fixture_.Stop(); }

  // The call that the neighbour is asked on behalf of.
  Call Incoming(absl::Duration left = absl::Seconds(10)) {
    Call call;
    call.method = "attest.echo.EchoService/Echo";
    call.authorization = fixture_.Token("ann", auth::v1::ASSESSOR, "northgate");
    call.deadline = absl::Now() + left;
    return call;
  }
  ServiceIdentity Identity() {
    return {fixture_.Token("service:assessment", auth::v1::SERVICE)
                .substr(std::string("Bearer ").size())};
  }
  absl::StatusOr<EchoResponse> Known(
      const Call& call, const ServiceIdentity& identity,
      absl::Duration timeout = absl::Seconds(5)) {
    return Invoke<EchoResponse>(call, identity, timeout, [&](auto* c, auto* r) {
      return stub_->Known(c, EchoRequest(), r);
    });
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  EchoService service_{fixture_.runtime()};
  std::unique_ptr<EchoStub> stub_;
  absl::StatusOr<EchoResponse> answer_ = EchoResponse();
  Call seen_;
};

TEST_F(ClientTest, PassesTheCallersTokenOnBesideTheServicesOwn) {
  const Call call = Incoming();
  ASSERT_THAT(Known(call, Identity()), IsOk());

  EXPECT_EQ(seen_.caller.subject(), "ann");
  EXPECT_EQ(seen_.authorization, call.authorization);
  EXPECT_EQ(seen_.service.subject(), "service:assessment");
}

TEST_F(ClientTest, NeedsNoIdentity) {
  ASSERT_THAT(Known(Incoming(), {}), IsOk());

  EXPECT_EQ(seen_.caller.subject(), "ann");
  EXPECT_TRUE(seen_.service.anonymous());
}

TEST_F(ClientTest, ShowsAFollowersIdentityAlone) {
  grpc::ClientContext context;
  PrepareOwn(context, Identity(), absl::Now() + absl::Seconds(5));
  EchoResponse response;
  ASSERT_TRUE(stub_->Known(&context, EchoRequest(), &response).ok());

  EXPECT_EQ(seen_.caller.subject(), "service:assessment");
  EXPECT_TRUE(seen_.caller.Has(auth::v1::SERVICE));
}

TEST_F(ClientTest, LeavesTheNeighbourLessTimeThanItHas) {
  const Call call = Incoming(absl::Seconds(3));
  ASSERT_THAT(Known(call, {}, absl::Seconds(60)), IsOk());
  EXPECT_LT(seen_.deadline, call.deadline);

  ASSERT_THAT(Known(Incoming(absl::Hours(1)), {}, absl::Seconds(2)), IsOk());
  EXPECT_LE(seen_.deadline, absl::Now() + absl::Seconds(3));
}

TEST_F(ClientTest, KeepsTheErrorOfTheNeighbour) {
  answer_ = BrokenRules("catalogue.attest", "NOT_PUBLISHED", "no",
                        {{"STATE", "syllabi/8", "have draft"}});
  const auto response = Known(Incoming(), {});

  EXPECT_EQ(response.status(), answer_.status());
  answer_ = MakeError(absl::StatusCode::kUnavailable, "catalogue.attest",
                      "CONNECTION", "the database is away");
  EXPECT_EQ(Known(Incoming(), {}).status(), answer_.status());
}

TEST_F(ClientTest, SaysThatASilentNeighbourIsUnavailable) {
  const auto stub = echo::EchoService::NewStub(Dial("127.0.0.1:1"));
  const absl::Time start = absl::Now();
  const auto response = Invoke<EchoResponse>(
      Incoming(), {}, absl::Milliseconds(300),
      [&](auto* c, auto* r) { return stub->Known(c, EchoRequest(), r); });

  EXPECT_THAT(response, FailsWith(absl::StatusCode::kUnavailable,
                                  "NEIGHBOUR_UNAVAILABLE"));
  EXPECT_TRUE(
      response.status().GetPayload("type.googleapis.com/google.rpc.RetryInfo"));
  EXPECT_LT(absl::Now() - start, absl::Seconds(10));
}

TEST_F(ClientTest, SaysThatTheCallersOwnDeadlineHasPassed) {
  const auto stub = echo::EchoService::NewStub(Dial("127.0.0.1:1"));
  const auto response = Invoke<EchoResponse>(
      Incoming(absl::Milliseconds(300)), {}, absl::Seconds(60),
      [&](auto* c, auto* r) { return stub->Known(c, EchoRequest(), r); });

  EXPECT_THAT(response, FailsWith(absl::StatusCode::kDeadlineExceeded,
                                  "DEADLINE_PASSED"));
}

TEST_F(ClientTest, TakesAnswersAboveTheUsualLimit) {
  config::v1::Server config;
  config.mutable_listen()->set_address("127.0.0.1:0");
  const auto server = *Server::Start(config, {&service_});
  stub_ = echo::EchoService::NewStub(server->LoopbackChannel());
  EchoResponse large;
  large.set_text(std::string(5 << 20, 'x'));
  answer_ = large;

  EXPECT_THAT(Known(Incoming(), {}), IsOk());
}

TEST_F(ClientTest, EndsAtOnceWhenNoTimeIsLeft) {
  EXPECT_THAT(
      Known(Incoming(absl::Milliseconds(-1)), {}),
      FailsWith(absl::StatusCode::kDeadlineExceeded, "DEADLINE_PASSED"));
}

// A neighbour that restarts costs a moment and no error.
TEST_F(ClientTest, FindsANeighbourThatComesBack) {
  config::v1::Server config;
  config.mutable_listen()->set_address("127.0.0.1:0");
  auto server = *Server::Start(config, {&service_});
  const std::string address = "127.0.0.1:" + std::to_string(server->port());
  config.mutable_listen()->set_address(address);
  const auto stub = echo::EchoService::NewStub(Dial(address));
  const auto ask = [&] {
    return Invoke<EchoResponse>(
        Incoming(absl::Seconds(25)), {}, absl::Seconds(20),
        [&](auto* c, auto* r) { return stub->Known(c, EchoRequest(), r); });
  };
  ASSERT_THAT(ask(), IsOk());
  server.reset();
  absl::Status later;
  {
    std::jthread asking([&] { later = ask().status(); });
    server = *Server::Start(config, {&service_});
  }

  EXPECT_THAT(later, IsOk());
  EXPECT_THAT(ask(), IsOk());
}

// 8 KiB, what most clients take, would not be enough.
TEST_F(ClientTest, TakesLongErrorsOverTheNetwork) {
  std::vector<RuleViolation> violations;
  for (int i = 0; i < 200; ++i) {
    violations.push_back({"CRITERION_OPEN", "units/57/" + std::to_string(i),
                          "found: not yet met; needed: met, with a reason"});
  }
  answer_ = BrokenRules("x.attest", "OPEN", "many", violations);
  config::v1::Server config;
  config.mutable_listen()->set_address("127.0.0.1:0");
  const auto server = *Server::Start(config, {&service_});
  const std::string address = "127.0.0.1:" + std::to_string(server->port());
  stub_ = echo::EchoService::NewStub(Dial(address));
  EXPECT_EQ(Known(Incoming(), {}).status(), answer_.status());

  // A client as anybody has it gets fewer of them, but the right error.
  stub_ = echo::EchoService::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.AddMetadata("authorization", Incoming().authorization);
  EchoResponse response;
  const absl::Status status =
      FromGrpc(stub_->Known(&context, EchoRequest(), &response));
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kFailedPrecondition, "OPEN"));
  EXPECT_GT(RuleViolationsOf(status).size(), 20u);
  EXPECT_LT(RuleViolationsOf(status).size(), 200u);
}

}  // namespace
}  // namespace attest::rpc
