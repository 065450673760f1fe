// Time, injected.
#ifndef ATTEST_LIBS_CLOCK_CLOCK_H_
#define ATTEST_LIBS_CLOCK_CLOCK_H_

#include <mutex>

#include "absl/time/time.h"

namespace attest {

// Tells the time, in whole microseconds, so that what is stored is what was
// told. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override;
};

// Stands still until told to move. For tests.
class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time now);
  absl::Time Now() const override;
  void Advance(absl::Duration by);
  void Set(absl::Time now);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

}  // namespace attest

#endif  // ATTEST_LIBS_CLOCK_CLOCK_H_
