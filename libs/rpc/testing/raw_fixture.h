// The raw echo on a server of its own, with calls that can be made to wait.
#ifndef ATTEST_LIBS_RPC_TESTING_RAW_FIXTURE_H_
#define ATTEST_LIBS_RPC_TESTING_RAW_FIXTURE_H_

#include <atomic>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "grpcpp/generic/generic_stub.h"
#include "libs/rpc/raw.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/rpc/testing/raw_echo_service.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {

// An EchoResponse.
inline grpc::ByteBuffer Answer(const std::string& text) {
  EchoResponse response;
  response.set_text(text);
  return ToBytes(response);
}

// Two threads for calls that wait, and 198 that may wait for one: 100 of those
// together may be from outside.
class RawTest : public ::testing::Test {
 protected:
  RawTest() {
    config_.mutable_listen()->set_address("127.0.0.1:0");
    config_.mutable_listen()->set_drain_seconds(10);
    Start();
  }
  ~RawTest() override { Release(); }

  void Start() {
    server_ = *Server::Start(config_, {&service_});
    channel_ = server_->LoopbackChannel();
    stub_ = echo::EchoService::NewStub(channel_);
  }

  absl::StatusOr<EchoResponse> Echo(const std::string& text,
                                    const std::string& token = "") {
    EchoRequest request;
    request.set_text(text);
    return fixture_.Call<EchoResponse>(
        token, [&](auto* c, auto* r) { return stub_->Echo(c, request, r); });
  }
  absl::Status Known(const std::string& token) {
    return fixture_
        .Call<EchoResponse>(
            token,
            [&](auto* c, auto* r) { return stub_->Known(c, EchoRequest(), r); })
        .status();
  }
  absl::Status Judge(const std::string& token) {
    return fixture_
        .Call<EchoResponse>(
            token,
            [&](auto* c, auto* r) { return stub_->Judge(c, EchoRequest(), r); })
        .status();
  }
  // Calls Echo with these bytes, with headers and until a deadline; the status.
  struct Extra {
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::optional<absl::Time> deadline = std::nullopt;
  };
  absl::Status SendBytes(const std::string& bytes, Extra extra) {
    grpc::ClientContext context;
    for (const auto& [key, value] : extra.headers) {
      context.AddMetadata(key, value);
    }
    if (extra.deadline) {
      context.set_deadline(absl::ToChronoTime(*extra.deadline));
    }
    const grpc::Slice slice(bytes);
    const grpc::ByteBuffer request(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    grpc::GenericStub(channel_).UnaryCall(
        &context, "/attest.echo.EchoService/Echo", {}, &request, &response,
        [&](grpc::Status status) { done.set_value(std::move(status)); });
    return FromGrpc(done.get_future().get());
  }
  absl::Status SendBytes(const std::string& bytes) {
    return SendBytes(bytes, Extra());
  }

  // `miss...` is not in memory: it waits until Release(). Others are.
  void HoldMisses() {
    service_.on_call =
        [this](const Call& call, const EchoRequest& request,
               Patience patience) -> absl::StatusOr<grpc::ByteBuffer> {
      if (request.number() > 0) {
        deadline_us_ = absl::ToUnixMicros(call.deadline);
      }
      if (!request.text().starts_with("miss")) return Answer(request.text());
      if (patience == Patience::kNone) return MustWait();
      ++waiting_;
      waiting_.notify_all();
      released_.wait(false);
      ++loaded_;
      return Answer(request.text());
    };
  }
  void AwaitWaiting(int count) {
    for (int now = waiting_; now < count; now = waiting_) waiting_.wait(now);
  }
  void Release() {
    released_ = true;
    released_.notify_all();
  }
  auto EchoLater(const std::string& text, const std::string& token = "") {
    return std::async(std::launch::async,
                      [this, text, token] { return Echo(text, token); });
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
                   {.waiting_threads_max = 2, .waiting_queue_max = 198}};
  RawEchoService service_{runtime_};
  config::v1::Server config_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<EchoStub> stub_;
  std::atomic<int> waiting_ = 0;
  std::atomic<int> loaded_ = 0;
  std::atomic<bool> released_ = false;
  // Of the call with a number, as the server counts it.
  std::atomic<int64_t> deadline_us_ = 0;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_TESTING_RAW_FIXTURE_H_
