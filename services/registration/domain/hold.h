// Holds: suspected malpractice or maladministration stops a centre, a person or
// a learner until it is cleared up (D68).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_HOLD_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_HOLD_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::registration {

// What a hold is on.
enum class HoldTarget {
  kCentre = 1,
  kPerson = 2,
  kLearner = 3,
};

// `centre`, `person`, `learner`.
std::string_view Words(HoldTarget target);

// Numbered as in the contract.
enum class HoldScope {
  kRegistration = 1,
  kAssessment = 2,
  kVerification = 3,
  kClaim = 4,
};

// A value.
struct Hold {
  std::string id;
  HoldTarget kind = HoldTarget::kCentre;
  std::string target;             // id of centre or learner, or the person
  std::vector<HoldScope> scopes;  // each once; empty: everything
  std::string reason;
  std::string placed_by;
  absl::Time placed;
  std::string lifted_by;
  std::optional<absl::Time> lifted;  // none: it runs
  std::string lift_reason;

  std::string name() const;         // `holds/{id}`
  std::string target_name() const;  // `centres/x`, `learners/x`, or the person
  bool running() const { return !lifted.has_value(); }
  // Claims stop whatever the scopes are.
  bool Stops(HoldScope scope) const;
  // Whether it stood on `day`: from the day on which it was placed to the day
  // before it was lifted.
  bool StoodOn(absl::CivilDay day) const;
};

// ON_HOLD for each of `holds` that runs and stops `scope`.
std::vector<RuleViolation> HoldViolations(const std::vector<Hold>& holds,
                                          HoldScope scope);

// HOLD_NOT_RUNNING, unless it runs.
std::vector<RuleViolation> LiftViolations(const Hold& hold);

// The hold after it was lifted; the violations above must be empty.
Hold Lift(Hold hold, std::string_view lifted_by, std::string_view reason,
          absl::Time when);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_HOLD_H_
