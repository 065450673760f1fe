// The names of a syllabus and of everything in it.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_RESOURCE_NAMES_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_RESOURCE_NAMES_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/store/findings.h"

namespace attest::catalogue::store {

// Fills in the names of qualification, syllabus, units and criteria. Adds a
// finding where the file has another one.
void FillInNames(v1::Syllabus& syllabus, Findings& findings);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_RESOURCE_NAMES_H_
