// What the rule of combination says of a selection (req R41 to R52).
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_

#include <cstddef>
#include <vector>

#include "services/catalogue/domain/selection.h"
#include "services/catalogue/domain/shares.h"

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

// A combination made ready for judging many selections: each unit is looked at
// once, however many leaves there are. Immutable, thread-safe.
class Evaluator {
 public:
  // `combination` must outlive it, and its answers, and stay where it is.
  explicit Evaluator(const Combination& combination)
      : combination_(combination), shares_(combination) {}

  // `selection` has one flag for each unit.
  Evaluation Evaluate(const Selection& selection) const;
  bool IsValid(const Selection& selection) const;
  // Bytes that it takes in memory, about.
  size_t weight() const { return shares_.weight(); }

 private:
  const Combination& combination_;
  const Shares shares_;
};

Totals Sum(const Combination& combination, const Selection& selection);

// For one selection alone.
bool IsValid(const Combination& combination, const Selection& selection);
Evaluation Evaluate(const Combination& combination, const Selection& selection);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_EVALUATION_H_
