// Learners: personal data, kept apart from the record.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_LEARNER_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_LEARNER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::registration {

// A value.
struct Learner {
  std::string id;
  std::string full_name;
  absl::CivilDay birth_date;
  std::string email;
  std::string unique_learner_number;  // D23, D24; empty: none
  std::string subject;                // of the learner's tokens; empty: none
  std::string job_role;
  std::string awarding_organisation_number;  // D29
  absl::Time created;
  int64_t revision = 1;
  // Numbers they had before, or in records that became part of this one (D25).
  std::vector<std::string> former_numbers = {};
  std::vector<std::string> former_organisation_numbers = {};
  std::string merged_into = {};  // id of the record that stays; empty: none
  bool erased = false;           // then nothing above but the ids is left

  // `learners/{id}`.
  std::string name() const;
};

std::string LearnerName(std::string_view id);

// Texts that are compared to find the same person: upper and lower case of
// A to Z, and the number of spaces, make no difference.
std::string ComparisonKey(std::string_view text);

// Somebody who might be the same person.
struct DuplicateCandidate {
  std::string learner;      // id
  bool same_name = false;   // and birth date
  bool same_email = false;  // and birth date
  bool same_centre = false;
};

// Who has a Unique Learner Number.
struct NumberHolder {
  std::string learner;  // id; of merged records, the one that stays
  bool studies = true;  // false: all their registrations are withdrawn
  bool same_centre = false;
};

// What is shown of a learner: their name only to their own centre, else
// `learners/-`.
std::string ShownName(std::string_view id, bool same_centre);

// SAME_ULN_WITHDRAWN: that the holder has withdrawn, and the number passes on
// to the same person's new record with a reason (D23, D31).
RuleViolation SameNumberViolation(const NumberHolder& holder);

// POSSIBLE_DUPLICATE for every candidate at the same centre, and one for all
// others together: what another centre has is not shown.
std::vector<RuleViolation> DuplicateViolations(
    const std::vector<DuplicateCandidate>& candidates);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_LEARNER_H_
