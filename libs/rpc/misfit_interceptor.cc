#include "libs/rpc/misfit_interceptor.h"

#include <string>
#include <string_view>
#include <utility>

#include "libs/log/log.h"
#include "libs/rpc/wire.h"
#include "libs/status/status.h"

namespace attest::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerInterceptorFactoryInterface;
using grpc::experimental::ServerRpcInfo;

constexpr absl::Duration kRetryAfter = absl::Seconds(1);

absl::Status Overloaded() {
  return WithRetry(
      MakeError(absl::StatusCode::kResourceExhausted, "rpc.attest",
                "OVERLOADED",
                "as many calls as the server handles at once are in progress"),
      kRetryAfter);
}

// What to say instead of `status`; OK to leave it as it is.
absl::Status InOurWords(const grpc::Status& status) {
  if (!status.error_details().empty()) return absl::OkStatus();
  if (status.error_code() == grpc::StatusCode::INTERNAL) {
    return MalformedMessage();
  }
  if (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED) {
    return Overloaded();
  }
  return absl::OkStatus();
}

class MisfitInterceptor : public Interceptor {
 public:
  explicit MisfitInterceptor(std::string_view method) : method_(method) {}

  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      const absl::Status better = InOurWords(methods->GetSendStatus());
      if (!better.ok()) {
        methods->ModifySendStatus(ToGrpc(better));
        // No handler ran, so nobody else writes the line of this call.
        log::Write(log::Level::kInfo, "rpc",
                   {{"method", std::string(method_)},
                    {"code", absl::StatusCodeToString(better.code())},
                    {"reason", ReasonOf(better)}});
      }
    }
    methods->Proceed();
  }

 private:
  const std::string_view method_;  // the library's, longer-lived than the call
};

class MisfitInterceptorFactory : public ServerInterceptorFactoryInterface {
 public:
  explicit MisfitInterceptorFactory(MethodNames without)
      : without_(std::move(without)) {}

  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    std::string_view method = info->method();
    if (!method.empty() && method.front() == '/') method.remove_prefix(1);
    if (without_.contains(method)) return nullptr;
    return new MisfitInterceptor(method);  // gRPC owns it
  }

 private:
  const MethodNames without_;
};

}  // namespace

std::vector<std::unique_ptr<ServerInterceptorFactoryInterface>>
MisfitInterceptors(MethodNames without) {
  std::vector<std::unique_ptr<ServerInterceptorFactoryInterface>> factories;
  factories.push_back(
      std::make_unique<MisfitInterceptorFactory>(std::move(without)));
  return factories;
}

}  // namespace attest::rpc
