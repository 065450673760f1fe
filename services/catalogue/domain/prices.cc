#include "services/catalogue/domain/prices.h"

#include <algorithm>
#include <climits>
#include <optional>

namespace attest::catalogue {
namespace {

// Prices have as many binary places behind the point.
constexpr int kPlaces = 8;
// Bounds of sums of prices, far from overflowing.
constexpr int64_t kWorthMax = int64_t{1} << 58;
constexpr int kRounds = 12;

// Finds the price of one leaf after the other, each the best while the others
// stay, until none changes.
class Auction {
 public:
  Auction(const States& states, const std::vector<int64_t>& costs)
      : net_(costs),
        takers_(states.shares().leaves().size()),
        prices_(takers_.size(), 0),
        bounds_(takers_.size()) {
    for (int64_t& net : net_) net <<= kPlaces;
    for (size_t step = 0; step < net_.size(); ++step) {
      for (const Share& share : states.shares().Of(states.steps()[step])) {
        if (share.amount == 0) continue;
        takers_[share.leaf].push_back({step, share.amount});
      }
    }
    std::vector<uint64_t> first(states.words());
    if (!states.AtFirst(first.data())) return;
    for (size_t leaf = 0; leaf < bounds_.size(); ++leaf) {
      const std::optional<int> have = states.Have(first.data(), leaf);
      if (!have || !states.IsRequired(leaf)) continue;
      const Rule& rule = *states.shares().leaves()[leaf];
      bounds_[leaf].need = std::max(0, rule.minimum - *have);
      bounds_[leaf].room = rule.maximum.value_or(INT_MAX) - *have;
      leaves_.push_back(leaf);
    }
  }

  void Run(bool large_first) {
    std::stable_sort(leaves_.begin(), leaves_.end(), [&](size_t a, size_t b) {
      return large_first ? takers_[a].size() > takers_[b].size()
                         : takers_[a].size() < takers_[b].size();
    });
    bool changes = true;
    for (int round = 0; changes && round < kRounds; ++round) {
      changes = false;
      for (const size_t leaf : leaves_) changes |= Improve(leaf);
    }
  }

  // What the units from each step on count for a leaf.
  std::vector<int> LeftOf(size_t leaf) const {
    std::vector<int> left(net_.size() + 1, 0);
    for (const Taker& taker : takers_[leaf]) left[taker.step] = taker.amount;
    for (size_t step = net_.size(); step-- > 0;) left[step] += left[step + 1];
    return left;
  }

  int64_t price(size_t leaf) const { return prices_[leaf]; }
  // What the unit of a step costs beyond what it is paid for.
  int64_t net(size_t step) const { return net_[step]; }

 private:
  struct Taker {
    size_t step;
    int amount;
  };
  struct Bounds {
    int need = 0;
    int room = INT_MAX;
  };

  bool Improve(size_t leaf) {
    const int64_t before = prices_[leaf];
    Charge(leaf, -before);
    const int64_t price = BestPrice(leaf);
    Charge(leaf, price);
    prices_[leaf] = price;
    return price != before;
  }

  void Charge(size_t leaf, int64_t price) {
    for (const Taker& taker : takers_[leaf]) {
      net_[taker.step] -= price * taker.amount;
    }
  }

  // The price at which just so many units come in, the cheapest first, that the
  // need is met; or at which others stay out that there is no room for.
  int64_t BestPrice(size_t leaf) {
    std::vector<Taker>& takers = takers_[leaf];
    const auto each = [&](const Taker& taker) {
      return static_cast<double>(net_[taker.step]) / taker.amount;
    };
    std::sort(takers.begin(), takers.end(),
              [&](const auto& a, const auto& b) { return each(a) < each(b); });
    int64_t to_meet = 0;
    int64_t to_fit = 0;
    int64_t amount = 0;
    for (const Taker& taker : takers) {
      const int64_t price = net_[taker.step] / taker.amount;
      if (amount < bounds_[leaf].need) to_meet = std::max<int64_t>(price, 0);
      if (amount <= bounds_[leaf].room) to_fit = std::min<int64_t>(price, 0);
      amount += taker.amount;
    }
    if (amount <= bounds_[leaf].room) to_fit = 0;
    const int64_t most =
        kWorthMax / static_cast<int64_t>(prices_.size()) / (amount + 1);
    return std::clamp(to_meet + to_fit, -most, most);
  }

  std::vector<int64_t> net_;                // by step
  std::vector<std::vector<Taker>> takers_;  // by leaf
  std::vector<int64_t> prices_;             // by leaf
  std::vector<Bounds> bounds_;              // by leaf, at first
  std::vector<size_t> leaves_;              // that may have a price
};

}  // namespace

Prices::Prices(const States& states, const std::vector<int64_t>& costs,
               bool large_first)
    : states_(states), rest_(costs.size() + 1, 0) {
  Auction auction(states, costs);
  auction.Run(large_first);
  const auto& leaves = states.shares().leaves();
  for (size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    if (auction.price(leaf) == 0) continue;
    priced_.push_back({leaf, auction.price(leaf), leaves[leaf]->minimum,
                       leaves[leaf]->maximum.value_or(0),
                       auction.LeftOf(leaf)});
  }
  for (size_t step = costs.size(); step-- > 0;) {
    rest_[step] = rest_[step + 1] + std::min<int64_t>(0, auction.net(step));
  }
}

// Of a settled leaf it is known that it needs nothing, and gets no more than is
// left.
int64_t Prices::BoundOf(const Priced& priced, const uint64_t* state,
                        size_t step) const {
  const std::optional<int> have = states_.Have(state, priced.leaf);
  if (priced.price > 0) {
    return have ? priced.price * std::max(0, priced.minimum - *have) : 0;
  }
  return priced.price * (have ? priced.maximum - *have : priced.left[step]);
}

int64_t Prices::Bound(const uint64_t* state, size_t step) const {
  int64_t bound = rest_[step];
  for (const Priced& priced : priced_) bound += BoundOf(priced, state, step);
  return bound >> kPlaces;
}

}  // namespace attest::catalogue
