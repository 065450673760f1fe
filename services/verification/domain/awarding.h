// The award, and what its certificate shows (req R7, R115, D64).
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_AWARDING_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_AWARDING_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/verification/domain/claiming.h"

namespace attest::verification {

// An award as issued. It holds the learner's name, because the certificate
// shows it; nothing else here is personal.
struct Award {
  std::string id;
  std::string registration;  // id
  std::string centre;        // id
  std::string claim;         // id
  std::string certificate_number;
  std::string title;  // byte for byte as in the catalogue (req R7)
  std::string qualification_code;
  std::string qualification_number;
  std::string awarding_organisation;
  std::string learner_name;
  absl::CivilDay award_date;
  std::vector<ClaimedUnit> units;
  int credits = 0;
  int credits_at_level = 0;  // at the level of the qualification or above
  int guided_learning_hours = 0;
  std::string syllabus;  // name

  std::string name() const;
};

// What the units of a claim add up to, for a qualification of `level`.
struct AwardTotals {
  int credits = 0;
  int credits_at_level = 0;
  int guided_learning_hours = 0;
};
AwardTotals TotalsOf(const std::vector<ClaimedUnit>& units, int level);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_AWARDING_H_
