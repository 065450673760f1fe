#include "tests/bench/catalogue_guarded.h"

#include <iostream>
#include <string_view>
#include <vector>

#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/log/log.h"
#include "libs/rpc/raw.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "tests/bench/echo.grpc.pb.h"

namespace attest::bench {
namespace {

constexpr absl::Duration kReadyMax = absl::Seconds(20);

using Raw = GuardedService::WithRawCallbackMethod_Open<
    GuardedService::WithRawCallbackMethod_Guarded<GuardedService::Service>>;

// Answers from memory as the catalogue does.
class GuardedServiceImpl : public Raw, public rpc::HasRawMethods {
 public:
  explicit GuardedServiceImpl(const rpc::Runtime& runtime)
      : runtime_(runtime), answer_(AnswerBytes()) {}

  std::vector<std::string_view> RawMethods() const override {
    return {kOpenMethod + 1, kGuardedMethod + 1};
  }
  grpc::ServerUnaryReactor* Open(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request,
                                 grpc::ByteBuffer* response) override {
    return Answer(kOpenMethod + 1, *context, *request, response);
  }
  grpc::ServerUnaryReactor* Guarded(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override {
    return Answer(kGuardedMethod + 1, *context, *request, response);
  }

 private:
  static std::shared_ptr<const std::string> AnswerBytes() {
    EchoMessage message;
    message.set_payload(std::string(kGuardedAnswer, 'x'));
    return std::make_shared<const std::string>(message.SerializeAsString());
  }

  grpc::ServerUnaryReactor* Answer(std::string_view method,
                                   grpc::CallbackServerContext& context,
                                   const grpc::ByteBuffer& request,
                                   grpc::ByteBuffer* response) const {
    return rpc::RunRaw<EchoMessage>(
        runtime_, method, context, request, response,
        [this](const rpc::Call&, const EchoMessage&,
               rpc::Patience) -> absl::StatusOr<grpc::ByteBuffer> {
          return rpc::ShareBytes(answer_, *answer_);
        });
  }

  const rpc::Runtime& runtime_;
  const std::shared_ptr<const std::string> answer_;
};

}  // namespace

absl::Status ServeGuarded(const std::string& folder) {
  log::SetUp("bench", log::Level::kInfo);
  SystemClock clock;
  ATTEST_ASSIGN_OR_RETURN(
      const auto authenticator,
      auth::MakeAuthenticator({.issuer = auth::kSandboxIssuer,
                               .audience = auth::kAudience,
                               .jwks_file = auth::SandboxJwksFile(folder)},
                              clock));
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Policies policies,
      auth::Policies::FromServices(
          {EchoMessage::descriptor()->file()->FindServiceByName(
              "GuardedService")}));
  const rpc::Runtime runtime(*authenticator, policies, clock);
  GuardedServiceImpl service(runtime);
  const sigset_t signals = rpc::BlockSignals();
  config::v1::Server config;
  config.mutable_listen()->set_address("127.0.0.1:0");
  ATTEST_ASSIGN_OR_RETURN(const auto server,
                          rpc::Server::Start(config, {&service}));
  std::cout << "ready 127.0.0.1:" << server->port() << std::endl;
  rpc::WaitForSignal(signals);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<GuardedProcess>> GuardedProcess::Start(
    const std::string& folder, const std::string& log) {
  std::unique_ptr<GuardedProcess> guarded(new GuardedProcess);
  ATTEST_ASSIGN_OR_RETURN(
      guarded->process_,
      ChildProcess::Start({OwnProgram(), "guarded-server", folder}, log));
  ATTEST_ASSIGN_OR_RETURN(guarded->address_,
                          guarded->process_->WaitFor("ready ", kReadyMax));
  return guarded;
}

}  // namespace attest::bench
