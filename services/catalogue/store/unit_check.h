// Whether one unit page makes sense.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_UNIT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_UNIT_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/store/findings.h"

namespace attest::catalogue::store {

// Adds everything that is wrong with `unit` in itself.
void CheckUnit(const v1::Unit& unit, Findings& findings);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_UNIT_CHECK_H_
