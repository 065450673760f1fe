// Which words of the source a syllabus cites, and whether they are there.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_CITATIONS_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_CITATIONS_H_

#include <string>
#include <vector>

#include "services/catalogue/syllabi/syllabus_source.h"

namespace attest::catalogue::syllabi {

// Some words that a syllabus says are on a line of the source.
struct Citation {
  int line = 0;
  std::string text;
  // Where in the syllabus, e.g. `units[57].outcomes[1].title.printed[0]`.
  std::string place;
};

// Every citation of `syllabus`: each Fragment wherever it stands, and the few
// fields that say their line in a field beside them.
std::vector<Citation> CitationsOf(const v1::Syllabus& syllabus);

// Finds citations whose characters are not on their line, exactly as they are:
// nothing is normalised, so a word of the next cell (after a tab) needs its
// tab, and emphasis its asterisks (req R110).
Findings ProveCitations(const v1::Syllabus& syllabus, const Source& source);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_CITATIONS_H_
