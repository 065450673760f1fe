// The folder that holds everything a sandbox keeps.
#ifndef ATTEST_SERVICES_ATTESTD_DATA_FOLDER_H_
#define ATTEST_SERVICES_ATTESTD_DATA_FOLDER_H_

#include <string>
#include <utility>

#include "libs/status/status.h"

namespace attest::attestd {

// Holds a folder for this process alone until it is destroyed, or the process
// ends in whatever way.
class DataFolder {
 public:
  // Makes the folder, for its owner only, when there is none.
  //   FAILED_PRECONDITION, `DATA_FOLDER_TAKEN`: another process holds it.
  //   UNAVAILABLE, `DATA_FOLDER_UNUSABLE`: it cannot be made or written to.
  static absl::StatusOr<DataFolder> Take(std::string path);

  ~DataFolder();
  DataFolder(DataFolder&& other) noexcept
      : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}
  DataFolder& operator=(DataFolder&&) = delete;

  const std::string& path() const { return path_; }
  // A path within it.
  std::string File(const std::string& name) const { return path_ + "/" + name; }

 private:
  DataFolder(std::string path, int lock)
      : path_(std::move(path)), lock_(lock) {}

  std::string path_;
  int lock_;  // a file that is open and locked
};

}  // namespace attest::attestd

#endif  // ATTEST_SERVICES_ATTESTD_DATA_FOLDER_H_
