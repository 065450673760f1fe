#include "services/registration/domain/errors.h"

#include <algorithm>
#include <string>

#include "fmt/format.h"

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

// "2 rules are broken: UNDER_AGE, LANGUAGE".
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

absl::Status NotFound(std::string_view type, std::string_view name) {
  return WithResource(
      MakeError(absl::StatusCode::kNotFound, kDomain, "NOT_FOUND",
                fmt::format("there is no {} {}", type, name)),
      type, name);
}

absl::Status RoleMissing(std::string_view centre_name) {
  return MakeError(absl::StatusCode::kPermissionDenied, kDomain, "ROLE_MISSING",
                   fmt::format("the caller has no role that allows this at {}",
                               centre_name));
}

absl::Status CentreExists(std::string_view name) {
  return Exists("CENTRE_EXISTS",
                fmt::format("{} exists already; choose another id", name),
                "centre", name);
}

absl::Status AlreadyAppointed(std::string_view appointment_name) {
  return Exists(
      "ALREADY_APPOINTED",
      fmt::format("the person holds the role in that time already, by {}",
                  appointment_name),
      "appointment", appointment_name);
}

absl::Status ConflictDeclared(std::string_view conflict_name) {
  return Exists("CONFLICT_DECLARED",
                "the conflict is on record and goes on, with this mitigation",
                "conflict", conflict_name);
}

absl::Status StaleEtag(std::string_view name) {
  return MakeError(
      absl::StatusCode::kAborted, kDomain, "STALE_ETAG",
      fmt::format("{} has changed since the etag was read; read it "
                  "again",
                  name));
}

absl::Status PlanChanged(std::string_view plan_name) {
  return MakeError(absl::StatusCode::kAborted, kDomain, "PLAN_CHANGED",
                   fmt::format("{} has changed since this revision; read it "
                               "again",
                               plan_name));
}

absl::Status DuplicateUln(std::string_view learner_name) {
  return Exists("DUPLICATE_ULN",
                "a learner with this number is registered already; ask the "
                "awarding organisation",
                "learner", learner_name);
}

absl::Status RowChanged() {
  return Exists("REQUEST_ID_REUSED",
                "this number was another row's when the batch was sent before; "
                "send what was mended as a new batch",
                "", "");
}

absl::Status BatchTookTooLong() {
  return MakeError(absl::StatusCode::kDeadlineExceeded, kDomain,
                   "BATCH_TOOK_TOO_LONG",
                   "rows that were answered are dealt with; go on with the "
                   "same request_id");
}

absl::Status AlreadyRegistered(std::string_view registration_name) {
  return Exists("ALREADY_REGISTERED",
                "the learner has an active registration for this qualification "
                "already",
                "registration", registration_name);
}

absl::Status ApprovalRefused(const std::vector<RuleViolation>& violations) {
  return Refused("APPROVAL_REFUSED", "the centre cannot be approved",
                 violations);
}

absl::Status AppointmentRefused(const std::vector<RuleViolation>& violations) {
  return Refused("APPOINTMENT_REFUSED", "the person cannot be appointed",
                 violations);
}

absl::Status AppointmentEnded(const std::vector<RuleViolation>& violations) {
  return Refused("APPOINTMENT_ENDED", "the appointment cannot be ended",
                 violations);
}

absl::Status CentreRefused(const std::vector<RuleViolation>& violations) {
  return Refused("CENTRE_REFUSED", "the centre cannot be changed", violations);
}

absl::Status ConflictRefused(const std::vector<RuleViolation>& violations) {
  return Refused("CONFLICT_REFUSED", "the conflict cannot be declared",
                 violations);
}

absl::Status ConflictEnded(const std::vector<RuleViolation>& violations) {
  return Refused("CONFLICT_ENDED", "the conflict cannot be ended", violations);
}

absl::Status MitigationNotProposed(
    const std::vector<RuleViolation>& violations) {
  return Refused("MITIGATION_NOT_PROPOSED",
                 "the mitigation cannot be decided on", violations);
}

absl::Status HoldNotRunning(const std::vector<RuleViolation>& violations) {
  return Refused("HOLD_NOT_RUNNING", "the hold cannot be lifted", violations);
}

absl::Status PlanNotReady(const std::vector<RuleViolation>& violations) {
  return Refused("PLAN_NOT_READY", "the plan cannot be submitted", violations);
}

absl::Status PlanNotSubmitted(const std::vector<RuleViolation>& violations) {
  return Refused("PLAN_NOT_SUBMITTED", "the plan cannot be decided on",
                 violations);
}

absl::Status RegistrationRefused(const std::vector<RuleViolation>& violations) {
  const bool duplicate_only = std::all_of(
      violations.begin(), violations.end(), [](const RuleViolation& violation) {
        return violation.type == "POSSIBLE_DUPLICATE" ||
               violation.type == "SAME_ULN_WITHDRAWN";
      });
  return Refused(duplicate_only ? "POSSIBLE_DUPLICATE" : "REGISTRATION_REFUSED",
                 "the learner cannot be registered", violations);
}

absl::Status SelectionRefused(const std::vector<RuleViolation>& violations) {
  return Refused("SELECTION_REFUSED", "the units cannot be selected",
                 violations);
}

absl::Status AllocationRefused(const std::vector<RuleViolation>& violations) {
  return Refused("ALLOCATION_REFUSED", "the staff cannot be allocated",
                 violations);
}

absl::Status NotActive(const std::vector<RuleViolation>& violations) {
  return Refused("NOT_ACTIVE", "the registration cannot be changed",
                 violations);
}

absl::Status UpdateRefused(const std::vector<RuleViolation>& violations) {
  return Refused("UPDATE_REFUSED", "the learner cannot be changed", violations);
}

absl::Status CorrectionDecided(const std::vector<RuleViolation>& violations) {
  return Refused("CORRECTION_DECIDED", "the correction cannot be decided on",
                 violations);
}

absl::Status CorrectionOutdated(const std::vector<RuleViolation>& violations) {
  return Refused("CORRECTION_OUTDATED", "the correction cannot be approved",
                 violations);
}

absl::Status MergeRefused(const std::vector<RuleViolation>& violations) {
  return Refused("MERGE_REFUSED", "the learners cannot be merged", violations);
}

absl::Status ErasureRefused(const std::vector<RuleViolation>& violations) {
  return Refused("ERASURE_REFUSED", "the learner cannot be erased", violations);
}

RuleViolation UnknownQualification(std::string_view qualification_name) {
  return {"UNKNOWN_QUALIFICATION", std::string(qualification_name),
          "the catalogue has no such qualification; it is named by the "
          "awarding organisation's own code"};
}

absl::Status InvalidUnits(const std::vector<FieldViolation>& violations) {
  return InvalidFields(kDomain, violations);
}

absl::Status CatalogueUnavailable(std::string_view why) {
  return MakeError(absl::StatusCode::kUnavailable, kDomain,
                   "CATALOGUE_UNAVAILABLE", why);
}

}  // namespace attest::registration::errors
