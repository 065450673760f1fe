// The asynchronous load generator: one unary method, so many calls in flight,
// so long.
#ifndef ATTEST_TESTS_BENCH_LOAD_GENERATOR_H_
#define ATTEST_TESTS_BENCH_LOAD_GENERATOR_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "libs/status/status.h"
#include "tests/bench/histogram.h"

namespace attest::bench {

// What to call, and how hard.
struct Load {
  std::string method;  // `/package.Service/Method`
  // Makes the request of a call; the calls of one run are numbered from 0.
  // Runs on the threads of the run.
  std::function<grpc::ByteBuffer(uint64_t number)> request;
  std::string token;  // a JWT; empty sends none
  // Where it is sent. Elsewhere it costs the bytes of a token, but nobody
  // reads it.
  std::string token_header = "authorization";
  int in_flight = 32;
  // Each has a completion queue and a connection of its own, and its share of
  // the calls in flight.
  int threads = 1;
  // What happens meanwhile does not count.
  absl::Duration warm_up = absl::Milliseconds(500);
  absl::Duration duration = absl::Seconds(2);
  absl::Duration timeout = absl::Seconds(10);         // of one call
  absl::Duration connect_timeout = absl::Seconds(5);  // of the first
  // The server's process, when its processor time is wanted.
  std::optional<pid_t> server;
};

// What came of it: the calls that ended within the duration.
struct LoadResult {
  absl::Duration took = absl::ZeroDuration();
  Histogram latency_ns = {};  // of the calls answered OK
  std::map<grpc::StatusCode, int64_t> errors = {};
  // What the first error of each code said.
  std::map<grpc::StatusCode, std::string> first_errors = {};
  std::optional<absl::Duration> server_cpu = std::nullopt;

  int64_t answered() const { return latency_ns.count(); }
  int64_t failed() const;
  double PerSecond() const;
  // Nothing when the processor time is unknown or too little to tell.
  std::optional<double> PerCpuSecond() const;
};

// Runs `load` against a gRPC target, e.g. `127.0.0.1:50051`, and returns when
// it is over. Calls still in flight then are
// cancelled and not counted, so that a server that hangs holds up nothing.
//   UNAVAILABLE, `NO_SERVER`: nothing answers.
//   NOT_FOUND, `NO_SUCH_PROCESS`: of `load.server`.
absl::StatusOr<LoadResult> RunLoad(const std::string& target, const Load& load);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_LOAD_GENERATOR_H_
