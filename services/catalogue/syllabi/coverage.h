// Whether a syllabus accounts for every character of its source.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_COVERAGE_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_COVERAGE_H_

#include "services/catalogue/syllabi/syllabus_source.h"

namespace attest::catalogue::syllabi {

// Finds words of the source that are neither cited nor listed as layout, or
// that are both, and words of the unit pages that two items cite. A line that
// nothing cites is listed whole; of a cited line the words that are left over
// are listed. Only list marks (`-`, `- o`, `•`) need no mention.
Findings ProveCoverage(const v1::Syllabus& syllabus, const Source& source);

// Finds layout whose reason is unknown or does not fit what stands there: a
// blank line with words, a ghost that no erratum explains, words said to be
// printed twice that nothing near cites.
Findings ProveLayout(const v1::Syllabus& syllabus, const Source& source);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_COVERAGE_H_
