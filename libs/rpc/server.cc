#include "libs/rpc/server.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "fmt/format.h"
#include "google/protobuf/stubs/logging.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "libs/log/log.h"
#include "libs/rpc/misfit_interceptor.h"
#include "libs/rpc/wire.h"

namespace attest::rpc {
namespace {

constexpr int kThreadsMaxDefault = 64;
constexpr int kDrainSecondsDefault = 20;
// Clients that ask more often than this whether we live are sent away.
constexpr int kPingIntervalMinMs = 10'000;

std::atomic<int> servers_draining = 0;

// Puts server reflection in or leaves it out. Linking its library would put it
// into every server of the process.
class ReflectionOption : public grpc::ServerBuilderOption {
 public:
  explicit ReflectionOption(bool on) : on_(on) {}
  void UpdateArguments(grpc::ChannelArguments*) override {}
  void UpdatePlugins(std::vector<std::unique_ptr<grpc::ServerBuilderPlugin>>*
                         plugins) override {
    auto ours =
        std::make_unique<grpc::reflection::ProtoServerReflectionPlugin>();
    const std::string name = ours->name();
    std::erase_if(*plugins,
                  [&](const auto& plugin) { return plugin->name() == name; });
    if (on_) plugins->push_back(std::move(ours));
  }

 private:
  const bool on_;
};

void SetLimits(const config::v1::Listen& listen, grpc::ServerBuilder& builder) {
  const int threads =
      listen.threads_max() > 0 ? listen.threads_max() : kThreadsMaxDefault;
  grpc::ResourceQuota quota("attest");
  quota.SetMaxThreads(threads + 1);  // one of them waits for the next call
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(kMessageBytesMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  // Otherwise a second server could share the port of the first unnoticed.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
      kPingIntervalMinMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
}

// The parser writes a line of its own about text that is not UTF-8; hostile
// bytes must not fill the log.
void QuietParser() {
  static std::once_flag once;
  std::call_once(once, [] {
    google::protobuf::SetLogHandler([](google::protobuf::LogLevel level,
                                       const char*, int,
                                       const std::string& message) {
      if (level != google::protobuf::LOGLEVEL_FATAL) return;
      log::Write(log::Level::kError, "protobuf", {{"message", message}});
    });
  });
}

absl::Status CannotListen(const std::string& address) {
  return MakeError(absl::StatusCode::kUnavailable, "rpc.attest",
                   "CANNOT_LISTEN",
                   fmt::format("cannot listen on {}: it is taken or no address "
                               "of this machine",
                               address));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const config::v1::Server& config,
    const std::vector<grpc::Service*>& services) {
  QuietParser();
  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<Server> server(new Server());
  server->listen_ = config.listen();
  const std::string& address = config.listen().address();

  grpc::ServerBuilder builder;
  builder.SetOption(
      std::make_unique<ReflectionOption>(!config.reflection_off()));
  builder.experimental().SetInterceptorCreators(MisfitInterceptors());
  SetLimits(config.listen(), builder);
  if (!address.empty()) {
    builder.AddListeningPort(address, grpc::InsecureServerCredentials(),
                             &server->port_);
  }
  for (grpc::Service* service : services) builder.RegisterService(service);
  server->server_ = builder.BuildAndStart();

  // gRPC can give a server that listens nowhere.
  if (server->server_ == nullptr || (!address.empty() && server->port_ == 0)) {
    return CannotListen(address);
  }
  server->SetReady(false);
  return server;
}

Server::~Server() {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now());
  server_->Wait();
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  return server_->InProcessChannel(arguments);
}

void Server::SetReady(bool ready) {
  server_->GetHealthCheckService()->SetServingStatus("ready", ready);
}

void Server::Drain() {
  SetReady(false);
  std::this_thread::sleep_for(
      std::chrono::seconds(listen_.drain_notice_seconds()));
  const int seconds = listen_.drain_seconds() > 0 ? listen_.drain_seconds()
                                                  : kDrainSecondsDefault;
  ++servers_draining;
  server_->Shutdown(std::chrono::system_clock::now() +
                    std::chrono::seconds(seconds));
  --servers_draining;
}

bool Draining() { return servers_draining > 0; }

sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

void WaitForSignal(const sigset_t& signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

}  // namespace attest::rpc
