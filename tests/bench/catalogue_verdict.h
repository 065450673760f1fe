// What was measured, beside what was promised.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_VERDICT_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_VERDICT_H_

#include <optional>
#include <string>
#include <vector>

#include "tests/bench/measurement.h"
#include "tests/bench/table.h"

namespace attest::bench {

// What a number has to be.
struct Target {
  enum class Kind { kAtLeast, kAtMost, kUnder };
  Kind kind = Kind::kAtLeast;
  double limit = 0;
};

// One number, and what it has to be, if anything.
struct Verdict {
  std::string what;
  double measured = 0;
  std::string unit;  // `x` for a ratio
  std::optional<Target> target = std::nullopt;
};

bool Meets(double measured, const Target& target);
// E.g. `>= 0.95`.
std::string TextOf(const Target& target);

// A row for each; `met` is `yes`, `no`, or nothing where nothing was promised.
Table TableOf(const std::vector<Verdict>& verdicts);

// One measure of a subject against the same of its floor: a ratio for each
// round, and the median of these. 0 when there is nothing to compare.
double MedianRatio(const std::vector<Measurement>& subject,
                   const std::vector<Measurement>& floor,
                   double Measurement::*measure);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_VERDICT_H_
