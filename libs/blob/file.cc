#include "libs/blob/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "libs/blob/errors.h"

namespace attest::blob {
namespace {

constexpr mode_t kOwnerOnly = 0600;

// Repeats a call that a signal interrupted.
template <class Call>
auto Uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace

absl::StatusOr<File> File::Open(const std::string& path, int flags) {
  const int descriptor = Uninterrupted(
      [&] { return open(path.c_str(), flags | O_CLOEXEC, kOwnerOnly); });
  if (descriptor < 0) return errors::System("open a file", errno);
  return File(descriptor);
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::StatusOr<bool> File::TryLock() {
  if (Uninterrupted([&] { return flock(descriptor_, LOCK_EX | LOCK_NB); }) ==
      0) {
    return true;
  }
  if (errno == EWOULDBLOCK) return false;
  return errors::System("lock a file", errno);
}

bool File::IsAt(const std::string& path) const {
  struct stat mine {};
  struct stat named {};
  return fstat(descriptor_, &mine) == 0 && lstat(path.c_str(), &named) == 0 &&
         mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

absl::StatusOr<int64_t> File::Size() const {
  struct stat facts {};
  if (fstat(descriptor_, &facts) != 0) {
    return errors::System("measure a file", errno);
  }
  return facts.st_size;
}

absl::StatusOr<absl::Time> File::ChangeTime() const {
  struct stat facts {};
  if (fstat(descriptor_, &facts) != 0) {
    return errors::System("measure a file", errno);
  }
  return absl::TimeFromTimespec(facts.st_mtim);
}

absl::StatusOr<std::string> File::ReadAt(int64_t offset, int64_t length) const {
  std::string bytes(length, '\0');
  int64_t done = 0;
  while (done < length) {
    const ssize_t count = Uninterrupted([&] {
      return pread(descriptor_, bytes.data() + done, length - done,
                   offset + done);
    });
    if (count < 0) return errors::System("read a file", errno);
    if (count == 0) break;
    done += count;
  }
  bytes.resize(done);
  return bytes;
}

absl::Status File::WriteAt(int64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = Uninterrupted([&] {
      return pwrite(descriptor_, bytes.data(), bytes.size(), offset);
    });
    if (count < 0) return errors::System("write a file", errno);
    bytes.remove_prefix(count);
    offset += count;
  }
  return absl::OkStatus();
}

absl::Status File::Truncate(int64_t size) {
  if (Uninterrupted([&] { return ftruncate(descriptor_, size); }) == 0) {
    return absl::OkStatus();
  }
  return errors::System("cut a file", errno);
}

absl::Status File::Sync() {
  if (Uninterrupted([&] { return fsync(descriptor_); }) == 0) {
    return absl::OkStatus();
  }
  return errors::System("sync a file", errno);
}

bool Exists(const std::string& path) {
  struct stat facts {};
  return lstat(path.c_str(), &facts) == 0;
}

absl::StatusOr<std::vector<std::string>> NamesIn(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    if (!entry->is_directory()) names.push_back(entry->path().filename());
    entry.increment(error);
  }
  if (error) return errors::System("list a folder", error.value());
  return names;
}

absl::Status MakeFolder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return errors::System("make a folder", error.value());
  return absl::OkStatus();
}

absl::Status SyncFolder(const std::string& path) {
  ATTEST_ASSIGN_OR_RETURN(File folder,
                          File::Open(path, O_RDONLY | O_DIRECTORY));
  return folder.Sync();
}

absl::Status Rename(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) == 0) return absl::OkStatus();
  return errors::System("rename a file", errno);
}

absl::Status Remove(const std::string& path) {
  if (unlink(path.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return errors::System("remove a file", errno);
}

}  // namespace attest::blob
