// A syllabus as choosing sees it.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_COMBINATION_OF_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_COMBINATION_OF_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/domain/selection.h"

namespace attest::catalogue::checks {

// `syllabus` must have passed its checks.
Combination CombinationOf(const v1::Syllabus& syllabus);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_COMBINATION_OF_H_
