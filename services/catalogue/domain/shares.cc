#include "services/catalogue/domain/shares.h"

namespace attest::catalogue {

Shares::Shares(const Combination& combination)
    : leaves_(LeavesOf(combination.rule)) {
  std::vector<std::vector<Share>> by_unit(combination.units.size());
  for (size_t leaf = 0; leaf < leaves_.size(); ++leaf) {
    for (const size_t unit : leaves_[leaf]->units) {
      const int amount = leaves_[leaf]->measure == Measure::kUnits
                             ? 1
                             : combination.units[unit].credits;
      by_unit[unit].push_back({static_cast<uint32_t>(leaf), amount});
    }
  }
  for (const std::vector<Share>& shares : by_unit) {
    first_.push_back(shares_.size());
    shares_.insert(shares_.end(), shares.begin(), shares.end());
  }
  first_.push_back(shares_.size());
}

}  // namespace attest::catalogue
