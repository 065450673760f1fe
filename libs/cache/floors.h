// Which revisions were dropped.
#ifndef ATTEST_LIBS_CACHE_FLOORS_H_
#define ATTEST_LIBS_CACHE_FLOORS_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/time/time.h"

namespace attest::cache {

// The least revision of a key that still counts, remembered for as long as
// something older may come back: from a load under way, or from the shared
// tier. Not thread-safe.
class Floors {
 public:
  explicit Floors(absl::Duration remembered) : remembered_(remembered) {}

  // Raises the floor of `key` to `revision`, and forgets what is too long ago.
  void Raise(std::string_view key, int64_t revision, absl::Time now);
  // 0 for a key that has none.
  int64_t Of(std::string_view key) const;
  size_t size() const { return floors_.size(); }

 private:
  struct Floor {
    int64_t revision = 0;
    absl::Time until;
  };
  struct End {
    absl::Time at;
    std::string key;
  };
  void ForgetEnded(absl::Time now);

  const absl::Duration remembered_;
  std::unordered_map<std::string, Floor> floors_;
  std::deque<End> ends_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_FLOORS_H_
