#include "services/attestd/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "fmt/format.h"

namespace attest::attestd {
namespace {

constexpr char kDomain[] = "attestd.attest";
constexpr char kLockFile[] = "attestd.lock";

absl::Status Unusable(const std::string& path, const std::error_code& error) {
  return MakeError(
      absl::StatusCode::kUnavailable, kDomain, "DATA_FOLDER_UNUSABLE",
      fmt::format("cannot use {} as data folder: {}", path, error.message()));
}

std::error_code LastError() { return {errno, std::generic_category()}; }

// Makes `path`; a folder that is new is its owner's alone.
std::error_code Make(const std::string& path) {
  std::error_code error;
  if (std::filesystem::create_directories(path, error)) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_all,
                                 error);
  }
  return error;
}

}  // namespace

absl::StatusOr<DataFolder> DataFolder::Take(std::string path) {
  if (const std::error_code error = Make(path)) return Unusable(path, error);
  const int lock = open((path + "/" + kLockFile).c_str(),
                        O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return Unusable(path, LastError());
  DataFolder folder(std::move(path), lock);
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) return folder;
  if (errno != EWOULDBLOCK) return Unusable(folder.path(), LastError());
  return MakeError(absl::StatusCode::kFailedPrecondition, kDomain,
                   "DATA_FOLDER_TAKEN",
                   fmt::format("another attestd runs on {}: stop it, or choose "
                               "another folder with --data",
                               folder.path()));
}

DataFolder::~DataFolder() {
  if (lock_ >= 0) close(lock_);
}

}  // namespace attest::attestd
