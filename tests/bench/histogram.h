// Latencies, counted: memory stays small however long a run takes.
#ifndef ATTEST_TESTS_BENCH_HISTOGRAM_H_
#define ATTEST_TESTS_BENCH_HISTOGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attest::bench {

// Counts whole numbers from 0. Numbers below 2048 keep their value, larger ones
// are known to one part in a thousand. Not thread-safe: give each thread its
// own and merge.
class Histogram {
 public:
  // A negative value counts as 0.
  void Record(int64_t value);
  void Merge(const Histogram& other);

  int64_t count() const { return count_; }
  int64_t max() const { return max_; }
  // The least value that `quantile` (0 to 1) of all do not exceed; up to one
  // part in a thousand too large. 0 when nothing was recorded.
  int64_t Quantile(double quantile) const;

 private:
  std::vector<int64_t> buckets_;
  int64_t count_ = 0;
  int64_t max_ = 0;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_HISTOGRAM_H_
