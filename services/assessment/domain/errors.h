// Every error that the assessment service raises. Reasons are API: never
// renamed, never reused. Texts hold ids, never what people wrote.
#ifndef ATTEST_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_
#define ATTEST_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "libs/status/status.h"

namespace attest::assessment::errors {

inline constexpr char kDomain[] = "assessment.attest";

using Violations = std::vector<RuleViolation>;

// NOT_FOUND: it does not exist, or the caller may not know. `type` is the kind
// of resource, e.g. `evidence`.
absl::Status NotFound(std::string_view type, std::string_view name);
// PERMISSION_DENIED, `ROLE_MISSING`, for what is created under a centre.
absl::Status RoleMissing(std::string_view need);
// UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE`: the server has only just started.
absl::Status NotConnected(std::string_view neighbour);

// FAILED_PRECONDITION with every broken rule.
absl::Status PlanNotReady(const Violations& violations);
absl::Status PlanNotSubmitted(std::string_view plan);
absl::Status EvidenceRefused(const Violations& violations);
absl::Status UploadRefused(const Violations& violations);
absl::Status MappingRefused(const Violations& violations);
absl::Status SubmissionRefused(const Violations& violations);
absl::Status ReturnRefused(const Violations& violations);
absl::Status DecisionRefused(const Violations& violations);
absl::Status CountersignatureRefused(const Violations& violations);
absl::Status SignOffRefused(const Violations& violations);

// OUT_OF_RANGE; metadata `offset` says where to go on.
absl::Status WrongOffset(int64_t held);
// DATA_LOSS.
absl::Status HashMismatch();
absl::Status TooManyBytes(int64_t announced);
absl::Status TooFewBytes(int64_t announced, int64_t held);
// DEADLINE_EXCEEDED and CANCELLED: what arrived is kept.
absl::Status UploadTookTooLong();
absl::Status UploadBroken();

}  // namespace attest::assessment::errors

#endif  // ATTEST_SERVICES_ASSESSMENT_DOMAIN_ERRORS_H_
