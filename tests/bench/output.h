// Prints what benchmarks found, with the machine that they ran on.
#ifndef ATTEST_TESTS_BENCH_OUTPUT_H_
#define ATTEST_TESTS_BENCH_OUTPUT_H_

#include <string>
#include <vector>

#include "tests/bench/benchmark.h"

namespace attest::bench {

// Cores, processor, kernel and day, in one line.
std::string DescribeMachine();

// For a person, or as JSON with a member for each section.
std::string Print(const std::vector<Section>& sections, bool json);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_OUTPUT_H_
