// The wrapper that does what is the same for every RPC: identity, policy,
// deadline, limits, timing, one log line, conversion of errors.
#ifndef ATTEST_LIBS_RPC_RUNTIME_H_
#define ATTEST_LIBS_RPC_RUNTIME_H_

#include <memory>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/clock/clock.h"
#include "libs/rpc/call.h"

namespace attest::rpc {

class Admission;
class Workers;

struct RuntimeOptions {
  absl::Duration call_max = absl::Seconds(30);  // unary, when none is asked
  absl::Duration stream_max = absl::Hours(1);   // streams
  // Most calls from outside at once. What services ask each other does not
  // count, and finds a thread because these leave some.
  int outside_unary_max = 32;
  int outside_streams_max = 16;
  int streams_per_subject_max = 4;
  // Calls of RunRaw that have to wait: so many threads, and so many calls that
  // wait for one. Calls from outside get half of both together.
  int waiting_threads_max = 16;
  int waiting_queue_max = 256;
};

// Shared by all services of a process. Thread-safe.
class Runtime {
 public:
  // All must outlive it.
  Runtime(auth::Authenticator& authenticator, const auth::Policies& policies,
          const Clock& clock, RuntimeOptions options = {});
  ~Runtime();

  // Runs `handler` when the caller may call `method`; converts what it gives.
  // The text of INTERNAL and UNKNOWN errors goes to the log only, and so does
  // that of an exception. A token that is presented and bad is an error even
  // where none is needed. Besides what `handler` and Policies::Check give:
  //   UNAUTHENTICATED, `INVALID_TOKEN`.
  //   RESOURCE_EXHAUSTED, `OVERLOADED`; UNAVAILABLE, `DRAINING`: with a
  //     RetryInfo, for calls from outside.
  //   DEADLINE_EXCEEDED, `DEADLINE_PASSED`; CANCELLED, `CANCELLED`: before the
  //     handler began.
  grpc::Status Run(std::string_view method, grpc::ServerContextBase& context,
                   bool stream,
                   absl::FunctionRef<absl::Status(const Call&)> handler) const;

  // What Run begins with, for RunRaw (raw.h): everything but the limits.
  absl::StatusOr<Call> Admit(std::string_view method,
                             const grpc::ServerContextBase& context,
                             bool stream) const;
  Admission& admission() const { return *admission_; }
  Workers& workers() const { return *workers_; }

  // Refuses calls from outside from now on, and waits for those in flight, at
  // most `patience`. Whether all of them ended.
  bool Drain(absl::Duration patience);

  const Clock& clock() const { return clock_; }

 private:
  absl::StatusOr<auth::Caller> CallerIn(const grpc::ServerContextBase& context,
                                        const char* header) const;

  auth::Authenticator& authenticator_;
  const auth::Policies& policies_;
  const Clock& clock_;
  const RuntimeOptions options_;
  const std::unique_ptr<Admission> admission_;
  const std::unique_ptr<Workers> workers_;  // ends first
};

// A unary RPC. `handler` is StatusOr<Response>(const Call&).
template <class Response, class Handler>
grpc::Status RunUnary(const Runtime& runtime, std::string_view method,
                      grpc::ServerContext& context, Response* response,
                      Handler&& handler) {
  return runtime.Run(method, context, /*stream=*/false,
                     [&](const Call& call) -> absl::Status {
                       absl::StatusOr<Response> answer = handler(call);
                       if (!answer.ok()) return answer.status();
                       *response = *std::move(answer);
                       return absl::OkStatus();
                     });
}

// A streaming RPC. `handler` is Status(const Call&); it reads and writes the
// stream itself and ends when the call's deadline has passed or the context is
// cancelled.
template <class Handler>
grpc::Status RunStream(const Runtime& runtime, std::string_view method,
                       grpc::ServerContext& context, Handler&& handler) {
  return runtime.Run(method, context, /*stream=*/true, handler);
}

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_RUNTIME_H_
