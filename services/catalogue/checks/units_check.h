// Whether the units of a syllabus, its groups and its tables fit together.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_UNITS_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_UNITS_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

inline constexpr int kUnitsMax = 500;

// Adds everything that is wrong with the units and with what names them:
// numbers and references that are there twice, units that do not exist or are
// in two groups, tables that say something else than the unit pages (E1),
// standards beside the wrong units (req R56). Of too many units it says only
// that.
void CheckUnits(const v1::Syllabus& syllabus, const Spot& file,
                Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_UNITS_CHECK_H_
