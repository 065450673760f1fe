// The search behind proposals. Internal to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "services/catalogue/domain/proposals.h"

namespace attest::catalogue {

// What a selection costs: the objective, then what decides between equals.
// Smaller is better; what is to be as much as possible counts below zero.
using Cost = std::pair<int64_t, int64_t>;

// Decides unit after unit, in the order of the document. Where it stands is
// described by the sum of every leaf alone, so that the cheapest way to go on
// is worked out once for all selections with the same sums. Knowing it exactly,
// Best() takes no step that does not lead to an answer. Not thread-safe.
class Search {
 public:
  // Both must outlive it.
  Search(const Combination& combination, const Wishes& wishes);

  // The best `limit` valid selections, in order.
  std::vector<Selection> Best(size_t limit);

 private:
  // The sum of each leaf, or that it holds or fails whatever comes.
  using Sums = std::u16string;

  // A selection that is decided for the first units.
  struct Start {
    Selection decided;
    Sums sums;
    Cost spent;
    Cost in_all;  // with the cheapest way to go on
  };
  struct IsWorse {
    bool operator()(const Start& a, const Start& b) const;
  };

  // Notes what the leaves count, and how much of it is left at each position.
  void CountAmounts();
  // The state of a leaf with `have` before the unit at `position` is decided.
  char16_t Settle(size_t leaf, int have, size_t position) const;
  Sums AtFirst() const;
  Sums After(const Sums& sums, size_t position, bool taken) const;
  bool MayTake(size_t position, bool taken) const;
  Verdict VerdictOf(const Sums& sums) const;
  Cost CostOf(size_t position, bool taken) const;
  // The cost of the cheapest way to go on; nothing when there is none.
  std::optional<Cost> Completion(size_t position, const Sums& sums);
  std::optional<Cost> CheapestBranch(size_t position, const Sums& sums);
  // `start` with one more unit decided; nothing when that leads nowhere.
  std::optional<Start> Extend(const Start& start, bool taken);

  const Combination& combination_;
  const Wishes& wishes_;
  const size_t size_;  // units
  const std::vector<const Rule*> leaves_;
  // By position, then leaf: what the unit there counts, and what the units
  // from there on count that may still be taken.
  std::vector<std::vector<int>> amounts_;
  std::vector<std::vector<int>> left_;
  // By position.
  std::vector<std::unordered_map<Sums, std::optional<Cost>>> completions_;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_
