// Whether one unit page makes sense.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// The most of each that a unit has.
inline constexpr int kOutcomesMax = 50;
inline constexpr int kCriteriaMax = 200;
inline constexpr int kGuidancesMax = 200;

// Adds everything that is wrong with `unit` in itself: too many parts, values
// out of bounds, credits that are not a tenth of the Total Unit Time (req R39),
// more guided than total hours (req R35), numbering with gaps (req R99), a
// reference with a wrong check letter (req R109), outcomes of unknown kind (req
// R111), guidance for criteria that do not exist (req R103).
void CheckUnit(const v1::Unit& unit, const Spot& spot, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_
