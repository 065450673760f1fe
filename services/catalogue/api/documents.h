// Syllabi as comparing sees them.
#ifndef ATTEST_SERVICES_CATALOGUE_API_DOCUMENTS_H_
#define ATTEST_SERVICES_CATALOGUE_API_DOCUMENTS_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/domain/document.h"

namespace attest::catalogue::api {

// Definitions, rules, and units with outcomes, criteria and guidance. Places
// are relative to the syllabus, e.g. `units/57/criteria/1.4`.
Document DocumentOf(const v1::Syllabus& syllabus);

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_DOCUMENTS_H_
