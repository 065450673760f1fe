// The public keys of a file that may change at any time. Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_KEY_FILE_H_
#define ATTEST_LIBS_AUTH_KEY_FILE_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "libs/auth/keys.h"
#include "libs/clock/clock.h"

namespace attest::auth {

// Keeps what it read last. A file that has become unreadable or wrong leaves
// the old keys in use, with a warning in the log. Thread-safe.
class KeyFile {
 public:
  struct State {
    std::shared_ptr<const KeySet> keys;
    int64_t version = 0;  // another number whenever the keys are others
  };

  // `clock` must outlive it.
  KeyFile(std::string path, absl::Duration interval, const Clock& clock);

  // Reads the file for the first time.
  //   FAILED_PRECONDITION, `INVALID_KEYS`.
  absl::Status Load();
  // The keys in use. Reads the file again when the interval has passed and it
  // has changed, so that a key taken out of it stops counting.
  State Keys();
  // The version of Keys(), without a lock while the interval lasts. `now` is
  // the clock's.
  int64_t Version(absl::Time now);
  // The same, for a key that Keys() did not have: reads at once, unless that
  // was done within the interval.
  State Refreshed();

 private:
  // What tells one state of the file from another.
  struct Stamp {
    uint64_t inode = 0;
    int64_t size = 0;
    int64_t changed_ns = 0;
    bool operator==(const Stamp&) const = default;
  };
  Stamp StampOfFile() const;
  // Reads the file when it has changed. The caller holds the mutex.
  absl::Status Reload();
  void ReloadOrWarn();
  void LookAgainAfter(absl::Time now);

  const std::string path_;
  const absl::Duration interval_;
  const Clock& clock_;
  std::mutex mutex_;
  State state_;
  Stamp stamp_;
  absl::Time next_look_;                         // at the file
  absl::Time refreshed_ = absl::InfinitePast();  // last look asked for
  // Copies for who takes no lock.
  std::atomic<int64_t> version_ = 0;
  std::atomic<int64_t> next_look_us_ = 0;
};

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_KEY_FILE_H_
