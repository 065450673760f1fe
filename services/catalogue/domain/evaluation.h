// What the rule of combination says of a selection (req R41 to R52).
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_

#include <cstddef>
#include <vector>

#include "services/catalogue/domain/selection.h"

namespace attest::catalogue {

// One leaf as a selection meets it or not (req R50).
struct RuleFinding {
  const Rule* rule = nullptr;  // points into the combination
  bool holds = false;
  int have = 0;
  // The minimum; the maximum when the selection has more than that.
  int need = 0;
  // need - have, 0 when it holds; negative when there is too much.
  int missing = 0;
  // Units outside the selection that count here, when there is too little.
  std::vector<size_t> candidates;
};

// What a selection adds up to. Total Qualification Time is no sum and stays
// with the qualification (E3).
struct Totals {
  int credits = 0;
  int credits_at_level = 0;  // at the level of the qualification or above
  int guided_learning_hours = 0;
  int total_unit_time_hours = 0;
  int units = 0;
};

struct Evaluation {
  bool valid = false;
  bool minimal = false;            // valid, and no unit can be dropped
  std::vector<RuleFinding> rules;  // every leaf, in order
  Totals totals;
};

// What the taken units of `leaf` add up to.
int Have(const Combination& combination, const Rule& leaf,
         const Selection& selection);

// Whether the rule holds.
bool IsValid(const Combination& combination, const Selection& selection);

Totals Sum(const Combination& combination, const Selection& selection);

// All of it. `selection` has one flag for each unit; `combination` must outlive
// the answer.
Evaluation Evaluate(const Combination& combination, const Selection& selection);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_
