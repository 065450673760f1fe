// The catalogue against an echo of the same bytes, and against what it
// promises.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_BENCHMARK_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_BENCHMARK_H_

#include <string>
#include <vector>

#include "libs/status/status.h"
#include "tests/bench/benchmark.h"

namespace attest::bench {

struct CatalogueArguments {
  std::string program;  // attest-catalogue; empty: beside this one
  std::string syllabi = "services/catalogue/syllabi";
  int qualifications = 1'000;  // of the large database, 1 to 10,000
};

// Every number that the catalogue promises, with its target; then the loads
// that they come from. All servers are processes of their own and take turns.
//   UNAVAILABLE or DEADLINE_EXCEEDED: a server does not serve.
//   INVALID_ARGUMENT, `INVALID_CONFIG`: 7D27V2 is not in the folder.
//   Whatever a call ends with that prepares the measurement.
absl::StatusOr<std::vector<Section>> RunCatalogueBenchmark(
    const CatalogueArguments& arguments, const Options& options);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_BENCHMARK_H_
