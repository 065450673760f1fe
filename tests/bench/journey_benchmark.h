// Learners from registration to certificate, as many as one server carries.
#ifndef ATTEST_TESTS_BENCH_JOURNEY_BENCHMARK_H_
#define ATTEST_TESTS_BENCH_JOURNEY_BENCHMARK_H_

#include <string>

#include "libs/status/status.h"
#include "tests/bench/benchmark.h"

namespace attest::bench {

struct JourneyArguments {
  std::string attestd;  // the program; empty: beside this one
  std::string syllabi = "services/catalogue/syllabi";
  int callers = 4;  // cohorts at once, each at a centre of its own
};

// A row for each run and one of the median. Every run has an attestd of its
// own on a fresh folder, SQLite, durable; callers play cohorts of the
// demonstration, with everything that it refuses, until the time is over, and
// finish the one that they are at. Beside it stands the echo of the same run.
//   UNAVAILABLE or DEADLINE_EXCEEDED: a server does not serve.
//   Whatever a step of the journey ends with when it does not go as it has to.
absl::StatusOr<Section> RunJourneyBenchmark(const JourneyArguments& arguments,
                                            const Options& options);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_JOURNEY_BENCHMARK_H_
