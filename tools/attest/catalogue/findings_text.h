// What the check of a syllabus file found, for a person at an editor.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_FINDINGS_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_FINDINGS_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/findings.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// A file and what was found in it.
struct FileFindings {
  std::string file;
  std::string source;  // its bytes, to show lines of
  std::vector<catalogue::v1::Finding> findings;
};

// How many findings of a severity there are.
int Count(const std::vector<catalogue::v1::Finding>& findings,
          catalogue::v1::Severity severity);

// `file:line:column: error [CHECK] place: found. fix`, then the line of the
// file with a caret below the column.
void PrintFindings(const FileFindings& file, Page& page);

// E.g. `2 errors, 1 warning`; `nothing to complain about`.
std::string Summary(int errors, int warnings);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_FINDINGS_TEXT_H_
