// How much a selection must still cost at least. Internal to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_PRICES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_PRICES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/catalogue/domain/states.h"

namespace attest::catalogue {

// Prices for what leaves need, and below zero for what they have no room for. A
// unit is worth what it costs less what the leaves pay for it. Whatever the
// prices are, to take just the units that are paid more than they cost is never
// dearer than the cheapest selection that keeps the bounds of the leaves (the
// Lagrangian bound); with good prices it is nearly as dear. Immutable,
// thread-safe.
class Prices {
 public:
  // `costs` of the units of the steps. Sums of costs stay below 2^50. `states`
  // must outlive it. Prices are found leaf after leaf, and the result depends
  // on the order: leaves with many units first, or with few.
  Prices(const States& states, const std::vector<int64_t>& costs,
         bool large_first);

  // No selection that goes on from `state`, before `step`, costs less.
  int64_t Bound(const uint64_t* state, size_t step) const;

 private:
  struct Priced {
    size_t leaf;
    int64_t price;
    int minimum;
    int maximum;
    std::vector<int> left;  // by step: what the units from there on count
  };

  int64_t BoundOf(const Priced& priced, const uint64_t* state,
                  size_t step) const;

  const States& states_;
  std::vector<Priced> priced_;  // leaves with a price
  std::vector<int64_t> rest_;   // by step: of what is paid more than it costs
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_PRICES_H_
