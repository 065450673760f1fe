#include "libs/db/errors.h"

#include <string>

#include "fmt/format.h"

namespace attest::db::errors {
namespace {

constexpr std::string_view kDomain = "db.attest";
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

}  // namespace

absl::Status Unique(std::string_view constraint) {
  return MakeError(absl::StatusCode::kAlreadyExists, kDomain, "UNIQUE",
                   fmt::format("not unique: {}", constraint),
                   {{"constraint", std::string(constraint)}});
}

absl::Status BrokenConstraint(std::string_view reason,
                              std::string_view constraint) {
  return MakeError(absl::StatusCode::kFailedPrecondition, kDomain, reason,
                   fmt::format("{} constraint broken: {}", reason, constraint),
                   {{"constraint", std::string(constraint)}});
}

absl::Status Conflict() {
  return MakeError(absl::StatusCode::kAborted, kDomain, "CONFLICT",
                   "another writer was in the way; try again");
}

absl::Status Connection(std::string_view why) {
  return MakeError(absl::StatusCode::kUnavailable, kDomain, "CONNECTION",
                   fmt::format("the database is not available: {}", why));
}

absl::Status DiskFull() {
  return WithRetry(MakeError(absl::StatusCode::kResourceExhausted, kDomain,
                             "DISK_FULL", "the disk of the database is full"),
                   kRetryAfter);
}

absl::Status PoolExhausted() {
  return WithRetry(
      MakeError(absl::StatusCode::kResourceExhausted, kDomain, "POOL_EXHAUSTED",
                "no connection to the database became free in time"),
      kRetryAfter);
}

absl::Status Sql(std::string_view why) {
  return MakeError(absl::StatusCode::kInternal, kDomain, "SQL",
                   fmt::format("SQL refused: {}", why));
}

absl::Status TextEncoding(int number) {
  return MakeError(absl::StatusCode::kInvalidArgument, kDomain, "TEXT_ENCODING",
                   fmt::format("text ${} is not UTF-8 or holds a NUL", number));
}

absl::Status Schema(std::string_view reason, std::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, kDomain, reason,
                   message);
}

bool IsConflict(const absl::Status& status) {
  if (status.code() != absl::StatusCode::kAborted) return false;
  const std::optional<ErrorInfo> info = ErrorInfoOf(status);
  return info && info->domain == kDomain && info->reason == "CONFLICT";
}

}  // namespace attest::db::errors
