// Bytes of evidence, addressed by what they are (SHA-256).
#ifndef ATTEST_LIBS_BLOB_BLOB_STORE_H_
#define ATTEST_LIBS_BLOB_BLOB_STORE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::blob {

struct BlobInfo {
  std::string sha256;  // lower-case hex
  int64_t size_bytes = 0;
};

// One upload in progress. Not thread-safe. Destroying it keeps what was
// written, so that the upload can go on later. Errors besides those named:
// UNAVAILABLE (the store cannot be reached; nothing changed), and
// FAILED_PRECONDITION, `UPLOAD_CLOSED` after Commit or Discard.
class Upload {
 public:
  virtual ~Upload() = default;
  // Bytes held so far: the offset at which to go on.
  virtual int64_t offset() const = 0;
  // SHA-256 of the bytes held so far, lower-case hex.
  virtual std::string Sha256() const = 0;
  // Up to `length` of the bytes held so far, from `offset`; empty at the end.
  // So what was sent can be judged before it is committed.
  virtual absl::StatusOr<std::string> Read(int64_t offset,
                                           int64_t length) const = 0;
  // All of `bytes` or, on an error, none of them.
  //   RESOURCE_EXHAUSTED, `DISK_FULL`.
  virtual absl::Status Append(std::string_view bytes) = 0;
  // Makes the bytes durable under their hash; the upload is gone afterwards.
  // Bytes that are stored already are not stored again. After an error the
  // upload is still there and Commit may be tried again.
  //   RESOURCE_EXHAUSTED, `DISK_FULL`.
  virtual absl::StatusOr<BlobInfo> Commit() = 0;
  // Throws away what was written.
  virtual absl::Status Discard() = 0;
};

// Thread-safe. Errors besides those named: UNAVAILABLE (nothing happened),
// RESOURCE_EXHAUSTED `DISK_FULL`.
class BlobStore {
 public:
  virtual ~BlobStore() = default;
  // Begins, or goes on with, the upload of this id ([A-Za-z0-9-], up to 64).
  //   INVALID_ARGUMENT, `INVALID_FIELDS`: `upload_id` has another form.
  //   ABORTED, `UPLOAD_IN_PROGRESS`: somebody else is writing it now. A
  //     process that died writes no more.
  virtual absl::StatusOr<std::unique_ptr<Upload>> Open(
      std::string_view upload_id) = 0;
  // Up to `length` bytes from `offset`; empty at the end.
  //   INVALID_ARGUMENT, `INVALID_FIELDS`: a negative number.
  //   NOT_FOUND, `BLOB_NOT_FOUND`.
  virtual absl::StatusOr<std::string> Read(std::string_view sha256,
                                           int64_t offset, int64_t length) = 0;
  //   NOT_FOUND, `BLOB_NOT_FOUND`.
  virtual absl::StatusOr<BlobInfo> Stat(std::string_view sha256) = 0;
};

// Uploads on which nobody has gone on for so long are abandoned.
inline constexpr absl::Duration kUploadAgeMax = absl::Hours(7 * 24);

// Keeps blobs in files: `<folder>/blobs/ab/abcd...`, uploads in
// `<folder>/uploads/`. A blob appears by rename after fsync of its file, and
// is acknowledged after fsync of its folder. Several processes may share it.
// Opening it removes abandoned uploads.
//   UNAVAILABLE, `STORE`: the folder cannot be made; the text says why.
absl::StatusOr<std::unique_ptr<BlobStore>> OpenFileBlobStore(
    const std::string& folder);

}  // namespace attest::blob

#endif  // ATTEST_LIBS_BLOB_BLOB_STORE_H_
