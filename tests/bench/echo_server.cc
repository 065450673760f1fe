#include "tests/bench/echo_server.h"

#include <iostream>

#include "absl/synchronization/mutex.h"
#include "fmt/format.h"
#include "grpcpp/grpcpp.h"
#include "tests/bench/echo.grpc.pb.h"

namespace attest::bench {
namespace {

constexpr absl::Duration kReadyMax = absl::Seconds(10);

void Answer(const EchoMessage& request, EchoMessage& response) {
  if (request.answer_payload_bytes() > 0) {
    response.mutable_payload()->assign(request.answer_payload_bytes(), 'x');
  } else {
    response.set_payload(request.payload());
  }
}

class SyncEcho : public EchoService::Service {
 public:
  grpc::Status Echo(grpc::ServerContext*, const EchoMessage* request,
                    EchoMessage* response) override {
    Answer(*request, *response);
    return grpc::Status::OK;
  }
};

grpc::ServerUnaryReactor* Finished(grpc::CallbackServerContext& context,
                                   const grpc::Status& status) {
  auto* const reactor = context.DefaultReactor();
  reactor->Finish(status);
  return reactor;
}

class CallbackEcho : public EchoService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const EchoMessage* request,
                                 EchoMessage* response) override {
    Answer(*request, *response);
    return Finished(*context, grpc::Status::OK);
  }
};

class CallbackBytesEcho
    : public EchoService::WithRawCallbackMethod_Echo<EchoService::Service> {
 public:
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request,
                                 grpc::ByteBuffer* response) override {
    // A call that is cancelled early comes without a message, and gRPC ends
    // the process when asked to send none.
    if (!request->Valid()) return Finished(*context, grpc::Status::CANCELLED);
    *response = *request;
    return Finished(*context, grpc::Status::OK);
  }
};

std::unique_ptr<grpc::Service> MakeEcho(const std::string& kind) {
  if (kind == kSync) return std::make_unique<SyncEcho>();
  if (kind == kCallback) return std::make_unique<CallbackEcho>();
  if (kind == kCallbackBytes) return std::make_unique<CallbackBytesEcho>();
  return nullptr;
}

}  // namespace

const std::vector<std::string>& EchoKinds() {
  static const auto& kinds =
      *new std::vector<std::string>{kSync, kCallback, kCallbackBytes};
  return kinds;
}

absl::Status ServeEcho(const std::string& kind, bool lean) {
  if (lean) {
    absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  }
  const std::unique_ptr<grpc::Service> echo = MakeEcho(kind);
  if (echo == nullptr) {
    return MakeError(absl::StatusCode::kInvalidArgument, "bench.attest",
                     "UNKNOWN_KIND", fmt::format("no echo of kind '{}'", kind));
  }
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(echo.get());
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) {
    return MakeError(absl::StatusCode::kUnavailable, "bench.attest",
                     "CANNOT_LISTEN", "no port of 127.0.0.1 is free");
  }
  std::cout << "ready 127.0.0.1:" << port << std::endl;
  server->Wait();
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<EchoProcess>> EchoProcess::Start(
    const std::string& kind, bool lean) {
  std::vector<std::string> arguments = {OwnProgram(), "echo-server", kind};
  if (lean) arguments.push_back("--lean");
  std::unique_ptr<EchoProcess> echo(new EchoProcess);
  ATTEST_ASSIGN_OR_RETURN(echo->process_, ChildProcess::Start(arguments));
  ATTEST_ASSIGN_OR_RETURN(echo->address_,
                          echo->process_->WaitFor("ready ", kReadyMax));
  return echo;
}

}  // namespace attest::bench
