// What a benchmark says of one thing that it measured.
#ifndef ATTEST_TESTS_BENCH_MEASUREMENT_H_
#define ATTEST_TESTS_BENCH_MEASUREMENT_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/bench/load_generator.h"
#include "tests/bench/table.h"

namespace attest::bench {

// Of one run, or the middle of several.
struct Measurement {
  double calls_per_second = 0;
  double p50_us = 0;
  double p90_us = 0;
  double p99_us = 0;
  double max_us = 0;
  double errors = 0;  // of all runs together
  std::optional<double> cpu_seconds = std::nullopt;
  std::optional<double> calls_per_cpu_second = std::nullopt;
};

Measurement MeasurementOf(const LoadResult& result);

// The middle of an odd number of values, the mean of the two in the middle of
// an even one; 0 of none.
double Median(std::vector<double> values);

// Measure by measure; errors are added up. What one run does not know is not
// known.
Measurement MedianOf(const std::vector<Measurement>& runs);

// The columns of a measurement and its cells in their order.
std::vector<Column> MeasurementColumns();
std::vector<Cell> CellsOf(const Measurement& measurement);

// `columns` or cells, one list behind the other.
template <class T>
std::vector<T> Joined(std::vector<T> first, const std::vector<T>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_MEASUREMENT_H_
