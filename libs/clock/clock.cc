#include "libs/clock/clock.h"

#include "absl/time/clock.h"

namespace attest {
namespace {

absl::Time WholeMicros(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

}  // namespace

absl::Time SystemClock::Now() const { return WholeMicros(absl::Now()); }

FakeClock::FakeClock(absl::Time now) : now_(WholeMicros(now)) {}

absl::Time FakeClock::Now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

void FakeClock::Advance(absl::Duration by) {
  const std::lock_guard lock(mutex_);
  now_ = WholeMicros(now_ + by);
}

void FakeClock::Set(absl::Time now) {
  const std::lock_guard lock(mutex_);
  now_ = WholeMicros(now);
}

}  // namespace attest
