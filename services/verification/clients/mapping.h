// What a neighbour's refusals mean here.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_MAPPING_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_MAPPING_H_

#include <optional>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "services/verification/domain/errors.h"

namespace attest::verification::clients {

// The neighbour does not show it to this caller.
inline bool IsHidden(const absl::Status& status) {
  return status.code() == absl::StatusCode::kNotFound ||
         status.code() == absl::StatusCode::kPermissionDenied;
}

// The answer about a resource that the caller named: what is hidden from them
// at its owner does not exist for them here.
template <class T>
absl::StatusOr<T> AsSeen(absl::StatusOr<T> answer, std::string_view type,
                         std::string_view name) {
  if (IsHidden(answer.status())) return errors::NotFound(type, name);
  return answer;
}

// The answer about something that need not exist.
template <class T>
absl::StatusOr<std::optional<T>> AsFound(absl::StatusOr<T> answer) {
  if (answer.status().code() == absl::StatusCode::kNotFound) {
    return std::optional<T>();
  }
  if (!answer.ok()) return answer.status();
  return std::optional<T>(*std::move(answer));
}

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_MAPPING_H_
