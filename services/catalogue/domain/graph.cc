#include "services/catalogue/domain/graph.h"

#include <algorithm>
#include <numeric>

namespace attest::catalogue {
namespace {

uint64_t Hash(const uint64_t* state, size_t words) {
  uint64_t hash = 0x9E3779B97F4A7C15;
  for (size_t i = 0; i < words; ++i) {
    hash = (hash ^ state[i]) * 0xD6E8FEB86659FD93;
    hash ^= hash >> 32;
  }
  return hash;
}

}  // namespace

struct GraphMaker::Limits {
  size_t width;
  absl::Span<const Prices> prices;
  Cost dearest;
  bool whole;  // rather nothing than a part
};

// Each state once, with the least that was spent to come there.
struct GraphMaker::Layer {
  explicit Layer(size_t state_words) : words(state_words), table(64, 0) {}

  size_t size() const { return spent.size(); }
  const uint64_t* state(size_t place) const { return &states[place * words]; }

  // The place of a state; a new one has spent kNever.
  size_t FindOrAdd(const uint64_t* state) {
    if (2 * size() >= table.size()) Grow();
    uint32_t& slot = Slot(state);
    if (slot == 0) {
      states.insert(states.end(), state, state + words);
      spent.push_back(kNever);
      slot = static_cast<uint32_t>(size());
    }
    return slot - 1;
  }

  // The slot where a state stands, or would.
  uint32_t& Slot(const uint64_t* wanted) {
    size_t at = Hash(wanted, words) & (table.size() - 1);
    while (table[at] != 0 &&
           !std::equal(wanted, wanted + words, state(table[at] - 1))) {
      at = (at + 1) & (table.size() - 1);
    }
    return table[at];
  }

  void Grow() {
    table.assign(4 * table.size(), 0);
    for (size_t place = 0; place < size(); ++place) {
      Slot(state(place)) = static_cast<uint32_t>(place + 1);
    }
  }

  size_t words;    // of a state
  Node first = 0;  // of its nodes
  std::vector<uint64_t> states;
  std::vector<Cost> spent;
  std::vector<uint32_t> table;  // places from 1, by hash; 0 is free
};

Graph GraphMaker::MakeWhole(size_t width) {
  return Make({width, {}, kNever, true});
}

Graph GraphMaker::MakePromising(size_t width, absl::Span<const Prices> prices,
                                Cost dearest) {
  return Make({width, prices, dearest, false});
}

Graph GraphMaker::Make(const Limits& limits) {
  Graph graph;
  graph.words = std::max<size_t>(1, (costs_.size() + 63) / 64);
  Layer layer(states_.words());
  std::vector<uint64_t> first(states_.words());
  if (!states_.AtFirst(first.data())) return graph;
  layer.FindOrAdd(first.data());
  layer.spent[0] = 0;
  graph.root = 0;
  graph.next.push_back({kNoNode, kNoNode});
  std::vector<Node> firsts{0};
  for (size_t step = 0; step < costs_.size(); ++step) {
    Layer following(states_.words());
    following.first = static_cast<Node>(graph.next.size());
    if (!Advance(limits, step, layer, following, graph)) {
      Graph nothing;
      nothing.cut = true;
      return nothing;
    }
    firsts.push_back(following.first);
    layer = std::move(following);
  }
  FindRests(firsts, graph);
  return graph;
}

bool GraphMaker::Advance(const Limits& limits, size_t step, const Layer& from,
                         Layer& to, Graph& graph) {
  const size_t shares = states_.shares().Of(states_.steps()[step]).size();
  const size_t work = 2 * (shares + 2 * states_.words() + limits.prices.size());
  if (!effort_.Spend(static_cast<int64_t>(from.size() * work))) return false;
  std::vector<uint64_t> state(states_.words());
  for (size_t place = 0; place < from.size(); ++place) {
    for (const bool taken : {false, true}) {
      if (!states_.After(from.state(place), step, taken, state.data())) {
        continue;
      }
      const Cost spent = from.spent[place] + (taken ? costs_[step] : 0);
      if (limits.dearest != kNever &&
          spent + BoundOf(limits, state.data(), step + 1) > limits.dearest) {
        continue;
      }
      const size_t there = to.FindOrAdd(state.data());
      to.spent[there] = std::min(to.spent[there], spent);
      graph.next[from.first + place][taken] =
          to.first + static_cast<Node>(there);
    }
  }
  if (to.size() > limits.width) {
    if (limits.whole) return false;
    Narrow(limits, step, from, to, graph);
  }
  graph.next.resize(to.first + to.size(), {kNoNode, kNoNode});
  return effort_.Hold(graph.next.size() *
                          (sizeof(graph.next[0]) + 8 + 8 * graph.words) +
                      to.size() * 3 * (states_.words() + 2) * 8);
}

Cost GraphMaker::BoundOf(const Limits& limits, const uint64_t* state,
                         size_t step) const {
  Cost bound = std::numeric_limits<Cost>::min() / 2;
  for (const Prices& prices : limits.prices) {
    bound = std::max(bound, prices.Bound(state, step));
  }
  return bound;
}

void GraphMaker::Narrow(const Limits& limits, size_t step, const Layer& from,
                        Layer& to, Graph& graph) {
  graph.cut = true;
  std::vector<Cost> promised(to.size());
  for (size_t place = 0; place < to.size(); ++place) {
    promised[place] =
        to.spent[place] + BoundOf(limits, to.state(place), step + 1);
  }
  std::vector<size_t> best(to.size());
  std::iota(best.begin(), best.end(), 0);
  std::nth_element(
      best.begin(), best.begin() + limits.width, best.end(),
      [&](size_t a, size_t b) {
        return promised[a] != promised[b] ? promised[a] < promised[b] : a < b;
      });
  best.resize(limits.width);
  std::sort(best.begin(), best.end());

  Layer kept(to.words);
  std::vector<Node> nodes(to.size(), kNoNode);
  for (const size_t place : best) {
    nodes[place] = to.first + static_cast<Node>(kept.size());
    kept.states.insert(kept.states.end(), to.state(place),
                       to.state(place) + to.words);
    kept.spent.push_back(to.spent[place]);
  }
  for (size_t place = 0; place < from.size(); ++place) {
    for (Node& node : graph.next[from.first + place]) {
      if (node != kNoNode) node = nodes[node - to.first];
    }
  }
  to.states = std::move(kept.states);
  to.spent = std::move(kept.spent);
}

void GraphMaker::FindRests(const std::vector<Node>& firsts,
                           Graph& graph) const {
  graph.rest.assign(graph.next.size(), kNever);
  graph.rest_bits.assign(graph.next.size() * graph.words, 0);
  std::fill(graph.rest.begin() + firsts.back(), graph.rest.end(), 0);
  Bits scratch(graph.words);
  for (size_t step = costs_.size(); step-- > 0;) {
    for (Node node = firsts[step]; node < firsts[step + 1]; ++node) {
      FindRest(node, step, graph, scratch);
    }
  }
}

void GraphMaker::FindRest(Node node, size_t step, Graph& graph,
                          Bits& scratch) const {
  uint64_t* const bits = &graph.rest_bits[node * graph.words];
  for (const bool taken : {false, true}) {
    const Node next = graph.next[node][taken];
    if (!graph.Leads(next)) continue;
    const Cost cost = graph.rest[next] + (taken ? costs_[step] : 0);
    if (cost > graph.rest[node]) continue;
    std::fill(scratch.begin(), scratch.end(), 0);
    graph.AddRest(next, scratch);
    if (taken) SetBit(scratch, ranks_[step]);
    const bool better =
        cost < graph.rest[node] ||
        std::lexicographical_compare(bits, bits + graph.words, scratch.begin(),
                                     scratch.end());
    if (!better) continue;
    graph.rest[node] = cost;
    std::copy(scratch.begin(), scratch.end(), bits);
  }
}

}  // namespace attest::catalogue
