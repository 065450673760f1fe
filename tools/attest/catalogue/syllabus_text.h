// A syllabus and what the catalogue holds, as pages to read.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_SYLLABUS_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_SYLLABUS_TEXT_H_

#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// Facts, dates, the units of each group as a table, the rule of combination in
// words, definitions.
void PrintSyllabus(const catalogue::v1::Syllabus& syllabus, bool source,
                   Page& page);

// The tables of units (E1) and of standards as the document prints them, with
// what is suspect (req R47, R54 to R56).
void PrintPrintedTables(const catalogue::v1::Syllabus& syllabus, Page& page);

// Facts and every unit, whole.
void PrintWholeSyllabus(const catalogue::v1::Syllabus& syllabus, Page& page);

// One row a qualification.
void PrintQualifications(
    const std::vector<catalogue::v1::Qualification>& qualifications,
    Page& page);

// The versions that the catalogue holds, and the revisions as printed.
void PrintVersions(const catalogue::v1::Qualification& qualification,
                   const catalogue::v1::ListSyllabiResponse& versions,
                   Page& page);

// The dates of a qualification. One that is not set is `not configured`, which
// is not `no end` (E15, E16).
void PrintDates(const catalogue::v1::Qualification& qualification, Page& page);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_SYLLABUS_TEXT_H_
