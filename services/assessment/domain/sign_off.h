// A unit signed off, and the rules of signing off.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_SIGN_OFF_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_SIGN_OFF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/assessment/domain/decision.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/standing.h"

namespace attest::assessment {

// Numbered as in the contract; stored as numbers.
enum class UnitState : int { kOpen = 1, kSignedOff = 2, kReturned = 3 };

struct SignOff {
  std::string registration;  // id
  std::string unit;
  int64_t revision = 0;  // counts up with every sign-off of the unit
  std::string centre;    // id
  std::string assessor;
  absl::Time sign_time;
  UnitState state = UnitState::kSignedOff;
  int32_t credits = 0;
  std::string learner_declared_date;
  std::string syllabus_version;
  // Nobody of these may verify it (D14).
  std::vector<std::string> involved_people;

  std::string name() const { return UnitName(registration, unit); }
};

// What the rules look at. References must outlive it.
struct SigningOffFacts {
  const Registration& registration;
  const Syllabus& syllabus;
  const Standings& standings;  // of the assessor, today
  std::string_view assessor;
  std::string_view unit;
  const CurrentDecisions& current;
  // Criteria whose evidence was sent back and not handed in again.
  const std::set<CriterionRef>& without_evidence;
  bool signed_off = false;  // already, and not returned
  bool assessor_declares = false;
  bool learner_declares = false;
};

// Every reason against: `REGISTRATION_NOT_ACTIVE`, `OWN_WORK`,
// `UNIT_NOT_SELECTED`, `ALREADY_SIGNED_OFF`, `NOT_DECLARED` (D44),
// `NOT_ALLOCATED`, `NO_STANDING`, and for each criterion `CRITERION_OPEN` (req
// R76), `EVIDENCE_NOT_SUBMITTED` or `DECISION_PROVISIONAL` (D17). Criteria
// whose words are lost count (req R108), and nothing takes one away (req R91).
std::vector<RuleViolation> CheckSignOff(const SigningOffFacts& facts);

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_SIGN_OFF_H_
