// Answers of the catalogue as pages to read: selections, hits of a search,
// differences.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_ANSWERS_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_ANSWERS_TEXT_H_

#include <string>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// A table of proposals, or why there is none and which wishes prevent it.
void PrintProposals(const catalogue::v1::ProposeSelectionsResponse& answer,
                    Page& page);

// Each rule with have, need and missing, and what could fill the gap.
void PrintEvaluation(const catalogue::v1::EvaluateSelectionResponse& answer,
                     Page& page);

// Hits with what was searched for marked, e.g. `*manage*` without colours.
void PrintHits(const std::vector<catalogue::v1::SearchHit>& hits, Page& page);

// Changes grouped by unit with the words that differ, then how many criteria
// carry over, and with `mapping` where each of them is now.
void PrintComparison(const catalogue::v1::CompareSyllabiResponse& answer,
                     bool mapping, Page& page);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_ANSWERS_TEXT_H_
