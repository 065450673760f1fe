// What units count for the leaves of a rule of combination.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_SHARES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_SHARES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/catalogue/domain/selection.h"

namespace attest::catalogue {

// What one unit counts for one leaf.
struct Share {
  uint32_t leaf;
  int32_t amount;
};

// The leaves of a rule seen from the units, worked out once. Immutable,
// thread-safe.
class Shares {
 public:
  // `combination` must outlive it and stay where it is.
  explicit Shares(const Combination& combination);

  // In the order of the tree.
  const std::vector<const Rule*>& leaves() const { return leaves_; }
  // The leaves that count the unit at a position.
  absl::Span<const Share> Of(size_t unit) const {
    return {shares_.data() + first_[unit], first_[unit + 1] - first_[unit]};
  }
  // Bytes that it takes in memory, about.
  size_t weight() const {
    return shares_.size() * sizeof(Share) + first_.size() * sizeof(size_t);
  }

 private:
  std::vector<const Rule*> leaves_;
  std::vector<Share> shares_;  // unit by unit
  std::vector<size_t> first_;  // where those of a unit begin, and the end
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_SHARES_H_
