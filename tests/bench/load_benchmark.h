// A load on any unary method of a server that already runs.
#ifndef ATTEST_TESTS_BENCH_LOAD_BENCHMARK_H_
#define ATTEST_TESTS_BENCH_LOAD_BENCHMARK_H_

#include <sys/types.h>

#include <optional>
#include <string>

#include "libs/status/status.h"
#include "tests/bench/benchmark.h"

namespace attest::bench {

// What the command line says of it.
struct LoadArguments {
  std::string target;  // gRPC target, e.g. `127.0.0.1:50051`
  std::string method;  // e.g. `catalogue.GetUnit`, or `bench.Echo`
  std::string json;    // the request; see RequestTemplate
  std::string token;   // a JWT, or empty
  pid_t server = 0;    // whose processor time is measured; 0 for none
};

// One row a run, and one of the median when there are several; errors by code
// below.
//   NOT_FOUND, `NO_SUCH_METHOD`. INVALID_ARGUMENT, `NOT_UNARY` or
//   `INVALID_JSON`. And the errors of RunLoad.
absl::StatusOr<Section> RunLoadBenchmark(const LoadArguments& arguments,
                                         const Options& options);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_LOAD_BENCHMARK_H_
