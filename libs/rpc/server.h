// A gRPC server as every binary runs it: health, reflection, bounded threads,
// draining.
#ifndef ATTEST_LIBS_RPC_SERVER_H_
#define ATTEST_LIBS_RPC_SERVER_H_

#include <csignal>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "libs/config/server_config.pb.h"
#include "libs/status/status.h"

namespace attest::rpc {

class Runtime;

// Largest message received; uploads come in chunks below it.
inline constexpr int kMessageBytesMax = 4 * 1024 * 1024;

// Owns the listening socket and the threads of the handlers. Thread-safe.
class Server {
 public:
  // `services` must outlive it. An empty address listens within the process
  // only. A request whose bytes are no message of its type is answered
  // INVALID_ARGUMENT `MALFORMED_MESSAGE`; a call beyond the most that are
  // handled at once, RESOURCE_EXHAUSTED `OVERLOADED` with a RetryInfo.
  //   UNAVAILABLE, `CANNOT_LISTEN`: the address is taken or wrong.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const config::v1::Server& config,
      const std::vector<grpc::Service*>& services);

  // Stops at once unless it was drained.
  ~Server();
  int port() const { return port_; }
  // A channel within the process. No call may begin once the server is gone:
  // handlers take LoopbackChannel.
  std::shared_ptr<grpc::Channel> InProcessChannel();
  // A channel to the own address (ADR 0006); within the process without one.
  std::shared_ptr<grpc::Channel> LoopbackChannel();
  // Health of "ready" (readiness); "" says that the process is up.
  void SetReady(bool ready);
  // Ready when `status` is OK; a change goes to the log. Not thread-safe.
  void UpdateReady(const absl::Status& status);
  // Whether the own address answers somebody new.
  //   UNAVAILABLE, `NOT_LISTENING`.
  absl::Status CheckListening() const;
  // Not ready, notice, then calls in flight finish within the drain time.
  // Streams without an end (ServeEvents) end at once. With `runtime`, calls
  // from outside end first, while those of services go on.
  void Drain(Runtime* runtime = nullptr);

 private:
  Server() = default;
  std::unique_ptr<grpc::Server> server_;
  config::v1::Listen listen_;
  int port_ = 0;
  bool ready_ = false;
};

// Most calls handled at once.
int ThreadsMax(const config::v1::Listen& listen);

// Whether a server of this process is draining.
bool Draining();

// Blocks SIGTERM and SIGINT for this thread and those it starts, and ignores
// SIGPIPE. Call first in
// main().
sigset_t BlockSignals();
// Waits for one of them, at most `patience`. Whether one came.
bool SignalWithin(const sigset_t& signals, absl::Duration patience);
// Waits for one of them.
void WaitForSignal(const sigset_t& signals);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_SERVER_H_
