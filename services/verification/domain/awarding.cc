#include "services/verification/domain/awarding.h"

#include "services/verification/domain/names.h"

namespace attest::verification {

std::string Award::name() const { return AwardName(id); }

AwardTotals TotalsOf(const std::vector<ClaimedUnit>& units, int level) {
  AwardTotals totals;
  for (const ClaimedUnit& unit : units) {
    totals.credits += unit.credits;
    if (unit.level >= level) totals.credits_at_level += unit.credits;
    totals.guided_learning_hours += unit.guided_learning_hours;
  }
  return totals;
}

}  // namespace attest::verification
