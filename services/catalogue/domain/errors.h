// Every error that the catalogue can raise. Reasons are API: never rename one,
// never reuse one.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "libs/status/status.h"

namespace attest::catalogue::errors {

inline constexpr char kDomain[] = "catalogue.attest";

// NOT_FOUND. `name` as the caller gave it; for a qualification it may be a code
// or a number.
absl::Status QualificationNotFound(std::string_view name);
absl::Status SyllabusNotFound(std::string_view name);
absl::Status UnitNotFound(std::string_view name);

// INVALID_ARGUMENT, `WRONG_CHECK_DIGIT`: `number` cannot be the number of a
// qualification, since its last character would have to be `right` (req R109).
absl::Status WrongCheckDigit(std::string_view number, char right);

// FAILED_PRECONDITION, `SYLLABUS_INVALID`: what keeps a syllabus from being
// published, at least one thing.
absl::Status SyllabusInvalid(const std::vector<RuleViolation>& violations);
// Two of those that only the catalogue knows: the number of a qualification
// belongs to another code, and the version that is to be the current one is not
// published.
RuleViolation QualificationNumberTaken(std::string_view number,
                                       std::string_view owner);
RuleViolation CurrentVersionUnpublished(std::string_view version);

// FAILED_PRECONDITION, `SYLLABUS_PUBLISHED`: the version is published with
// other content (req R115).
absl::Status SyllabusPublished(std::string_view name);

// FAILED_PRECONDITION, `KEY_DATES_OUT_OF_ORDER` (D10).
absl::Status KeyDatesOutOfOrder(const std::vector<RuleViolation>& violations);

// ABORTED, `STALE_ETAG`: somebody else changed the resource.
absl::Status StaleEtag(std::string_view type, std::string_view name);

// FAILED_PRECONDITION, `SELECTION_TOO_COMPLEX`: the rules of a syllabus cut
// across each other so much that the best selections are not found in bounded
// time. To try again is no use; to keep or avoid more units is.
absl::Status SelectionTooComplex(std::string_view syllabus);

// RESOURCE_EXHAUSTED, `COMPARISON_TOO_LARGE`: two syllabi differ in more than
// one answer can hold.
absl::Status ComparisonTooLarge(std::string_view from, std::string_view to);

}  // namespace attest::catalogue::errors

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_
