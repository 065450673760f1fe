// Errors that say which error they are: every error that a caller can see
// carries a google.rpc.ErrorInfo, and what is wrong field by field or rule by
// rule, as payloads of an absl::Status. libs/rpc puts them on the wire.
#ifndef ATTEST_LIBS_STATUS_STATUS_H_
#define ATTEST_LIBS_STATUS_STATUS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace attest {

// Facts about one occurrence of an error. Ids only, no personal data.
using ErrorMetadata = std::map<std::string, std::string>;

// Which error a status is.
struct ErrorInfo {
  // Who raised it, e.g. `registration.attest`.
  std::string domain;
  // UPPER_SNAKE; never renamed, never reused.
  std::string reason;
  ErrorMetadata metadata;
};

// One wrong field of a request.
struct FieldViolation {
  // Path, e.g. `learner.birth_date`.
  std::string field;
  // What is wrong and how to mend it.
  std::string description;
};

// One rule that a request breaks.
struct RuleViolation {
  // The rule, UPPER_SNAKE.
  std::string type;
  // The resource that the rule looked at.
  std::string subject;
  // What was found and what is needed.
  std::string description;
};

// Makes an error. `code` must not be OK.
absl::Status MakeError(absl::StatusCode code, std::string_view domain,
                       std::string_view reason, std::string_view message,
                       ErrorMetadata metadata = {});

// INVALID_ARGUMENT, reason INVALID_FIELDS, naming every field. `violations`
// must not be empty.
absl::Status InvalidFields(std::string_view domain,
                           const std::vector<FieldViolation>& violations);

// FAILED_PRECONDITION with every broken rule. `violations` must not be empty.
absl::Status BrokenRules(std::string_view domain, std::string_view reason,
                         std::string_view message,
                         const std::vector<RuleViolation>& violations);

// `status` with a google.rpc.ResourceInfo.
absl::Status WithResource(absl::Status status, std::string_view type,
                          std::string_view name);

// `status` with a google.rpc.RetryInfo; of `delay`, 0 to 24 hours.
absl::Status WithRetry(absl::Status status, absl::Duration delay);

// What a status carries; nothing when it carries none.
std::optional<ErrorInfo> ErrorInfoOf(const absl::Status& status);
std::vector<FieldViolation> FieldViolationsOf(const absl::Status& status);
std::vector<RuleViolation> RuleViolationsOf(const absl::Status& status);

// The reason alone, empty when there is none.
std::string ReasonOf(const absl::Status& status);

}  // namespace attest

// The names are numbered, so that these macros nest: a transaction's body is
// often a lambda within one that uses them again.
#define ATTEST_RETURN_IF_ERROR(expression)                                \
  ATTEST_RETURN_IF_ERROR_IMPL(ATTEST_CONCAT(attest_status_, __COUNTER__), \
                              expression)
#define ATTEST_RETURN_IF_ERROR_IMPL(status, expression)     \
  do {                                                      \
    if (absl::Status status = (expression); !status.ok()) { \
      return status;                                        \
    }                                                       \
  } while (false)

#define ATTEST_CONCAT_INNER(a, b) a##b
#define ATTEST_CONCAT(a, b) ATTEST_CONCAT_INNER(a, b)

// ATTEST_ASSIGN_OR_RETURN(const Unit unit, FindUnit(number));
#define ATTEST_ASSIGN_OR_RETURN(lhs, expression)                            \
  ATTEST_ASSIGN_OR_RETURN_IMPL(ATTEST_CONCAT(attest_or_, __COUNTER__), lhs, \
                               expression)
#define ATTEST_ASSIGN_OR_RETURN_IMPL(result, lhs, expression) \
  auto result = (expression);                                 \
  if (!result.ok()) return result.status();                   \
  lhs = *std::move(result)

#endif  // ATTEST_LIBS_STATUS_STATUS_H_
