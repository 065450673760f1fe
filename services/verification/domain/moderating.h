// External moderation: the Quality Manager confirms that the required criteria
// have been met, or does not; nothing else (req R85, D58).
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_MODERATING_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_MODERATING_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification {

// Numbers as in the contract. There is no grade (req R84).
enum class ModerationOutcome { kNone = 0, kConfirmed = 1, kNotConfirmed = 2 };
enum class ModerationState { kOpen = 1, kClosed = 2 };

// One unit under moderation, at the revision of its sign-off.
struct ModeratedUnit {
  std::string unit;
  int64_t revision = 0;
  ModerationOutcome outcome = ModerationOutcome::kNone;
  std::string reason;
  std::string action;
};

// The moderation of a registration.
struct Moderation {
  std::string registration;  // id
  std::string id;
  int64_t sequence = 0;  // from 1 within the registration
  std::string centre;    // id
  std::vector<ModeratedUnit> units;
  ModerationState state = ModerationState::kOpen;
  std::string moderator;
  absl::Time create_time;

  std::string name() const;
};

// Who wants to moderate.
struct Moderator {
  std::string subject;
  bool is_quality_manager = false;  // allocated to this centre
  bool is_staff = false;            // appointed at this centre today
  bool is_the_learner = false;
  // Of a moderation that is open: units, by number, that they took part in.
  std::set<std::string> involved_in;
};

// What is known when a moderation is opened.
struct OpeningFacts {
  std::string registration;  // id
  bool registration_active = false;
  Moderator moderator;
  // By unit number: the last sign-off of every unit that ever had one.
  std::map<std::string, SignOffFound> sign_offs;
  // Unit numbers asked for; none: every unit that is signed off.
  std::vector<std::string> asked;
  std::optional<std::string> open;  // name of the open moderation
};

// The units to look at, in the order asked for, else by number.
std::vector<ModeratedUnit> UnitsToModerate(const OpeningFacts& facts);

// Every reason why a moderation cannot be opened: OTHER_MODERATOR (req R120),
// MODERATOR_IS_STAFF (req R120), OWN_WORK (req R87), MODERATOR_INVOLVED (D19),
// ALREADY_OPEN, REGISTRATION_NOT_ACTIVE, NOTHING_SIGNED_OFF,
// UNIT_NOT_SIGNED_OFF.
std::vector<RuleViolation> WhyNotOpen(const OpeningFacts& facts);

// Every reason why `outcomes` cannot be recorded: NOT_OPEN, OTHER_MODERATOR,
// MODERATOR_IS_STAFF, OWN_WORK, MODERATOR_INVOLVED, UNIT_NOT_IN_SAMPLE. Whoever
// is the centre's Quality Manager now goes on with what another opened.
std::vector<RuleViolation> WhyNotRecord(
    const Moderation& moderation, const Moderator& moderator,
    const std::vector<ModeratedUnit>& outcomes);

// Every reason why `moderation` cannot be closed: NOT_OPEN, OTHER_MODERATOR,
// MODERATOR_IS_STAFF, OWN_WORK, MODERATOR_INVOLVED, OUTCOME_MISSING.
std::vector<RuleViolation> WhyNotClose(const Moderation& moderation,
                                       const Moderator& moderator);

// How a revision of a unit stands: the last closed moderation that looked at
// it decides.
ModerationOutcome OutcomeOf(const std::vector<Moderation>& oldest_first,
                            std::string_view unit, int64_t revision);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_MODERATING_H_
