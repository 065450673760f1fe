#include "tests/bench/measurement.h"

#include <algorithm>

namespace attest::bench {
namespace {

double Microseconds(int64_t nanoseconds) {
  return static_cast<double>(nanoseconds) / 1000;
}

double MedianOf(const std::vector<Measurement>& runs,
                double Measurement::*measure) {
  std::vector<double> values;
  for (const Measurement& run : runs) values.push_back(run.*measure);
  return Median(std::move(values));
}

std::optional<double> MedianOf(const std::vector<Measurement>& runs,
                               std::optional<double> Measurement::*measure) {
  std::vector<double> values;
  for (const Measurement& run : runs) {
    if (!(run.*measure)) return std::nullopt;
    values.push_back(*(run.*measure));
  }
  if (values.empty()) return std::nullopt;
  return Median(std::move(values));
}

}  // namespace

Measurement MeasurementOf(const LoadResult& result) {
  Measurement measurement{
      .calls_per_second = result.PerSecond(),
      .p50_us = Microseconds(result.latency_ns.Quantile(0.5)),
      .p90_us = Microseconds(result.latency_ns.Quantile(0.9)),
      .p99_us = Microseconds(result.latency_ns.Quantile(0.99)),
      .max_us = Microseconds(result.latency_ns.max()),
      .errors = static_cast<double>(result.failed()),
      .calls_per_cpu_second = result.PerCpuSecond()};
  if (result.server_cpu) {
    measurement.cpu_seconds = absl::ToDoubleSeconds(*result.server_cpu);
  }
  return measurement;
}

double Median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

Measurement MedianOf(const std::vector<Measurement>& runs) {
  Measurement median{
      .calls_per_second = MedianOf(runs, &Measurement::calls_per_second),
      .p50_us = MedianOf(runs, &Measurement::p50_us),
      .p90_us = MedianOf(runs, &Measurement::p90_us),
      .p99_us = MedianOf(runs, &Measurement::p99_us),
      .max_us = MedianOf(runs, &Measurement::max_us),
      .cpu_seconds = MedianOf(runs, &Measurement::cpu_seconds),
      .calls_per_cpu_second =
          MedianOf(runs, &Measurement::calls_per_cpu_second)};
  for (const Measurement& run : runs) median.errors += run.errors;
  return median;
}

std::vector<Column> MeasurementColumns() {
  return {{"calls/s", "calls_per_second"},
          {"p50 us", "p50_us"},
          {"p90 us", "p90_us"},
          {"p99 us", "p99_us"},
          {"max us", "max_us"},
          {"errors", "errors"},
          {"CPU s", "cpu_seconds", 2},
          {"calls/CPU s", "calls_per_cpu_second"}};
}

std::vector<Cell> CellsOf(const Measurement& measurement) {
  return {measurement.calls_per_second,
          measurement.p50_us,
          measurement.p90_us,
          measurement.p99_us,
          measurement.max_us,
          measurement.errors,
          CellOf(measurement.cpu_seconds),
          CellOf(measurement.calls_per_cpu_second)};
}

}  // namespace attest::bench
