#include "services/assessment/domain/errors.h"

#include <string>

#include "fmt/format.h"

namespace attest::assessment::errors {

absl::Status NotFound(std::string_view type, std::string_view name) {
  return WithResource(
      MakeError(absl::StatusCode::kNotFound, kDomain, "NOT_FOUND",
                "it does not exist, or the caller may not know of it"),
      type, name);
}

absl::Status RoleMissing(std::string_view need) {
  return MakeError(absl::StatusCode::kPermissionDenied, kDomain, "ROLE_MISSING",
                   fmt::format("needs {}", need));
}

absl::Status NotConnected(std::string_view neighbour) {
  return WithRetry(
      MakeError(absl::StatusCode::kUnavailable, kDomain,
                "NEIGHBOUR_UNAVAILABLE",
                fmt::format("not yet connected to {}; try again", neighbour)),
      absl::Seconds(1));
}

absl::Status PlanNotReady(const Violations& violations) {
  return BrokenRules(kDomain, "PLAN_NOT_READY",
                     "the assessment plan cannot be submitted", violations);
}

absl::Status PlanNotSubmitted(std::string_view plan) {
  return BrokenRules(
      kDomain, "PLAN_NOT_SUBMITTED", "the assessment plan cannot be decided on",
      {{"PLAN_NOT_SUBMITTED", std::string(plan),
        "only a submitted plan is agreed or returned; submit it first"}});
}

absl::Status EvidenceRefused(const Violations& violations) {
  return BrokenRules(kDomain, "EVIDENCE_REFUSED",
                     "the evidence cannot be created", violations);
}

absl::Status UploadRefused(const Violations& violations) {
  return BrokenRules(kDomain, "UPLOAD_REFUSED", "the file cannot be taken",
                     violations);
}

absl::Status MappingRefused(const Violations& violations) {
  return BrokenRules(kDomain, "MAPPING_REFUSED",
                     "the evidence cannot be mapped so", violations);
}

absl::Status SubmissionRefused(const Violations& violations) {
  return BrokenRules(kDomain, "SUBMISSION_REFUSED",
                     "the evidence cannot be handed in", violations);
}

absl::Status ReturnRefused(const Violations& violations) {
  return BrokenRules(kDomain, "RETURN_REFUSED",
                     "the evidence cannot be sent back", violations);
}

absl::Status DecisionRefused(const Violations& violations) {
  return BrokenRules(kDomain, "DECISION_REFUSED",
                     "the decisions cannot be recorded; none was", violations);
}

absl::Status CountersignatureRefused(const Violations& violations) {
  return BrokenRules(kDomain, "COUNTERSIGNATURE_REFUSED",
                     "the decision cannot be countersigned", violations);
}

absl::Status SignOffRefused(const Violations& violations) {
  return BrokenRules(kDomain, "SIGN_OFF_REFUSED",
                     "the unit cannot be signed off", violations);
}

absl::Status WrongOffset(int64_t held) {
  return MakeError(absl::StatusCode::kOutOfRange, kDomain, "WRONG_OFFSET",
                   fmt::format("{} bytes are held; go on from there", held),
                   {{"offset", std::to_string(held)}});
}

absl::Status HashMismatch() {
  return MakeError(absl::StatusCode::kDataLoss, kDomain, "HASH_MISMATCH",
                   "the bytes do not have the announced SHA-256; they were "
                   "thrown away, send them again from offset 0",
                   {{"offset", "0"}});
}

absl::Status TooManyBytes(int64_t announced) {
  return MakeError(
      absl::StatusCode::kDataLoss, kDomain, "SIZE_MISMATCH",
      fmt::format("more than the announced {} bytes arrived; they "
                  "were thrown away, send them again from offset 0",
                  announced),
      {{"offset", "0"}});
}

absl::Status TooFewBytes(int64_t announced, int64_t held) {
  return MakeError(absl::StatusCode::kDataLoss, kDomain, "SIZE_MISMATCH",
                   fmt::format("{} of the announced {} bytes arrived; they are "
                               "kept, go on from offset {}",
                               held, announced, held),
                   {{"offset", std::to_string(held)}});
}

absl::Status UploadTookTooLong() {
  return MakeError(absl::StatusCode::kDeadlineExceeded, kDomain,
                   "UPLOAD_TOOK_TOO_LONG",
                   "what arrived is kept; go on with the same upload_id");
}

absl::Status UploadBroken() {
  return MakeError(absl::StatusCode::kCancelled, kDomain, "UPLOAD_BROKEN",
                   "what arrived is kept; go on with the same upload_id");
}

}  // namespace attest::assessment::errors
