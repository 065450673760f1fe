// The search behind proposals. Internal to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "services/catalogue/domain/graph.h"
#include "services/catalogue/domain/prices.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/states.h"

namespace attest::catalogue {

// Decides unit after unit. All beginnings that lead to the same state are one
// node of a graph, so there are far fewer nodes than selections; the cheapest
// way from each node to the end is worked out once, from the end backwards, and
// then the best selections are read off without a step in vain.
//
// Where the graph is large, a narrow one is made first, of the most promising
// nodes. The selections that it holds are valid, and so nodes that cannot lead
// to better ones (prices.h) need not be in the next, wider graph. A graph from
// which nothing promising was left out has the exact answer. Not thread-safe.
class Search {
 public:
  // Nodes a step: of a whole graph that most syllabi fit into, and of the
  // first narrow one. The answer does not depend on them.
  struct Widths {
    size_t ordinary = 3'000;
    size_t narrow = 500;
  };

  // All must outlive it.
  Search(const Combination& combination, const Wishes& wishes, Effort& effort)
      : Search(combination, wishes, effort, Widths()) {}
  Search(const Combination& combination, const Wishes& wishes, Effort& effort,
         Widths widths);

  // The best `limit` valid selections, in order. None when the effort was
  // exceeded.
  std::vector<Selection> Best(size_t limit);

 private:
  // A whole selection as far as it is decided, with the cheapest rest.
  struct Beginning {
    Cost cost = 0;   // in all
    Cost spent = 0;  // until now
    Bits taken;      // until now
    Bits in_all;
    size_t step = 0;  // the next
    Node node = kNoNode;
  };
  struct IsWorse {
    bool operator()(const Beginning& a, const Beginning& b) const;
  };
  struct Answer {
    std::vector<Selection> selections;
    Cost worst = kNever;  // the last one's, when there are as many as wanted
  };

  Answer ReadOff(const Graph& graph, size_t limit) const;
  Beginning Continue(const Graph& graph, const Beginning& beginning,
                     bool taken) const;
  Selection SelectionOf(const Bits& taken) const;

  const Wishes& wishes_;
  Effort& effort_;
  const Widths widths_;
  const States states_;
  std::vector<Cost> costs_;    // by step
  std::vector<size_t> ranks_;  // by step: place of its unit among theirs
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_SEARCH_H_
