// The floor of all other benchmarks: a call that does nothing.
#ifndef ATTEST_TESTS_BENCH_ECHO_BENCHMARK_H_
#define ATTEST_TESTS_BENCH_ECHO_BENCHMARK_H_

#include <cstddef>
#include <string>

#include "libs/status/status.h"
#include "tests/bench/benchmark.h"
#include "tests/bench/echo_server.h"
#include "tests/bench/measurement.h"

namespace attest::bench {

// Sizes of the payload: little more than a name, and about a unit of a
// syllabus.
inline constexpr size_t kSmallBytes = 32;
inline constexpr size_t kUnitBytes = 2700;

// Every kind of echo with both sizes, each the median of its runs. The runs
// take turns, so that a slow moment of the machine meets all alike.
absl::StatusOr<Section> RunEchoBenchmark(const Options& options);

// One run against `echo`.
absl::StatusOr<Measurement> MeasureEcho(const EchoProcess& echo, size_t bytes,
                                        const Options& options);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_ECHO_BENCHMARK_H_
