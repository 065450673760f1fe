#include "services/verification/domain/errors.h"

#include "fmt/format.h"

namespace attest::verification::errors {
namespace {

absl::Status Refused(std::string_view reason, std::string_view what,
                     const Violations& violations) {
  if (violations.empty()) return absl::OkStatus();
  return BrokenRules(
      kDomain, reason,
      fmt::format("{}: {} reason{}, all listed", what, violations.size(),
                  violations.size() == 1 ? "" : "s"),
      violations);
}

}  // namespace

absl::Status NotFound(std::string_view type, std::string_view name) {
  return WithResource(
      MakeError(
          absl::StatusCode::kNotFound, kDomain, "NOT_FOUND",
          fmt::format("there is no {} of this name that you may see", type)),
      type, name);
}

absl::Status RoleMissing(std::string_view parent) {
  return MakeError(absl::StatusCode::kPermissionDenied, kDomain, "ROLE_MISSING",
                   fmt::format("none of your roles will do at {}", parent));
}

absl::Status NotConnected() {
  return WithRetry(
      MakeError(absl::StatusCode::kUnavailable, kDomain,
                "NEIGHBOUR_NOT_CONNECTED",
                "the service is starting and does not reach its neighbours "
                "yet; try again"),
      absl::Seconds(1));
}

absl::Status NoAnswer() {
  return WithRetry(
      MakeError(
          absl::StatusCode::kUnavailable, kDomain, "NEIGHBOUR_UNAVAILABLE",
          "a service that this one needs has too much to do, or gave more "
          "than can be received at once; try again"),
      absl::Seconds(1));
}

absl::Status PlanExists(std::string_view plan) {
  return MakeError(absl::StatusCode::kAlreadyExists, kDomain, "PLAN_EXISTS",
                   fmt::format("{} is open for this qualification; one plan "
                               "at a time",
                               plan),
                   {{"sampling_plan", std::string(plan)}});
}

absl::Status SampleExists(std::string_view sample) {
  return MakeError(absl::StatusCode::kAlreadyExists, kDomain, "SAMPLE_EXISTS",
                   fmt::format("{} holds this sign-off already", sample),
                   {{"sample", std::string(sample)}});
}

absl::Status UnitNotSignedOff(std::string_view unit_name) {
  return BrokenRules(
      kDomain, "UNIT_NOT_SIGNED_OFF",
      "only a unit that is signed off can be "
      "sampled",
      {{"UNIT_NOT_SIGNED_OFF", std::string(unit_name),
        "the unit is not signed off; its assessor signs it off first"}});
}

absl::Status SamplingRefused(const Violations& violations) {
  return Refused("SAMPLING_REFUSED", "you can neither plan nor draw samples",
                 violations);
}

absl::Status VerificationRefused(const Violations& violations) {
  return Refused("VERIFICATION_REFUSED", "the outcome cannot be recorded",
                 violations);
}

absl::Status ActionNotClosed(const Violations& violations) {
  return Refused("ACTION_NOT_CLOSED", "the action stays open", violations);
}

absl::Status ModerationRefused(const Violations& violations) {
  return Refused("MODERATION_REFUSED", "the moderation cannot go on",
                 violations);
}

absl::Status ClaimRefused(const Violations& violations) {
  return Refused("CLAIM_REFUSED", "the award cannot be claimed yet",
                 violations);
}

absl::Status ClaimOvertaken(const Violations& violations) {
  return Refused("CLAIM_OVERTAKEN", "the claim cannot be awarded", violations);
}

absl::Status AlreadyClaimed(std::string_view claim) {
  return MakeError(absl::StatusCode::kAlreadyExists, kDomain, "ALREADY_CLAIMED",
                   fmt::format("the award is claimed by {}", claim),
                   {{"claim", std::string(claim)}});
}

absl::Status AlreadyAwarded(std::string_view claim, std::string_view award) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, kDomain, "CLAIM_NOT_ACCEPTED",
      fmt::format("{} is awarded already by {}", claim, award),
      {{"claim", std::string(claim)}, {"award", std::string(award)}});
}

absl::Status ClaimLapsed(std::string_view claim) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, kDomain, "CLAIM_NOT_ACCEPTED",
      fmt::format("{} has lapsed; a newer claim took its place", claim),
      {{"claim", std::string(claim)}});
}

}  // namespace attest::verification::errors
