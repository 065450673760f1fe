// The steps of a call that runs, whichever API of gRPC's it came by. Internal
// to libs/rpc.
#ifndef ATTEST_LIBS_RPC_RUNNING_H_
#define ATTEST_LIBS_RPC_RUNNING_H_

#include <chrono>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/status.h"
#include "libs/log/log.h"
#include "libs/rpc/call.h"

namespace attest::rpc {

// Runs from its construction.
class Stopwatch {
 public:
  std::chrono::microseconds Elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() -
                                                                 start_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start_ = Clock::now();
};

// DEADLINE_EXCEEDED, `DEADLINE_PASSED`; CANCELLED, `CANCELLED`: nobody waits
// for the answer any more.
absl::Status CheckAlive(const grpc::ServerContextBase& context,
                        absl::Time deadline);

// Whether no service stands behind the call.
bool FromOutside(const Call& call);

// Runs `handler`; what it throws becomes an error.
absl::Status Guard(absl::FunctionRef<absl::Status(const Call&)> handler,
                   const Call& call);

// The line of a call that is over, and what the caller gets. `ok_level` is the
// level of the line when it went well.
grpc::Status EndCall(std::string_view method,
                     const grpc::ServerContextBase& context,
                     const absl::Status& status, const Stopwatch& watch,
                     log::Level ok_level);

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_RUNNING_H_
