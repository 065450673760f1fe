// Whether a syllabus makes sense, before anybody relies on it.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

inline constexpr int kUnitsMax = 200;
// Largest credit value, number of hours or bound of a rule.
inline constexpr int kQuantityMax = 10'000;

// Adds everything that is wrong with the qualification, its units and the
// tables that name units: values out of bounds, credits that are not a tenth of
// the Total Unit Time (req R39), numbering with gaps (req R99), references with
// a wrong check letter (req R109), units that do not exist or are there twice.
void CheckSyllabus(const v1::Syllabus& syllabus, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_SYLLABUS_CHECK_H_
