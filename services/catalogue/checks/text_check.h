// Whether every text of a syllabus can be relied upon.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_

#include <cstddef>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

// Longest text, bytes.
inline constexpr size_t kTextBytesMax = 20'000;
// Longest title, heading, term or number, bytes. Titles are answered beside
// everything that they stand above.
inline constexpr size_t kTitleBytesMax = 1'000;

// Looks at every field: texts and titles that are too long, hold controls or,
// through escapes like `\377`, are not UTF-8; values that an enumeration does
// not have; passages without words or with lost ones (req R107); citations of
// lines and errata that do not exist.
void CheckTexts(const v1::Syllabus& syllabus, const Spot& file,
                Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_TEXT_CHECK_H_
