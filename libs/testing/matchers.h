// Matchers for statuses and protos.
#ifndef ATTEST_LIBS_TESTING_MATCHERS_H_
#define ATTEST_LIBS_TESTING_MATCHERS_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "libs/status/status.h"

namespace attest::testing {

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& result) {
  return result.status();
}

// EXPECT_THAT(result, IsOk());
MATCHER(IsOk, "is OK") {
  *result_listener << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// EXPECT_THAT(result, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
MATCHER_P2(FailsWith, code, reason, "") {
  *result_listener << StatusOf(arg).ToString() << " reason "
                   << ReasonOf(StatusOf(arg));
  return StatusOf(arg).code() == code && ReasonOf(StatusOf(arg)) == reason;
}

// Names exactly these fields (in any order).
//   EXPECT_THAT(result, NamesFields({"request_id", "learner.birth_date"}));
MATCHER_P(NamesFields, fields, "") {
  std::vector<std::string> named;
  for (const auto& violation : FieldViolationsOf(StatusOf(arg))) {
    named.push_back(violation.field);
  }
  return ::testing::ExplainMatchResult(
      ::testing::UnorderedElementsAreArray(fields), named, result_listener);
}
inline auto NamesFields(std::initializer_list<std::string> fields) {
  return NamesFields(std::vector<std::string>(fields));
}

// Breaks exactly these rules (in any order).
//   EXPECT_THAT(result, BreaksRules({"MINIMUM_AGE", "ULN_CHECK_DIGIT"}));
MATCHER_P(BreaksRules, types, "") {
  std::vector<std::string> broken;
  for (const auto& violation : RuleViolationsOf(StatusOf(arg))) {
    broken.push_back(violation.type);
  }
  return ::testing::ExplainMatchResult(
      ::testing::UnorderedElementsAreArray(types), broken, result_listener);
}
inline auto BreaksRules(std::initializer_list<std::string> types) {
  return BreaksRules(std::vector<std::string>(types));
}

}  // namespace attest::testing

#endif  // ATTEST_LIBS_TESTING_MATCHERS_H_
