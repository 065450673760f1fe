// The errors of what happens to a registration while it lasts. Reasons are API:
// never renamed, never reused.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_ERRORS_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_ERRORS_H_

#include <string_view>
#include <vector>

#include "libs/status/status.h"

namespace attest::registration::errors {

// ALREADY_EXISTS. The transfer is named to whom it concerns, else it is empty.
absl::Status TransferOpen(std::string_view transfer_name);
absl::Status NoticeRecorded(std::string_view adjustment_name);

// INVALID_ARGUMENT: a field that does not fit what is on record.
absl::Status UnfitFields(const std::vector<FieldViolation>& violations);

// FAILED_PRECONDITION with every broken rule; `violations` must not be empty.
absl::Status NotOnBreak(const std::vector<RuleViolation>& violations);
absl::Status NoLearningPlan(const std::vector<RuleViolation>& violations);
absl::Status ExtensionRefused(const std::vector<RuleViolation>& violations);
absl::Status TransferRefused(const std::vector<RuleViolation>& violations);
absl::Status TransferNotOpen(const std::vector<RuleViolation>& violations);
absl::Status AdjustmentRefused(const std::vector<RuleViolation>& violations);
absl::Status AdjustmentOpen(const std::vector<RuleViolation>& violations);
absl::Status AdjustmentDecided(const std::vector<RuleViolation>& violations);
absl::Status ExemptionRefused(const std::vector<RuleViolation>& violations);
absl::Status ExemptionDecided(const std::vector<RuleViolation>& violations);

}  // namespace attest::registration::errors

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_LIFE_ERRORS_H_
