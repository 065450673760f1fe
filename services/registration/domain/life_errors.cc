#include "services/registration/domain/life_errors.h"

#include "fmt/format.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::errors {
namespace {

absl::Status Exists(std::string_view reason, std::string_view message,
                    std::string_view type, std::string_view name) {
  ErrorMetadata metadata;
  if (!name.empty()) metadata.emplace(type, name);
  absl::Status status = MakeError(absl::StatusCode::kAlreadyExists, kDomain,
                                  reason, message, std::move(metadata));
  return name.empty() ? status : WithResource(std::move(status), type, name);
}

absl::Status Refused(std::string_view reason, std::string_view what,
                     const std::vector<RuleViolation>& violations) {
  std::vector<std::string_view> types;
  for (const RuleViolation& violation : violations) {
    types.push_back(violation.type);
  }
  return BrokenRules(kDomain, reason,
                     fmt::format("{}: {}", what, fmt::join(types, ", ")),
                     violations);
}

}  // namespace

absl::Status TransferOpen(std::string_view transfer_name) {
  return Exists("TRANSFER_OPEN",
                "another transfer is asked for; decide on it first", "transfer",
                transfer_name);
}

absl::Status NoticeRecorded(std::string_view adjustment_name) {
  return Exists("NOTICE_RECORDED", "it is on record that they were told",
                "adjustment", adjustment_name);
}

absl::Status UnfitFields(const std::vector<FieldViolation>& violations) {
  return InvalidFields(kDomain, violations);
}

absl::Status NotOnBreak(const std::vector<RuleViolation>& violations) {
  return Refused("NOT_ON_BREAK", "no break can end", violations);
}

absl::Status NoLearningPlan(const std::vector<RuleViolation>& violations) {
  return Refused("NO_LEARNING_PLAN", "no review can be recorded", violations);
}

absl::Status ExtensionRefused(const std::vector<RuleViolation>& violations) {
  return Refused("EXTENSION_REFUSED", "the registration cannot be extended",
                 violations);
}

absl::Status TransferRefused(const std::vector<RuleViolation>& violations) {
  return Refused("TRANSFER_REFUSED", "the registration cannot be transferred",
                 violations);
}

absl::Status TransferNotOpen(const std::vector<RuleViolation>& violations) {
  return Refused("TRANSFER_NOT_OPEN", "the transfer cannot be decided on",
                 violations);
}

absl::Status AdjustmentRefused(const std::vector<RuleViolation>& violations) {
  return Refused("ADJUSTMENT_REFUSED", "the adjustment cannot be asked for",
                 violations);
}

absl::Status AdjustmentOpen(const std::vector<RuleViolation>& violations) {
  return Refused("ADJUSTMENT_OPEN", "the adjustment cannot be decided on",
                 violations);
}

absl::Status AdjustmentDecided(const std::vector<RuleViolation>& violations) {
  return Refused("ADJUSTMENT_DECIDED", "the adjustment cannot be changed",
                 violations);
}

absl::Status ExemptionRefused(const std::vector<RuleViolation>& violations) {
  return Refused("EXEMPTION_REFUSED", "the unit cannot be exempted",
                 violations);
}

absl::Status ExemptionDecided(const std::vector<RuleViolation>& violations) {
  return Refused("EXEMPTION_DECIDED", "the exemption cannot be decided on",
                 violations);
}

}  // namespace attest::registration::errors
