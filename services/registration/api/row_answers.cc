#include "services/registration/api/row_answers.h"

#include <string>

namespace attest::registration::api {
namespace {

bool SaysDuplicate(const std::string& reason) {
  return reason == "POSSIBLE_DUPLICATE" || reason == "DUPLICATE_ULN" ||
         reason == "ALREADY_REGISTERED";
}

void AddReason(v1::RowAnswer& answer, const std::string& reason,
               const std::string& subject, const std::string& description) {
  v1::RowReason& added = *answer.add_reasons();
  added.set_reason(reason);
  added.set_subject(subject);
  added.set_description(description);
}

// The resource that an error of one reason is about, if it may be named.
std::string SubjectOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  if (!info || info->metadata.empty()) return "";
  return info->metadata.begin()->second;
}

}  // namespace

bool IsAboutRow(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kNotFound:
      return true;
    default:
      return false;
  }
}

v1::RowAnswer NotAccepted(int64_t row_number, const absl::Status& status) {
  const std::string reason = ReasonOf(status);
  v1::RowAnswer answer;
  answer.set_row_number(row_number);
  answer.set_outcome(SaysDuplicate(reason) ? v1::ROW_DUPLICATE
                                           : v1::ROW_REFUSED);
  for (const FieldViolation& one : FieldViolationsOf(status)) {
    AddReason(answer, reason, one.field, one.description);
  }
  for (const RuleViolation& one : RuleViolationsOf(status)) {
    AddReason(answer, one.type, one.subject, one.description);
  }
  if (answer.reasons().empty()) {
    AddReason(answer, reason, SubjectOf(status), std::string(status.message()));
  }
  return answer;
}

}  // namespace attest::registration::api
