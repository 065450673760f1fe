// Which leaves of a rule can hold together, found by trying all selections.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_OUTCOMES_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_OUTCOMES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "services/catalogue/domain/selection.h"

namespace attest::catalogue::checks {

// What one or more selections come to.
struct RuleOutcome {
  std::vector<bool> holds;  // for each leaf, in order
  // The least that any of these selections has.
  int credits = 0;
  int guided_learning_hours = 0;
};

// Everything that any selection comes to, each once, in a stable order. Exact:
// selections with the same sums are followed as one. Nothing when that would
// take more than `effort_max` steps; a million takes some hundredths of a
// second, and no more than 10 MB.
std::optional<std::vector<RuleOutcome>> OutcomesOf(
    const Combination& combination, size_t effort_max);

// For each leaf for itself: whether any selection meets it.
std::vector<bool> LeavesThatCanHold(const Combination& combination);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_OUTCOMES_H_
