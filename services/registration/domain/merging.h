// Two records of one person become one (D25, D31).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_MERGING_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_MERGING_H_

#include <vector>

#include "libs/status/status.h"
#include "services/registration/domain/hold.h"
#include "services/registration/domain/learner.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// A record with what hangs on it.
struct LearnerRecord {
  Learner learner;
  std::vector<Registration> registrations;
  std::vector<Hold> holds;  // on the learner
};

// SAME_LEARNER, LEARNER_ERASED, LEARNER_MERGED, BOTH_ACTIVE,
// BOTH_HAVE_SUBJECTS, ON_HOLD: every hold stops it, whatever its scopes.
std::vector<RuleViolation> MergeViolations(const LearnerRecord& kept,
                                           const LearnerRecord& duplicate);

// The record that stays: with what it lacked, and with the numbers of both.
Learner Merge(Learner kept, const Learner& duplicate);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_MERGING_H_
