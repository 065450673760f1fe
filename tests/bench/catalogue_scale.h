// The catalogue with many qualifications: publishing them, starting with them,
// and the memory that they take.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_SCALE_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_SCALE_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/status/status.h"
#include "tests/bench/benchmark.h"
#include "tests/bench/catalogue_node.h"
#include "tests/bench/catalogue_progress.h"

namespace attest::bench {

// Publishes 7D27V2 (`source`, its file) and copies of it, `count`
// qualifications in all, through PublishSyllabus, two at a time.
//   Whatever PublishSyllabus ends with.
absl::Status PublishCopies(const CatalogueNode& node, const std::string& source,
                           int count, const Progress& progress);

// A server that has started `times` times on the same database; the last one
// runs on.
struct Started {
  std::unique_ptr<CatalogueNode> node;
  double seconds = 0;    // until the first answer, the median
  double megabytes = 0;  // of memory then, the median
};
absl::StatusOr<Started> StartAgainAndAgain(const NodeOptions& options,
                                           const Workplace& workplace,
                                           int times, const Progress& progress);

// Requests for the same unit of 7D27V2 and of its copies, `count`
// qualifications in all.
std::vector<std::string> UnitRequests(int count);

// Reads a unit of each of `count` qualifications, around and around, and gives
// the memory of the server afterwards, in MB.
absl::StatusOr<double> MegabytesAfterReading(const CatalogueNode& node,
                                             const Workplace& workplace,
                                             int count, const Options& options);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_SCALE_H_
