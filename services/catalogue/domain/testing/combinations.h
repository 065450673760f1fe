// Combinations for tests of the rules, and every selection that there is.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMBINATIONS_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMBINATIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/catalogue/domain/selection.h"

namespace attest::catalogue::testing {

inline Rule Leaf(std::string id, Measure measure, std::vector<size_t> units,
                 int minimum, std::optional<int> maximum = std::nullopt) {
  Rule rule;
  rule.id = std::move(id);
  rule.measure = measure;
  rule.units = std::move(units);
  rule.minimum = minimum;
  rule.maximum = maximum;
  return rule;
}

inline Rule Tree(std::string id, Rule::Kind kind, std::vector<Rule> rules) {
  Rule rule;
  rule.id = std::move(id);
  rule.kind = kind;
  rule.rules = std::move(rules);
  return rule;
}

// Units `u0` and up of level 3 (qualification level 3) with these credits; as
// many Guided Learning Hours as credits.
inline Combination WithCredits(const std::vector<int>& credits, Rule rule) {
  Combination combination;
  for (size_t i = 0; i < credits.size(); ++i) {
    combination.units.push_back(
        {"u" + std::to_string(i), 3, credits[i], credits[i], credits[i] * 10});
  }
  combination.rule = std::move(rule);
  combination.level = 3;
  combination.total_qualification_time_hours = 100;
  return combination;
}

// The selection of these positions.
inline Selection Taking(const Combination& combination,
                        std::initializer_list<size_t> positions) {
  Selection selection(combination.units.size(), false);
  for (const size_t position : positions) selection[position] = true;
  return selection;
}

// The selection of the units with these numbers; ignores unknown ones.
inline Selection Choosing(const Combination& combination,
                          const std::vector<std::string>& numbers) {
  Selection selection(combination.units.size(), false);
  for (size_t i = 0; i < selection.size(); ++i) {
    for (const std::string& number : numbers) {
      if (combination.units[i].number == number) selection[i] = true;
    }
  }
  return selection;
}

// Gives every selection of `combination` to `body`.
inline void ForEverySelection(
    const Combination& combination,
    const std::function<void(const Selection&)>& body) {
  const size_t size = combination.units.size();
  for (uint64_t mask = 0; mask < uint64_t{1} << size; ++mask) {
    Selection selection(size, false);
    for (size_t i = 0; i < size; ++i) selection[i] = (mask >> i & 1) != 0;
    body(selection);
  }
}

}  // namespace attest::catalogue::testing

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMBINATIONS_H_
