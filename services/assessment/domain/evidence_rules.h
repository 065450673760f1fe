// What a piece of evidence must hold, and when it may change.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_RULES_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_RULES_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/names/field_checks.h"
#include "libs/status/status.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/registration.h"

namespace attest::assessment {

// Checks what the caller wrote, by kind (req R72 to R74, R77, D33, D41). Fields
// are named below `evidence`.
void CheckEvidence(const Evidence& evidence, absl::CivilDay today,
                   FieldChecks& check);

// Checks that the discussion is about criteria of the syllabus.
void CheckDiscussed(const Evidence& evidence, const Syllabus& syllabus,
                    FieldChecks& check);

// Rules of creating: `SIMULATION` (req R81), `REGISTRATION_NOT_ACTIVE`,
// `INDUCTION_INCOMPLETE` (req R26).
std::vector<RuleViolation> CheckCreation(const Evidence& evidence,
                                         const Registration& registration);

// Rules of mapping `evidence` to `criteria`: `UNIT_NOT_SELECTED`,
// `UNKNOWN_CRITERION`, `EVIDENCE_WITHDRAWN`, `CRITERION_DECIDED` for what is
// `relied_on` and would be dropped, `REGISTRATION_NOT_ACTIVE`.
std::vector<RuleViolation> CheckMapping(
    const Evidence& evidence, const std::vector<CriterionRef>& criteria,
    const std::set<CriterionRef>& relied_on, const Registration& registration,
    const Syllabus& syllabus);

// Rules of handing in: `NOT_OWN_WORK` (D40), `NO_CONTENT`, `NOT_MAPPED`,
// `NOT_A_DRAFT`, `REGISTRATION_NOT_ACTIVE`.
std::vector<RuleViolation> CheckSubmission(const Evidence& evidence,
                                           const Declaration& declaration,
                                           const Registration& registration);

// Rules of sending back: `NOT_SUBMITTED`, `REGISTRATION_NOT_ACTIVE`, and
// `UNIT_SIGNED_OFF` for each of `signed_off_units`, which rest on it. What was
// decided on it elsewhere stands: files are only ever added, a criterion that
// was decided on it stays mapped, and its unit is not signed off before the
// evidence is handed in again.
std::vector<RuleViolation> CheckReturn(
    const Evidence& evidence, const std::set<std::string>& signed_off_units,
    const Registration& registration);

// What should be better but does not block (req R78).
std::vector<std::string> WarningsOf(const Evidence& evidence);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_RULES_H_
