// Internal verification: who may verify what (req R87, R119; D14, D15), and
// when an action is closed (D54).
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_VERIFYING_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_VERIFYING_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/status/status.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification {

// The last sign-off of a unit, as its owner tells it at this moment.
struct SignOffFound {
  bool signed_off = false;  // false: open or returned again
  int64_t revision = 0;
  std::string assessor;
  std::vector<std::string> involved_people;
};

// Whether `person` assessed, decided, countersigned or witnessed.
bool IsInvolved(const SignOffFound& sign_off, std::string_view person);

// Who wants to verify.
struct Verifier {
  std::string subject;
  bool in_standing = false;          // as internal verifier, today (D15)
  std::vector<std::string> reasons;  // why not, as registration tells it
  bool is_the_learner = false;
};

// What is known when an outcome is recorded or an action closed.
struct VerificationFacts {
  Verifier verifier;
  std::optional<SignOffFound> sign_off;       // nothing: never signed off
  std::vector<std::string> unknown_criteria;  // named, but not in the unit
  // Whoever disagreed may still verify today, and so closes the action.
  bool disagreer_in_standing = true;
};

// Every reason why `verifier` can neither plan nor draw samples at `centre`, an
// id: NO_STANDING (D15).
std::vector<RuleViolation> WhyNotSample(const std::string& centre,
                                        const Verifier& verifier);

// Every reason why the outcome of `sample` cannot be recorded: NOT_PENDING,
// SIGN_OFF_MOVED, VERIFIER_ASSESSED, OWN_WORK, NO_STANDING, UNKNOWN_CRITERION.
std::vector<RuleViolation> WhyNotVerify(const Sample& sample,
                                        const VerificationFacts& facts);

// Every reason why the action of `sample` cannot be closed: NO_OPEN_ACTION,
// OTHER_VERIFIER, NOT_SIGNED_OFF_AGAIN, VERIFIER_ASSESSED, OWN_WORK,
// NO_STANDING. Somebody else closes it only when whoever disagreed no longer
// has standing, so that no action depends on one person.
std::vector<RuleViolation> WhyNotClose(const Sample& sample,
                                       const VerificationFacts& facts);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_VERIFYING_H_
