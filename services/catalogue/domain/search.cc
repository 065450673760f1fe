#include "services/catalogue/domain/search.h"

#include <algorithm>
#include <cstdint>
#include <queue>
#include <utility>

namespace attest::catalogue {
namespace {

// How much wider a graph is than the one before.
constexpr size_t kWidening = 16;

Cost Combine(int64_t first, int64_t second) { return first * kFirst + second; }

Cost CostOfUnit(const Combination& combination, const Wishes& wishes,
                size_t position) {
  const UnitFacts& unit = combination.units[position];
  switch (wishes.objective) {
    case Objective::kFewestCredits:
      return Combine(unit.credits, unit.guided_learning_hours);
    case Objective::kLeastGuidedLearningHours:
      return Combine(unit.guided_learning_hours, unit.credits);
    case Objective::kMostCreditsAtLevel:
      return Combine(unit.level >= combination.level ? -unit.credits : 0,
                     unit.credits);
    case Objective::kFewestUnits:
      return Combine(1, unit.credits);
    case Objective::kClosestToWish:  // compared with taking none
      return Combine(wishes.wish[position] ? -1 : 1, unit.credits);
  }
  return 0;
}

}  // namespace

// Of equals, the one is better that takes the first unit that only one takes.
bool Search::IsWorse::operator()(const Beginning& a, const Beginning& b) const {
  return a.cost != b.cost ? a.cost > b.cost : a.in_all < b.in_all;
}

Search::Search(const Combination& combination, const Wishes& wishes,
               Effort& effort, Widths widths)
    : wishes_(wishes),
      effort_(effort),
      widths_(widths),
      states_(combination, wishes) {
  std::vector<size_t> in_order = states_.steps();
  std::sort(in_order.begin(), in_order.end());
  for (const size_t unit : states_.steps()) {
    costs_.push_back(CostOfUnit(combination, wishes, unit));
    ranks_.push_back(std::lower_bound(in_order.begin(), in_order.end(), unit) -
                     in_order.begin());
  }
}

std::vector<Selection> Search::Best(size_t limit) {
  GraphMaker maker(states_, costs_, ranks_, effort_);
  Graph graph = maker.MakeWhole(widths_.ordinary);
  if (!graph.cut) return ReadOff(graph, limit).selections;

  const Prices prices[] = {{states_, costs_, true}, {states_, costs_, false}};
  Answer answer;
  for (size_t width = widths_.narrow; graph.cut; width *= kWidening) {
    graph = maker.MakePromising(width, prices, answer.worst);
    if (effort_.exceeded()) return {};
    answer = ReadOff(graph, limit);
    if (answer.selections.size() < limit) answer.worst = kNever;
  }
  return answer.selections;
}

Search::Answer Search::ReadOff(const Graph& graph, size_t limit) const {
  Answer answer;
  std::priority_queue<Beginning, std::vector<Beginning>, IsWorse> beginnings;
  if (graph.Leads(graph.root)) {
    Beginning nothing;
    nothing.node = graph.root;
    nothing.taken.assign(graph.words, 0);
    nothing.in_all = nothing.taken;
    beginnings.push(std::move(nothing));
  }
  while (!beginnings.empty() && answer.selections.size() < limit) {
    const Beginning beginning = beginnings.top();
    beginnings.pop();
    if (beginning.step == costs_.size()) {
      answer.selections.push_back(SelectionOf(beginning.taken));
      answer.worst = beginning.cost;
      continue;
    }
    for (const bool taken : {true, false}) {
      if (!graph.Leads(graph.next[beginning.node][taken])) continue;
      beginnings.push(Continue(graph, beginning, taken));
    }
  }
  return answer;
}

Search::Beginning Search::Continue(const Graph& graph,
                                   const Beginning& beginning,
                                   bool taken) const {
  Beginning longer = beginning;
  const size_t step = longer.step++;
  longer.node = graph.next[beginning.node][taken];
  if (taken) {
    longer.spent += costs_[step];
    SetBit(longer.taken, ranks_[step]);
  }
  longer.cost = longer.spent + graph.rest[longer.node];
  longer.in_all = longer.taken;
  graph.AddRest(longer.node, longer.in_all);
  return longer;
}

Selection Search::SelectionOf(const Bits& taken) const {
  Selection selection = wishes_.keep;
  for (size_t step = 0; step < costs_.size(); ++step) {
    if (HasBit(taken, ranks_[step])) selection[states_.steps()[step]] = true;
  }
  return selection;
}

}  // namespace attest::catalogue
