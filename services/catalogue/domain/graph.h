// The states that a search passes, and the cheapest way on from each. Internal
// to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_GRAPH_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_GRAPH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "absl/types/span.h"
#include "services/catalogue/domain/prices.h"
#include "services/catalogue/domain/states.h"

namespace attest::catalogue {

// What a selection costs: the objective, times kFirst, and what decides between
// equals, which is never below zero and in all less than kFirst (500 units of
// at most 10,000). Smaller is better; an objective that is to be as much as
// possible counts below zero.
using Cost = int64_t;
inline constexpr Cost kFirst = Cost{1} << 24;
inline constexpr Cost kNever = std::numeric_limits<Cost>::max();

using Node = uint32_t;
inline constexpr Node kNoNode = std::numeric_limits<Node>::max();

// Which units are taken, in the order of the document: the first unit is the
// highest bit, so that of equally good selections the greater is the better.
using Bits = std::vector<uint64_t>;
inline void SetBit(Bits& bits, size_t rank) {
  bits[rank / 64] |= uint64_t{1} << (63 - rank % 64);
}
inline bool HasBit(const Bits& bits, size_t rank) {
  return (bits[rank / 64] >> (63 - rank % 64) & 1) != 0;
}

// What one answer may take, so that no rule, however it is made, takes the
// server: about a second, and some tens of MB. Not thread-safe.
class Effort {
 public:
  bool exceeded() const { return exceeded_; }
  // False, from then on, when that is too much.
  bool Spend(int64_t work) {
    left_ -= work;
    exceeded_ |= left_ < 0;
    return !exceeded_;
  }
  bool Hold(size_t bytes) {
    exceeded_ |= bytes > kBytesMax;
    return !exceeded_;
  }

 private:
  static constexpr size_t kBytesMax = 64 << 20;
  static constexpr int64_t kWorkMax = 100'000'000;  // leaves looked at

  int64_t left_ = kWorkMax;
  bool exceeded_ = false;
};

// Nodes are states before a step or at the end. A value.
struct Graph {
  // Whether anything follows the node, and in the end a valid selection.
  bool Leads(Node node) const {
    return node != kNoNode && rest[node] != kNever;
  }
  // Adds what the cheapest way on takes.
  void AddRest(Node node, Bits& bits) const {
    for (size_t i = 0; i < words; ++i) bits[i] |= rest_bits[node * words + i];
  }

  Node root = kNoNode;
  std::vector<std::array<Node, 2>> next;  // not taken, taken
  // The cheapest way to the end: its cost and what it takes.
  std::vector<Cost> rest;
  std::vector<uint64_t> rest_bits;
  size_t words = 1;  // of the bits of a node
  bool cut = false;  // some nodes were left out that may belong to the best
};

// Makes graphs of one search. Not thread-safe.
class GraphMaker {
 public:
  // All must outlive it. Costs and ranks (places in the order of the document)
  // of the units of the steps.
  GraphMaker(const States& states, const std::vector<Cost>& costs,
             const std::vector<size_t>& ranks, Effort& effort)
      : states_(states), costs_(costs), ranks_(ranks), effort_(effort) {}

  // Every state; only cut, and otherwise empty, when a step has more than
  // `width`.
  Graph MakeWhole(size_t width);
  // The states through which selections may be found that are not dearer than
  // `dearest`; the most promising `width` of each step.
  Graph MakePromising(size_t width, absl::Span<const Prices> prices,
                      Cost dearest);

 private:
  struct Layer;  // the states before one step
  struct Limits;

  Graph Make(const Limits& limits);
  // The layer after the step. False when the effort is exceeded.
  bool Advance(const Limits& limits, size_t step, const Layer& from, Layer& to,
               Graph& graph);
  Cost BoundOf(const Limits& limits, const uint64_t* state, size_t step) const;
  // Leaves the most promising states in the layer.
  void Narrow(const Limits& limits, size_t step, const Layer& from, Layer& to,
              Graph& graph);
  void FindRests(const std::vector<Node>& firsts, Graph& graph) const;
  void FindRest(Node node, size_t step, Graph& graph, Bits& scratch) const;

  const States& states_;
  const std::vector<Cost>& costs_;
  const std::vector<size_t>& ranks_;
  Effort& effort_;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_GRAPH_H_
