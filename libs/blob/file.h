// The few system calls that the file store makes, as statuses.
#ifndef ATTEST_LIBS_BLOB_FILE_H_
#define ATTEST_LIBS_BLOB_FILE_H_

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::blob {

// An open file, closed on destruction. Errors are those of errors::System.
class File {
 public:
  // `flags` as of open(2).
  static absl::StatusOr<File> Open(const std::string& path, int flags);
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  ~File();

  // Whether nobody else holds the file. Gone with the file's closing, also
  // when the process dies.
  absl::StatusOr<bool> TryLock();
  // Whether `path` still names this file.
  bool IsAt(const std::string& path) const;
  absl::StatusOr<int64_t> Size() const;
  absl::StatusOr<absl::Time> ChangeTime() const;
  // Up to `length` bytes from `offset`, fewer only at the end.
  absl::StatusOr<std::string> ReadAt(int64_t offset, int64_t length) const;
  absl::Status WriteAt(int64_t offset, std::string_view bytes);
  absl::Status Truncate(int64_t size);
  // What was written is on the disk.
  absl::Status Sync();

 private:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

bool Exists(const std::string& path);
// The names in a folder, without those of folders.
absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& folder);
// The folder and those above it; nothing when it is there.
absl::Status MakeFolder(const std::string& path);
// The names in a folder are on the disk.
absl::Status SyncFolder(const std::string& path);
absl::Status Rename(const std::string& from, const std::string& to);
// Nothing when it is not there.
absl::Status Remove(const std::string& path);

}  // namespace attest::blob

#endif  // ATTEST_LIBS_BLOB_FILE_H_
