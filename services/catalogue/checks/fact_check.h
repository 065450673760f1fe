// Checks of single values, for all that have them.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_FACT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_FACT_CHECK_H_

#include <string>
#include <string_view>

#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Largest credit value, number of hours or bound of a rule.
inline constexpr int kQuantityMax = 10'000;

// The value of `field` of the message at `spot`, which is a part of names.
void CheckId(const std::string& id, const Spot& spot, std::string_view field,
             Findings& findings);

// A number from `least` to kQuantityMax.
void CheckQuantity(int value, int least, const Spot& spot,
                   std::string_view field, Findings& findings);

// A text that has to be there; `what` says what it is.
void CheckThere(const std::string& text, std::string_view what,
                const Spot& spot, std::string_view field, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_FACT_CHECK_H_
