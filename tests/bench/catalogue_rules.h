// What choosing units costs, without a server.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_RULES_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_RULES_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "services/catalogue/domain/selection.h"
#include "tests/bench/catalogue_verdict.h"

namespace attest::bench {

// Processor time of this process that `work` takes.
absl::Duration CpuOf(absl::FunctionRef<void()> work);

// An invented qualification: 60 optional units in 6 groups of 10, of levels 5
// to 7 and 2 to 9 credits; 60 credits, 30 of them at level 7, a least of
// credits in every group, at most three units from two of them, and a pair that
// bars each other.
catalogue::Combination SixtyUnits();

// The first `count` units of a combination.
catalogue::Selection FirstUnits(const catalogue::Combination& combination,
                                size_t count);

// Processor time of one evaluation of nine units, of the ten best of
// `combination`, and of the ten best of SixtyUnits(), each for every objective,
// of which the slowest counts; medians of `runs`. An evaluation is made by the
// evaluator that is kept with a syllabus; every search is cold: it begins with
// a combination that nobody has seen.
std::vector<Verdict> MeasureRules(const catalogue::Combination& combination,
                                  int runs);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_RULES_H_
