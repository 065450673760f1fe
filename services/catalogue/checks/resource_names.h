// The names of a syllabus and of everything in it.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Fills in the names of qualification, syllabus, units and criteria. Adds a
// finding where the file has another one. A part of a name that is too long for
// one leaves the name as it is. `file` is a spot of `syllabus`.
void FillInNames(v1::Syllabus& syllabus, const Spot& file, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_
