// The names of a syllabus and of everything in it.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Fills in the names of qualification, syllabus, units and criteria. Adds a
// finding where the file has another one.
void FillInNames(v1::Syllabus& syllabus, Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_RESOURCE_NAMES_H_
