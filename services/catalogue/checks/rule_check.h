// Whether a rule of combination is well formed.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_CHECK_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/checks/findings.h"

namespace attest::catalogue::checks {

inline constexpr int kRuleDepthMax = 12;
inline constexpr int kRulesMax = 100;

// Adds everything that is wrong with the rule of combination as it is written:
// parts that are empty, ask nothing or contradict themselves, keys that are
// missing or there twice, units and groups that do not exist. What it means is
// left to CheckMeaning(), which relies on this.
void CheckRule(const v1::Syllabus& syllabus, const Spot& file,
               Findings& findings);

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_RULE_CHECK_H_
