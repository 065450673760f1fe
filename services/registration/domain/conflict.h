// Conflicts of interest: between somebody who judges and a person (D19).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_CONFLICT_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_CONFLICT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/period.h"

namespace attest::registration {

// Numbered as in the contract.
enum class MitigationState {
  kNone = 0,
  kProposed = 1,
  kApproved = 2,
  kRefused = 3,
};

// A value.
struct Conflict {
  std::string centre;  // id
  std::string id;
  std::string person;        // who judges
  std::string learner;       // id; empty when it is with another person
  std::string other_person;  // empty when it is with a learner
  std::string nature;
  Period period;
  std::string mitigation;  // empty: none is proposed
  MitigationState mitigation_state = MitigationState::kNone;
  std::string decided_by;
  std::optional<absl::Time> decided;
  std::string decide_reason;
  std::string declared_by;
  absl::Time declared;

  // `centres/{centre}/conflicts/{id}`.
  std::string name() const;
};

// Whose work somebody judges.
struct Judged {
  std::string learner;               // id; empty: nobody's by name
  std::string learner_subject;       // of their tokens; empty: none
  std::vector<std::string> persons;  // others, e.g. the assessor
};

// Whether the conflict keeps `person` from judging `judged` on `day`: it has
// begun and not ended, and no mitigation had been approved by then. It does not
// matter which of the two declared it.
bool Blocks(const Conflict& conflict, std::string_view person,
            const Judged& judged, absl::CivilDay day);

// CONFLICT_WITH_ONESELF.
std::vector<RuleViolation> DeclareViolations(const Conflict& conflict);

// The conflict on record with the mitigation of one that is declared again;
// nothing when that says nothing new.
std::optional<Conflict> Repropose(Conflict recorded, const Conflict& declared);

// MITIGATION_NOT_PROPOSED; CONFLICT_ENDED.
std::vector<RuleViolation> MitigationViolations(const Conflict& conflict);
// CONFLICT_ENDED.
std::vector<RuleViolation> EndViolations(const Conflict& conflict);

// The conflict after the act; the violations above must be empty.
Conflict DecideMitigation(Conflict conflict, bool approved,
                          std::string_view reason, std::string_view decided_by,
                          absl::Time when);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_CONFLICT_H_
