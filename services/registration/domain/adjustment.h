// Reasonable adjustments and special considerations (req R89 to R91, D46).
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_ADJUSTMENT_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_ADJUSTMENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/registration.h"

namespace attest::registration {

// Numbered as in the contract, like those below.
enum class AdjustmentKind {
  kReasonableAdjustment = 1,
  kSpecialConsideration = 2,
};
enum class AdjustmentArea {
  kDelivery = 1,
  kAssessment = 2,
};
enum class NoticeRecipient {
  kQualityManager = 1,
  kAwardingOrganisation = 2,
};
enum class AdjustmentState {
  kOpen = 1,
  kNotified = 2,
  kApproved = 3,
  kRefused = 4,
};

// That somebody was told.
struct AdjustmentNotice {
  NoticeRecipient recipient = NoticeRecipient::kQualityManager;
  absl::CivilDay notice_date;
  std::string recorded_by;
};

// A value.
struct Adjustment {
  std::string registration;  // id
  std::string id;
  AdjustmentKind kind = AdjustmentKind::kReasonableAdjustment;
  AdjustmentArea area = AdjustmentArea::kDelivery;
  std::vector<std::string> units;  // empty: all of the selection
  std::string description;         // personal data
  std::string support_reference;
  std::vector<AdjustmentNotice> notices;
  AdjustmentState state = AdjustmentState::kOpen;
  std::optional<absl::CivilDay> approval_date;
  std::string decide_reason;
  std::string decided_by;
  std::optional<absl::Time> decided;
  std::string requested_by;
  absl::Time requested;

  // `registrations/{registration}/adjustments/{adjustment}`.
  std::string name() const;
  bool Told(NoticeRecipient recipient) const;
};

// NOT_ACTIVE, UNIT_NOT_SELECTED.
std::vector<RuleViolation> AdjustmentViolations(
    const Registration& registration, const std::vector<std::string>& units);

// ADJUSTMENT_DECIDED, once it is approved or refused.
std::vector<RuleViolation> DecidedViolations(const Adjustment& adjustment);
// NOTICE_MISSING for each who was not told (req R90).
std::vector<RuleViolation> NoticeViolations(const Adjustment& adjustment);

// Records that somebody was told; once both are, it can be decided.
void AddNotice(Adjustment& adjustment, AdjustmentNotice notice);

// How it is decided; an approval has its first day.
struct AdjustmentDecision {
  bool approved = false;
  std::string reason;
  std::optional<absl::CivilDay> approval_date;
  std::string decided_by;
  absl::Time decided;
};
void Decide(Adjustment& adjustment, AdjustmentDecision decision);

// The adjustment as it was at `end`, when what was decided later is not to be
// told.
Adjustment AsOf(Adjustment adjustment, absl::Time end);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_ADJUSTMENT_H_
