// Whether one unit page makes sense.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Adds everything that is wrong with `unit` in itself.
void CheckUnit(const v1::Unit& unit, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_UNIT_CHECK_H_
