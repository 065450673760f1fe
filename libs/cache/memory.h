// What a cache holds in memory.
#ifndef ATTEST_LIBS_CACHE_MEMORY_H_
#define ATTEST_LIBS_CACHE_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/time/time.h"

namespace attest::cache {

// An object whose type its cache knows.
using Value = std::shared_ptr<const void>;

// An answer. It counts from `from` until before `until`: a clock that was set
// back ends it too.
struct Answer {
  Value value;
  int64_t revision = 0;
  size_t bytes = 0;
  absl::Time from = absl::InfinitePast();
  absl::Time until = absl::InfiniteFuture();
};

// Answers by key, bounded by their bytes: the one whose last use is longest ago
// goes first. Thread-safe; one lock, held for a look-up.
class Memory {
 public:
  explicit Memory(size_t bytes_max) : bytes_max_(bytes_max) {}

  // Null when it is not there or does not count at `now`.
  Value Find(std::string_view key, absl::Time now);

  // Keeps `answer` in place of what was there, unless that is newer and counts
  // when this one begins; one that is bigger than all may be is not kept.
  // Returns how many others had to go.
  size_t Keep(std::string_view key, Answer answer);

  // Forgets `key` if its revision is below `revision`; everything.
  void Forget(std::string_view key, int64_t revision);
  void Clear();

  size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    Answer answer;
  };
  // The last use is in front.
  using Entries = std::list<Entry>;

  // Moves an entry to `gone`, whose objects die after the lock is given back.
  void Remove(Entries::iterator entry, Entries& gone);

  const size_t bytes_max_;
  mutable std::mutex mutex_;
  Entries entries_;
  size_t bytes_ = 0;
  // The keys are those of the entries.
  std::unordered_map<std::string_view, Entries::iterator> by_key_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_MEMORY_H_
