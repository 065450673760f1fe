// The moment until which something may take.
#ifndef ATTEST_LIBS_CACHE_DEADLINE_H_
#define ATTEST_LIBS_CACHE_DEADLINE_H_

#include <algorithm>
#include <chrono>

#include "absl/time/time.h"

namespace attest::cache {

// A value. It goes by the clock that is never set: what waits for a machine
// waits in real time.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(absl::Duration within)
      : at_(Clock::now() + absl::ToChronoMicroseconds(within)) {}

  Clock::time_point at() const { return at_; }
  absl::Duration left() const { return absl::FromChrono(at_ - Clock::now()); }
  bool passed() const { return Clock::now() >= at_; }
  // For poll(): rounded up, 0 when it has passed.
  int left_ms() const {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now());
    return static_cast<int>(std::max<int64_t>(0, left.count()));
  }

 private:
  Clock::time_point at_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_DEADLINE_H_
