// Every error that the verification service raises. Reasons are part of the
// contract: never renamed, never used again.
#ifndef ATTEST_SERVICES_VERIFICATION_DOMAIN_ERRORS_H_
#define ATTEST_SERVICES_VERIFICATION_DOMAIN_ERRORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "libs/status/status.h"

namespace attest::verification::errors {

inline constexpr char kDomain[] = "verification.attest";

using Violations = std::vector<RuleViolation>;

// NOT_FOUND: no such thing, or the caller may not know of it. `type` is the
// kind of resource, e.g. `sample`.
absl::Status NotFound(std::string_view type, std::string_view name);
// PERMISSION_DENIED, `ROLE_MISSING`.
absl::Status RoleMissing(std::string_view parent);
// UNAVAILABLE, `NEIGHBOUR_NOT_CONNECTED`: the service is still starting.
absl::Status NotConnected();

// UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE`: too much to do or to receive.
absl::Status NoAnswer();

// ALREADY_EXISTS, `PLAN_EXISTS`.
absl::Status PlanExists(std::string_view plan);
// ALREADY_EXISTS, `SAMPLE_EXISTS`.
absl::Status SampleExists(std::string_view sample);
// FAILED_PRECONDITION, `UNIT_NOT_SIGNED_OFF`.
absl::Status UnitNotSignedOff(std::string_view unit_name);

// FAILED_PRECONDITION with every broken rule; OK when there is none.
absl::Status SamplingRefused(const Violations& violations);
absl::Status VerificationRefused(const Violations& violations);
absl::Status ActionNotClosed(const Violations& violations);
absl::Status ModerationRefused(const Violations& violations);
absl::Status ClaimRefused(const Violations& violations);
absl::Status ClaimOvertaken(const Violations& violations);

// ALREADY_EXISTS, `ALREADY_CLAIMED`.
absl::Status AlreadyClaimed(std::string_view claim);
// FAILED_PRECONDITION, `CLAIM_NOT_ACCEPTED`: it is awarded already.
absl::Status AlreadyAwarded(std::string_view claim, std::string_view award);
// FAILED_PRECONDITION, `CLAIM_NOT_ACCEPTED`: another took its place.
absl::Status ClaimLapsed(std::string_view claim);

}  // namespace attest::verification::errors

#endif  // ATTEST_SERVICES_VERIFICATION_DOMAIN_ERRORS_H_
