#include "libs/journal/errors.h"

#include <string_view>

#include "fmt/format.h"

namespace attest::journal::errors {
namespace {

constexpr std::string_view kDomain = "journal.attest";

}  // namespace

absl::Status NoRequestId() {
  return InvalidFields(kDomain,
                       {{"request_id",
                         "is empty; give a UUID, a new one for every "
                         "request and the same one for a repetition"}});
}

absl::Status RequestIdReused() {
  return MakeError(absl::StatusCode::kAlreadyExists, kDomain,
                   "REQUEST_ID_REUSED",
                   "this request_id was used for another request; give a new "
                   "UUID");
}

absl::Status NoChanges() {
  return MakeError(absl::StatusCode::kInternal, kDomain, "NO_CHANGES",
                   "a write recorded no change");
}

absl::Status UnreadableEvent(int64_t cursor) {
  return MakeError(
      absl::StatusCode::kInternal, kDomain, "UNREADABLE_EVENT",
      fmt::format("the attributes of event {} cannot be read", cursor));
}

}  // namespace attest::journal::errors
