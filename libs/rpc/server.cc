#include "libs/rpc/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "fmt/format.h"
#include "google/protobuf/stubs/logging.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/impl/server_builder_option.h"
#include "grpcpp/impl/service_type.h"
#include "libs/log/log.h"
#include "libs/rpc/client.h"
#include "libs/rpc/misfit_interceptor.h"
#include "libs/rpc/raw.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/wire.h"

namespace attest::rpc {
namespace {

constexpr int kThreadsMaxDefault = 64;
constexpr int kDrainSecondsDefault = 20;
// Clients that ask more often than this whether we live are sent away.
constexpr int kPingIntervalMinMs = 10'000;
// Who connects has this long to speak HTTP/2, and may then be silent for long.
constexpr int kHandshakeMaxMs = 10'000;
constexpr int kConnectionIdleMaxMs = 30 * 60 * 1000;
// Calls that one connection may have open at once. What it costs to keep them
// is not bounded otherwise: a caller can begin calls and never end a request.
constexpr int kCallsPerConnectionMax = 200;
// How long the own address may take to answer.
constexpr absl::Duration kAnswerMax = absl::Seconds(5);

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
  grpc::ResourceQuota quota("attest");
  quota.SetMaxThreads(ThreadsMax(listen) +
                      1);  // one of them waits for the next call
  builder.SetResourceQuota(quota);
  builder.SetMaxReceiveMessageSize(kMessageBytesMax);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kMetadataBytesMax);
  // Otherwise a second server could share the port of the first unnoticed.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS,
      kPingIntervalMinMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_SERVER_HANDSHAKE_TIMEOUT_MS,
                             kHandshakeMaxMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS,
                             kConnectionIdleMaxMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                             kCallsPerConnectionMax);
}

// A server needs a file for every connection; the usual limit is made for
// programs that use select().
void RaiseFileLimit() {
  rlimit files;
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
}

// Where a process reaches itself that listens on `address` and got `port`.
std::string LoopbackTarget(const std::string& address, int port) {
  std::string host = address.substr(0, address.rfind(':'));
  if (host == "0.0.0.0" || host == "[::]" || host == "::") host = "127.0.0.1";
  return fmt::format("{}:{}", host, port);
}

// Debian builds Abseil with its search for deadlocks: every lock of gRPC's then
// notes in a graph of the whole process which others are held, under one lock
// for all. That took a twelfth of a server's time. Our own locks are the
// standard library's.
void SkipDeadlockSearch() {
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
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

MethodNames RawMethodsOf(const std::vector<grpc::Service*>& services) {
  MethodNames names;
  for (const grpc::Service* service : services) {
    const auto* raw = dynamic_cast<const HasRawMethods*>(service);
    if (raw == nullptr) continue;
    for (const std::string_view name : raw->RawMethods()) names.emplace(name);
  }
  return names;
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
  SkipDeadlockSearch();
  QuietParser();
  RaiseFileLimit();
  grpc::EnableDefaultHealthCheckService(true);
  std::unique_ptr<Server> server(new Server());
  server->listen_ = config.listen();
  const std::string& address = config.listen().address();

  grpc::ServerBuilder builder;
  builder.SetOption(
      std::make_unique<ReflectionOption>(!config.reflection_off()));
  builder.experimental().SetInterceptorCreators(
      MisfitInterceptors(RawMethodsOf(services)));
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

std::shared_ptr<grpc::Channel> Server::LoopbackChannel() {
  if (port_ == 0) return InProcessChannel();
  return rpc::Dial(LoopbackTarget(listen_.address(), port_));
}

absl::Status Server::CheckListening() const {
  if (port_ == 0) return absl::OkStatus();
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a new connection
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  const auto channel =
      grpc::CreateCustomChannel(LoopbackTarget(listen_.address(), port_),
                                grpc::InsecureChannelCredentials(), arguments);
  const absl::Time deadline = absl::Now() + kAnswerMax;
  if (channel->WaitForConnected(absl::ToChronoTime(deadline))) {
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kUnavailable, "rpc.attest",
                   "NOT_LISTENING", "the server takes no new connection");
}

void Server::UpdateReady(const absl::Status& status) {
  if (status.ok() == ready_) return;
  ready_ = status.ok();
  SetReady(ready_);
  log::Write(ready_ ? log::Level::kInfo : log::Level::kWarning,
             ready_ ? "ready" : "not_ready",
             {{"port", std::to_string(port_)}, {"reason", ReasonOf(status)}});
}

void Server::SetReady(bool ready) {
  server_->GetHealthCheckService()->SetServingStatus("ready", ready);
}

void Server::Drain(Runtime* runtime) {
  SetReady(false);
  std::this_thread::sleep_for(
      std::chrono::seconds(listen_.drain_notice_seconds()));
  const int seconds = listen_.drain_seconds() > 0 ? listen_.drain_seconds()
                                                  : kDrainSecondsDefault;
  const absl::Time deadline = absl::Now() + absl::Seconds(seconds);
  ++servers_draining;
  if (runtime != nullptr) runtime->Drain(deadline - absl::Now());
  server_->Shutdown(absl::ToChronoTime(deadline));
  --servers_draining;
}

int ThreadsMax(const config::v1::Listen& listen) {
  return listen.threads_max() > 0 ? listen.threads_max() : kThreadsMaxDefault;
}

bool Draining() { return servers_draining > 0; }

sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  // A reader of the log that goes away must not end the server.
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

bool SignalWithin(const sigset_t& signals, absl::Duration patience) {
  const timespec interval = absl::ToTimespec(patience);
  return sigtimedwait(&signals, nullptr, &interval) > 0;
}

void WaitForSignal(const sigset_t& signals) {
  int signal = 0;
  while (sigwait(&signals, &signal) != 0) {
  }
}

}  // namespace attest::rpc
