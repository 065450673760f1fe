// Every error of the registration service. Reasons are API: never renamed,
// never reused.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_ERRORS_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_ERRORS_H_

#include <string_view>
#include <vector>

#include "libs/status/status.h"

namespace attest::registration::errors {

inline constexpr char kDomain[] = "registration.attest";

// NOT_FOUND, `NOT_FOUND`: it does not exist, or the caller may not know.
absl::Status NotFound(std::string_view type, std::string_view name);
// PERMISSION_DENIED, `ROLE_MISSING`.
absl::Status RoleMissing(std::string_view centre_name);

// ALREADY_EXISTS.
absl::Status CentreExists(std::string_view name);
absl::Status AlreadyAppointed(std::string_view appointment_name);
absl::Status ConflictDeclared(std::string_view conflict_name);
// Each names the other one only when the caller may know it, else it is empty.
absl::Status DuplicateUln(std::string_view learner_name);
absl::Status AlreadyRegistered(std::string_view registration_name);
// REQUEST_ID_REUSED: another row of the batch had the number.
absl::Status RowChanged();

// DEADLINE_EXCEEDED: of a batch as a whole.
absl::Status BatchTookTooLong();

// ABORTED: somebody else was faster; read again.
absl::Status StaleEtag(std::string_view name);
absl::Status PlanChanged(std::string_view plan_name);

// FAILED_PRECONDITION with every broken rule; `violations` must not be empty.
absl::Status ApprovalRefused(const std::vector<RuleViolation>& violations);
absl::Status AppointmentRefused(const std::vector<RuleViolation>& violations);
absl::Status AppointmentEnded(const std::vector<RuleViolation>& violations);
absl::Status CentreRefused(const std::vector<RuleViolation>& violations);
absl::Status ConflictRefused(const std::vector<RuleViolation>& violations);
absl::Status ConflictEnded(const std::vector<RuleViolation>& violations);
absl::Status MitigationNotProposed(
    const std::vector<RuleViolation>& violations);
absl::Status HoldNotRunning(const std::vector<RuleViolation>& violations);
absl::Status PlanNotReady(const std::vector<RuleViolation>& violations);
absl::Status PlanNotSubmitted(const std::vector<RuleViolation>& violations);
// `POSSIBLE_DUPLICATE` when nothing else stands against it, so that a client
// can tell that a reason will do; else `REGISTRATION_REFUSED`.
absl::Status RegistrationRefused(const std::vector<RuleViolation>& violations);
absl::Status SelectionRefused(const std::vector<RuleViolation>& violations);
absl::Status AllocationRefused(const std::vector<RuleViolation>& violations);
absl::Status NotActive(const std::vector<RuleViolation>& violations);
absl::Status UpdateRefused(const std::vector<RuleViolation>& violations);
absl::Status CorrectionDecided(const std::vector<RuleViolation>& violations);
absl::Status CorrectionOutdated(const std::vector<RuleViolation>& violations);
absl::Status MergeRefused(const std::vector<RuleViolation>& violations);
absl::Status ErasureRefused(const std::vector<RuleViolation>& violations);

// A violation of ApprovalRefused: the catalogue does not have it.
RuleViolation UnknownQualification(std::string_view qualification_name);

// INVALID_ARGUMENT from what the catalogue says of fields that are ours too.
absl::Status InvalidUnits(const std::vector<FieldViolation>& violations);
// UNAVAILABLE: the catalogue is not connected, or lacks what a registration is
// pinned to.
absl::Status CatalogueUnavailable(std::string_view why);

}  // namespace attest::registration::errors

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_ERRORS_H_
