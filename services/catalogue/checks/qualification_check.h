// Whether the qualification and the facts of the version make sense.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_QUALIFICATION_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_QUALIFICATION_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Adds everything that is wrong with what stands above the units: code, version
// and number (req R8, R9, R109), dates (req R12 to R14, E15, E16), hours
// (E3, E5), revisions (req R112) and the digest of the source.
void CheckQualification(const v1::Syllabus& syllabus, const Spot& file,
                        Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_QUALIFICATION_CHECK_H_
