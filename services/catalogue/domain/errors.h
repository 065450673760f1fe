// Every error that the catalogue can raise. Reasons are API: never rename one,
// never reuse one.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_

#include <string_view>

#include "absl/status/status.h"

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

}  // namespace attest::catalogue::errors

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_ERRORS_H_
