// Errors of blob stores.
#ifndef ATTEST_LIBS_BLOB_ERRORS_H_
#define ATTEST_LIBS_BLOB_ERRORS_H_

#include <string_view>

#include "libs/status/status.h"

namespace attest::blob::errors {

absl::Status MalformedUploadId();
absl::Status NegativeRange();
absl::Status BlobNotFound(std::string_view sha256);
absl::Status UploadInProgress(std::string_view upload_id);
absl::Status UploadClosed();
// What a system call's errno means: DISK_FULL or UNAVAILABLE `STORE`.
absl::Status System(std::string_view what, int error_number);

}  // namespace attest::blob::errors

#endif  // ATTEST_LIBS_BLOB_ERRORS_H_
