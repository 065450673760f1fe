#include "libs/auth/key_file.h"

#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "fmt/format.h"
#include "libs/log/log.h"

namespace attest::auth {

KeyFile::KeyFile(std::string path, absl::Duration interval, const Clock& clock)
    : path_(std::move(path)), interval_(interval), clock_(clock) {}

absl::Status KeyFile::Load() {
  const std::lock_guard lock(mutex_);
  LookAgainAfter(clock_.Now());
  return Reload();
}

KeyFile::State KeyFile::Keys() {
  const std::lock_guard lock(mutex_);
  const absl::Time now = clock_.Now();
  if (now >= next_look_) {
    LookAgainAfter(now);
    ReloadOrWarn();
  }
  return state_;
}

int64_t KeyFile::Version(absl::Time now) {
  if (absl::ToUnixMicros(now) >= next_look_us_) return Keys().version;
  return version_;
}

void KeyFile::LookAgainAfter(absl::Time now) {
  next_look_ = now + interval_;
  next_look_us_ = absl::ToUnixMicros(next_look_);
}

KeyFile::State KeyFile::Refreshed() {
  const std::lock_guard lock(mutex_);
  const absl::Time now = clock_.Now();
  if (now - refreshed_ >= interval_) {
    refreshed_ = now;
    ReloadOrWarn();
  }
  return state_;
}

KeyFile::Stamp KeyFile::StampOfFile() const {
  struct stat facts {};
  if (stat(path_.c_str(), &facts) != 0) return {};
  return {.inode = facts.st_ino,
          .size = facts.st_size,
          .changed_ns =
              facts.st_mtim.tv_sec * 1'000'000'000 + facts.st_mtim.tv_nsec};
}

absl::Status KeyFile::Reload() {
  const Stamp stamp = StampOfFile();
  if (state_.keys != nullptr && stamp == stamp_) return absl::OkStatus();
  std::ifstream file(path_, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "auth.attest",
                     "INVALID_KEYS", fmt::format("cannot read {}", path_));
  }
  ATTEST_ASSIGN_OR_RETURN(KeySet keys, ParseJwks(text.str()));
  state_ = {std::make_shared<const KeySet>(std::move(keys)), version_ + 1};
  version_ = state_.version;
  stamp_ = stamp;
  return absl::OkStatus();
}

void KeyFile::ReloadOrWarn() {
  const absl::Status status = Reload();
  if (status.ok()) return;
  log::Write(log::Level::kWarning, "keys_not_reloaded",
             {{"path", path_}, {"why", std::string(status.message())}});
}

}  // namespace attest::auth
