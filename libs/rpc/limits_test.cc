// What calls from outside may take, so that calls between services go on.
#include <atomic>
#include <future>
#include <thread>

#include "libs/rpc/client.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

constexpr auto kPatience = std::chrono::seconds(20);

auto Overloaded() {
  return FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED");
}

// One call and two streams from outside at once, one stream a caller.
class LimitsTest : public ::testing::Test {
 protected:
  LimitsTest() {
    config_.mutable_listen()->set_address("127.0.0.1:0");
    config_.mutable_listen()->set_drain_seconds(10);
    server_ = *Server::Start(config_, {&service_});
    channel_ = server_->LoopbackChannel();
    stub_ = echo::EchoService::NewStub(channel_);
    service_.on_call = [this](const Call& call, const EchoRequest& request) {
      return Answer(call, request);
    };
  }

  // `hold` waits for Release(); `nest` asks this server as a service would.
  absl::StatusOr<EchoResponse> Answer(const Call& call,
                                      const EchoRequest& request) {
    if (request.text() == "hold") {
      ++arrived_;
      arrived_.notify_all();
      released_.wait(false);
    }
    if (request.text() != "nest") return EchoResponse();
    return Invoke<EchoResponse>(
        call, Identity(), absl::Seconds(10),
        [&](auto* c, auto* r) { return stub_->Known(c, EchoRequest(), r); });
  }
  void AwaitHeldCall() { arrived_.wait(0); }
  void Release() {
    released_ = true;
    released_.notify_all();
  }
  std::string Token(const std::string& subject) {
    return fixture_.Token(subject, auth::v1::ASSESSOR, "northgate");
  }
  ServiceIdentity Identity() {
    return {fixture_.Token("service:x", auth::v1::SERVICE)
                .substr(std::string("Bearer ").size())};
  }
  absl::Status Known(const std::string& subject, const std::string& text = "") {
    EchoRequest request;
    request.set_text(text);
    return fixture_
        .Call<EchoResponse>(
            Token(subject),
            [&](auto* c, auto* r) { return stub_->Known(c, request, r); })
        .status();
  }
  // The same, passed on by a service.
  absl::Status KnownByService() {
    Call call;
    call.authorization = Token("ann");
    call.deadline = absl::Now() + absl::Seconds(10);
    EchoRequest request;
    request.set_text("nest");
    return Answer(call, request).status();
  }

  // A stream that stays open; its first answer shows that it was let in.
  struct Stream {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReaderWriter<EchoRequest, EchoResponse>> talk;
    absl::Status End() {
      talk->WritesDone();
      return FromGrpc(talk->Finish());
    }
  };
  std::unique_ptr<Stream> Talk(const std::string& subject) {
    auto stream = std::make_unique<Stream>();
    stream->context.AddMetadata("authorization", Token(subject));
    stream->talk = stub_->Talk(&stream->context);
    stream->talk->Write(EchoRequest());
    EchoResponse answer;
    stream->talk->Read(&answer);
    return stream;
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  auth::Policies policies_ =
      *auth::Policies::FromServices(EchoService::Descriptors());
  std::unique_ptr<auth::Authenticator> authenticator_ =
      *auth::MakeAuthenticator(
          {.issuer = auth::kSandboxIssuer,
           .audience = auth::kAudience,
           .jwks_file = auth::SandboxJwksFile(fixture_.folder() + "/issuer")},
          fixture_.clock());
  Runtime runtime_{*authenticator_,
                   policies_,
                   fixture_.clock(),
                   {.outside_unary_max = 1,
                    .outside_streams_max = 2,
                    .streams_per_subject_max = 1}};
  EchoService service_{runtime_};
  config::v1::Server config_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<EchoStub> stub_;
  std::atomic<int> arrived_ = 0;
  std::atomic<bool> released_ = false;
};

TEST_F(LimitsTest, RefusesCallsFromOutsideBeyondThemAndLetsServicesGoOn) {
  auto held =
      std::async(std::launch::async, [&] { return Known("a", "hold"); });
  AwaitHeldCall();

  EXPECT_THAT(Known("ben"), Overloaded());
  EXPECT_THAT(KnownByService(), IsOk());
  Release();

  EXPECT_THAT(held.get(), IsOk());
  EXPECT_THAT(Known("ben"), IsOk());
  EXPECT_THAT(Known("ben", "nest"), IsOk());
}

TEST_F(LimitsTest, DoNotHoldForAFollower) {
  auto held =
      std::async(std::launch::async, [&] { return Known("a", "hold"); });
  AwaitHeldCall();
  grpc::ClientContext context;
  PrepareOwn(context, Identity(), absl::Now() + absl::Seconds(10));
  EchoResponse response;

  EXPECT_TRUE(stub_->Known(&context, EchoRequest(), &response).ok());

  Release();
  EXPECT_THAT(held.get(), IsOk());
}

TEST_F(LimitsTest, KeepOneCallerFromHoldingEveryStream) {
  auto first = Talk("ann");

  EXPECT_THAT(Talk("ann")->End(), Overloaded());
  auto other = Talk("ben");
  EXPECT_THAT(Talk("cid")->End(), Overloaded());

  EXPECT_THAT(first->End(), IsOk());
  EXPECT_THAT(Talk("ann")->End(), IsOk());
  EXPECT_THAT(other->End(), IsOk());
}

TEST_F(LimitsTest, ADrainRefusesCallsFromOutsideOnly) {
  auto held =
      std::async(std::launch::async, [&] { return Known("a", "hold"); });
  AwaitHeldCall();
  EXPECT_FALSE(runtime_.Drain(absl::ZeroDuration()));

  EXPECT_THAT(Known("ben"),
              FailsWith(absl::StatusCode::kUnavailable, "DRAINING"));
  EXPECT_THAT(KnownByService(), IsOk());
  Release();

  EXPECT_THAT(held.get(), IsOk());
  EXPECT_TRUE(runtime_.Drain(absl::FromChrono(kPatience)));
}

// A call in flight asks its neighbours before it ends.
TEST_F(LimitsTest, ADrainLetsCallsThatNestFinish) {
  std::atomic<bool> stop = false;
  std::atomic<int> served = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      while (!stop) {
        const absl::Status status = Known("ann", "nest");
        if (status.ok()) ++served;
        served.notify_all();
        if (ReasonOf(status) == "DRAINING") return;
        if (!status.ok() && ReasonOf(status).empty()) return;  // it is gone
        EXPECT_THAT(status, ::testing::AnyOf(IsOk(), Overloaded()));
      }
    });
  }
  while (served < 20) served.wait(served);

  const absl::Time start = absl::Now();
  server_->Drain(&runtime_);

  EXPECT_LT(absl::Now() - start, absl::Seconds(8));
  stop = true;
}

}  // namespace
}  // namespace attest::rpc
