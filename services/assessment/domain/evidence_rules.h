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
#include "services/assessment/domain/standing.h"

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

// What the rules of mapping look at. References must outlive it.
struct MappingFacts {
  const Registration& registration;
  const Syllabus& syllabus;
  std::set<CriterionRef> relied_on;  // by current decisions on this evidence
  std::set<std::string> signed_off_units;
};

// Rules of mapping `evidence` to `criteria`: `UNIT_NOT_SELECTED`,
// `UNKNOWN_CRITERION`, `EVIDENCE_WITHDRAWN`, `CRITERION_DECIDED` for what is
// relied on and would be dropped, `UNIT_SIGNED_OFF` for each unit that is and
// whose criteria would change (D73), `REGISTRATION_NOT_ACTIVE`.
std::vector<RuleViolation> CheckMapping(
    const MappingFacts& facts, const Evidence& evidence,
    const std::vector<CriterionRef>& criteria);

// Rules of handing in: `NOT_OWN_WORK` (D40), `NO_CONTENT`, `NOT_MAPPED`,
// `NOT_A_DRAFT`, `REGISTRATION_NOT_ACTIVE`.
std::vector<RuleViolation> CheckSubmission(const Evidence& evidence,
                                           const Declaration& declaration,
                                           const Registration& registration);

// What the rules of sending back look at. References must outlive it.
struct ReturningFacts {
  const Registration& registration;
  const Standings& standings;  // of the assessor, today (see JudgedBy)
  std::string_view assessor;
  std::set<std::string> signed_off_units;  // that rest on the evidence
};

// Rules of sending back: `NOT_SUBMITTED`, `REGISTRATION_NOT_ACTIVE`,
// `OWN_WORK`, `NOT_ALLOCATED` to any unit, `NO_STANDING` for any (D16), and
// `UNIT_SIGNED_OFF` for each unit that is (D73). What was decided on it
// elsewhere stands: files are only ever added, a criterion that was decided on
// it stays mapped, and its unit is not signed off before the evidence is handed
// in again.
std::vector<RuleViolation> CheckReturn(const ReturningFacts& facts,
                                       const Evidence& evidence);

// What should be better but does not block (req R78).
std::vector<std::string> WarningsOf(const Evidence& evidence);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_EVIDENCE_RULES_H_
