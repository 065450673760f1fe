// What all benchmarks have in common: how long and how often, and what they
// give back.
#ifndef ATTEST_TESTS_BENCH_BENCHMARK_H_
#define ATTEST_TESTS_BENCH_BENCHMARK_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/bench/load_generator.h"
#include "tests/bench/table.h"

namespace attest::bench {

struct Options {
  double seconds = 2;    // of one run
  double warm_up = 0.5;  // before each
  int runs = 5;          // of which the median counts
  int in_flight = 32;    // calls at once
  int threads = 1;       // of the load generator
  bool json = false;
};

// One part of the output.
struct Section {
  std::string name;   // in JSON
  std::string title;  // above the table
  Table table;
  std::vector<std::string> notes;  // below the table
};

// A load without method and request.
inline Load LoadOf(const Options& options) {
  Load load;
  load.in_flight = options.in_flight;
  load.threads = options.threads;
  load.warm_up = absl::Seconds(options.warm_up);
  load.duration = absl::Seconds(options.seconds);
  return load;
}

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_BENCHMARK_H_
