#include "libs/blob/errors.h"

#include <cerrno>
#include <string>
#include <system_error>

#include "fmt/format.h"

namespace attest::blob::errors {
namespace {

constexpr std::string_view kDomain = "blob.attest";
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

}  // namespace

absl::Status MalformedUploadId() {
  return InvalidFields(
      kDomain,
      {{"upload_id", "give 1 to 64 letters, digits or hyphens, as a UUID"}});
}

absl::Status NegativeRange() {
  return InvalidFields(kDomain,
                       {{"range", "offset and length must not be negative"}});
}

absl::Status BlobNotFound(std::string_view sha256) {
  return MakeError(absl::StatusCode::kNotFound, kDomain, "BLOB_NOT_FOUND",
                   "no such bytes are stored",
                   {{"sha256", std::string(sha256.substr(0, 64))}});
}

absl::Status UploadInProgress(std::string_view upload_id) {
  return WithRetry(
      MakeError(absl::StatusCode::kAborted, kDomain, "UPLOAD_IN_PROGRESS",
                "this upload is being written by another call",
                {{"upload_id", std::string(upload_id)}}),
      kRetryAfter);
}

absl::Status UploadClosed() {
  return MakeError(absl::StatusCode::kFailedPrecondition, kDomain,
                   "UPLOAD_CLOSED", "the upload was committed or discarded");
}

absl::Status System(std::string_view what, int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return WithRetry(MakeError(absl::StatusCode::kResourceExhausted, kDomain,
                                 "DISK_FULL", "the disk for evidence is full"),
                       kRetryAfter);
    default:
      return MakeError(
          absl::StatusCode::kUnavailable, kDomain, "STORE",
          fmt::format("cannot {}: {}", what,
                      std::generic_category().message(error_number)));
  }
}

}  // namespace attest::blob::errors
