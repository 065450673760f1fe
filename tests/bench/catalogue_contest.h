// Loads that take turns, so that a slow moment of the machine meets all alike.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_CONTEST_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_CONTEST_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "libs/status/status.h"
#include "tests/bench/catalogue_progress.h"
#include "tests/bench/load_generator.h"
#include "tests/bench/measurement.h"

namespace attest::bench {

// What takes its turn in every round, and what came of it.
struct Contestant {
  std::string name;
  std::string target;  // gRPC target
  Load load;
  // What happens at once before and after each run, when there is something.
  std::function<void()> before = nullptr;
  std::function<void()> after = nullptr;

  std::vector<Measurement> runs = {};  // by round
  std::map<grpc::StatusCode, std::string> first_errors = {};
};

// Not thread-safe.
class Contest {
 public:
  // The place of the contestant.
  size_t Add(Contestant contestant);

  // So many rounds, in each of which every contestant has one run. The errors
  // of RunLoad; calls that fail are counted only.
  absl::Status Run(int rounds, const Progress& progress);

  const Contestant& at(size_t place) const { return contestants_.at(place); }
  // MedianRatio of two contestants.
  double Ratio(size_t subject, size_t floor,
               double Measurement::*measure) const;
  // Calls that failed, of all rounds.
  double Errors(size_t place) const;

  // A row for each contestant: the medians of its runs.
  Table Rows() const;
  // A line for each kind of error.
  std::vector<std::string> Notes() const;

 private:
  std::vector<Contestant> contestants_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_CONTEST_H_
