// Whether a rule of combination can be met, and needs all of its parts.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_MEANING_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_MEANING_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Adds a finding for every part that no selection meets, for parts that no
// selection meets together, for parts that change nothing (E6), and where the
// least credits and hours are others than the qualification says (E2). What
// would take too long is not searched, and a warning says so. `syllabus` has
// passed CheckUnits() and CheckRule().
void CheckMeaning(const v1::Syllabus& syllabus, const Spot& file,
                  Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_MEANING_H_
