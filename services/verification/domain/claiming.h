// The claim: one pure rule from the facts, freshly gathered from their owners,
// to everything that is missing and who can mend it (req R88, D61).
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_CLAIMING_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_CLAIMING_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/verification/domain/moderating.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification {

// A unit of the selection as it was found. Revision 0: not signed off.
struct ClaimedUnit {
  std::string unit;
  std::string title;
  int level = 0;
  int credits = 0;
  int guided_learning_hours = 0;
  int64_t revision = 0;
};

// Numbers as in the contract. A lapsed claim was overtaken and another took its
// place.
enum class ClaimState { kAccepted = 1, kAwarded = 2, kLapsed = 3 };

// A claim for the award.
struct Claim {
  std::string registration;  // id
  std::string id;
  std::string centre;  // id
  ClaimState state = ClaimState::kAccepted;
  std::string claimed_by;
  absl::Time create_time;
  std::vector<ClaimedUnit> units;
  std::string syllabus;  // name

  std::string name() const;
};

// How a plan stands that the Quality Manager decides on (req R63, R68).
enum class PlanStanding {
  kMissing,
  kDraft,
  kSubmitted,
  kReturned,
  kApproved,
};

// A rule of combination that the selection does not meet (req R41 to R46).
struct RuleGap {
  std::string rule_id;
  std::string title;
  std::string measure;
  int have = 0;
  int need = 0;
  int missing = 0;
};

// What the check of one service's audit trail found (req R67).
struct TrailFound {
  std::string service;
  bool intact = false;
  int64_t entries = 0;
  bool may_be_empty = false;
  int64_t first_broken_sequence = 0;
};

// What verification itself has on record of a registration.
struct OwnRecord {
  std::optional<SamplingPlan> plan;  // the open one of centre, qualification
  std::vector<Sample> samples;
  std::set<SignOffKey> considered;      // sign-offs that a plan has decided on
  std::vector<Moderation> moderations;  // oldest first
  std::optional<Claim> claim;           // accepted or awarded
};

// A hold that runs and touches the registration (D68).
struct RunningHold {
  std::string name;
  std::string target;  // `centre`, `person` or `learner`
};

// Everything that the rule looks at. Ids, not names, unless they say so.
struct ClaimFacts {
  std::string registration;
  std::string centre;
  std::string qualification;
  std::string syllabus;            // name
  std::string registration_state;  // for people, e.g. `WITHDRAWN`
  bool active = false;
  std::vector<RunningHold> holds;
  bool own_work = false;  // whoever asks is the learner
  bool induction_complete = false;
  std::vector<ClaimedUnit> units;
  std::vector<RuleGap> gaps;
  std::string assessment_plan;  // name
  PlanStanding assessment_plan_standing = PlanStanding::kMissing;
  std::string delivery_plan;  // name
  PlanStanding delivery_plan_standing = PlanStanding::kMissing;
  bool qualified_verifier = false;
  std::optional<absl::CivilDay> certification_end;
  absl::CivilDay today;
  std::vector<TrailFound> trails;
  OwnRecord own;
};

// One thing that is missing.
struct MissingItem {
  std::string rule;
  std::string subject;
  std::string description;
  std::string who;
};

// Everything that a claim lacks, in the order of the rules of the contract.
std::vector<MissingItem> MissingForClaim(const ClaimFacts& facts);

// The same as broken rules of an error; each text ends with who can mend it.
std::vector<RuleViolation> AsViolations(const std::vector<MissingItem>& items);

// Whether `claim` is accepted, not awarded, and units or revisions are no
// longer those that it names. It cannot be awarded then; another may take its
// place.
bool IsOvertaken(const Claim& claim, const ClaimFacts& facts);

// What no longer holds of an accepted claim: whatever a claim would lack now,
// and SIGN_OFF_MOVED or SELECTION_CHANGED for each unit that is not as it was
// claimed.
std::vector<RuleViolation> WhyOvertaken(const Claim& claim,
                                        const ClaimFacts& facts);

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_CLAIMING_H_
