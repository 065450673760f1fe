// A unit as a page to read.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_UNIT_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_UNIT_TEXT_H_

#include <string_view>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// The unit: facts, aims, outcomes with their criteria, and below the criteria
// the guidance that serves them, as examples (req R101 to R103). With `source`
// also the lines of the source.
void PrintUnit(const catalogue::v1::Unit& unit, bool source, Page& page);

// One criterion with its outcome and all guidance that serves it. False, and
// nothing is written, when the unit has no such number.
bool PrintCriterion(const catalogue::v1::Unit& unit, std::string_view number,
                    bool source, Page& page);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_UNIT_TEXT_H_
