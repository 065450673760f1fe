#include "tests/bench/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace attest::bench {
namespace {

// A bucket keeps the 11 leading bits of a value: 2048 buckets of one value
// each, then 1024 for every further power of two.
constexpr int kBits = 11;
constexpr size_t kHalf = size_t{1} << (kBits - 1);

int ShiftOf(uint64_t value) {
  return std::max(0, static_cast<int>(std::bit_width(value)) - kBits);
}

size_t BucketOf(int64_t value) {
  const auto bits = static_cast<uint64_t>(value);
  const int shift = ShiftOf(bits);
  return static_cast<size_t>(shift) * kHalf + (bits >> shift);
}

// The largest value of a bucket.
int64_t TopOf(size_t bucket) {
  if (bucket < 2 * kHalf) return static_cast<int64_t>(bucket);
  const size_t shift = bucket / kHalf - 1;
  const uint64_t leading = bucket - shift * kHalf;
  return static_cast<int64_t>(((leading + 1) << shift) - 1);
}

}  // namespace

void Histogram::Record(int64_t value) {
  value = std::max<int64_t>(value, 0);
  const size_t bucket = BucketOf(value);
  if (bucket >= buckets_.size()) buckets_.resize(bucket + 1);
  ++buckets_[bucket];
  ++count_;
  max_ = std::max(max_, value);
}

void Histogram::Merge(const Histogram& other) {
  buckets_.resize(std::max(buckets_.size(), other.buckets_.size()));
  for (size_t i = 0; i < other.buckets_.size(); ++i) {
    buckets_[i] += other.buckets_[i];
  }
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

int64_t Histogram::Quantile(double quantile) const {
  // The tolerance keeps 0.999 of 1000 at 999 in spite of binary fractions.
  const double wanted =
      std::ceil(quantile * static_cast<double>(count_) - 1e-6);
  const int64_t rank = std::max<int64_t>(1, static_cast<int64_t>(wanted));
  int64_t seen = 0;
  for (size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= rank) return std::min(TopOf(i), max_);
  }
  return max_;
}

}  // namespace attest::bench
