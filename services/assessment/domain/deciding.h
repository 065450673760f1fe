// The rules for deciding on criteria and for countersigning, apart from how
// calls arrive and rows are kept.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECIDING_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECIDING_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libs/names/field_checks.h"
#include "libs/status/status.h"
#include "services/assessment/domain/decision.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/standing.h"

namespace attest::assessment {

// What the rules look at. References must outlive it.
struct DecidingFacts {
  const Registration& registration;
  const Syllabus& syllabus;
  const Standings& standings;  // of the assessor, today
  std::string_view assessor;
  std::set<std::string> signed_off_units;
  std::map<std::string, Evidence> evidence;  // that exists, by id
};

// Checks one decision as written. Fields are named below `at`.
void CheckDecision(std::string_view at, const Decision& decision,
                   FieldChecks& check);

// What the assessor must have standing for to make these decisions.
std::set<Judged> JudgedBy(const std::vector<Decision>& decisions,
                          const Syllabus& syllabus);

// Every rule that is broken, by criterion: `REGISTRATION_NOT_ACTIVE`,
// `OWN_WORK`, `UNIT_NOT_SELECTED`, `UNKNOWN_CRITERION`, `UNIT_SIGNED_OFF`,
// `NOT_ALLOCATED`, `NO_STANDING` (D16), `EVIDENCE_NOT_SUBMITTED`,
// `EVIDENCE_NOT_MAPPED`, `MET_AGAINST_JUDGEMENT` (req R82, R83),
// `TESTIMONY_ALONE` (D41), `NO_WORKPLACE_EVIDENCE` (req R72, R75),
// `CONDITIONS_NOT_CONFIRMED` (req R80).
std::vector<RuleViolation> CheckDecisions(
    const DecidingFacts& facts, const std::vector<Decision>& decisions);

// Whether the decision, that broke no rule, is a trainee's (D17).
bool IsTrainees(const DecidingFacts& facts, const Decision& decision);

// What the countersignature's rules look at.
struct CountersigningFacts {
  const Registration& registration;
  const Syllabus& syllabus;
  const Standings& standings;  // of the countersigner, today
  std::string_view person;
};

// `REGISTRATION_NOT_ACTIVE`, `OWN_WORK`, `NOT_PROVISIONAL`, `SUPERSEDED`,
// `SAME_PERSON`, `NO_STANDING`: only a person in full standing today can make a
// trainee's decision final (D17, D18).
std::vector<RuleViolation> CheckCountersignature(
    const CountersigningFacts& facts, const Decision& decision);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_DECIDING_H_
