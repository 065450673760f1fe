// Rules of combination in words.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_RULE_WORDS_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_RULE_WORDS_H_

#include <string>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// What a rule asks, without its parts, e.g. `29 or more credits, group B`.
std::string RuleInWords(const catalogue::v1::Rule& rule);

// The rule and its parts as a list within a list.
void PrintRule(const catalogue::v1::Rule& rule, int indent, Page& page);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_RULE_WORDS_H_
