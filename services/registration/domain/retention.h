// How long records of learners are kept (D70), and what stands against removing
// personal data.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_RETENTION_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_RETENTION_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/status/status.h"
#include "services/registration/domain/merging.h"

namespace attest::registration {

// A class of records, and how long it is kept from the end of the studies on:
// completed, withdrawn or expired.
struct RetentionClass {
  std::string records;  // e.g. `assessment records`
  int years = 0;
};
using RetentionClasses = std::vector<RetentionClass>;

// Three years for records of learners, of assessment and of quality assurance.
RetentionClasses DefaultRetention();

// LEARNER_ERASED, LEARNER_MERGED, REGISTRATION_LIVE, ON_HOLD (on the learner,
// or on what their registrations hang on), and RETENTION_RUNNING for each
// registration and class.
std::vector<RuleViolation> ErasureViolations(const LearnerRecord& record,
                                             const RetentionClasses& classes,
                                             absl::CivilDay today);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_RETENTION_H_
