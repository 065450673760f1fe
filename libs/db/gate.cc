#include "libs/db/gate.h"

#include <chrono>

namespace attest::db {

bool Gate::Enter(absl::Duration longest) {
  std::unique_lock lock(mutex_);
  if (free_ > 0) {
    --free_;
    return true;
  }
  Waiter self;
  const auto place = queue_.insert(queue_.end(), &self);
  self.wake.wait_for(lock, absl::ToChronoMicroseconds(longest),
                     [&] { return self.admitted; });
  if (!self.admitted) queue_.erase(place);
  return self.admitted;
}

// A place is handed to the first waiter rather than freed: nobody who comes
// later can take it before that waiter has woken.
void Gate::Leave() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    ++free_;
    return;
  }
  Waiter* first = queue_.front();
  queue_.pop_front();
  first->admitted = true;
  first->wake.notify_one();
}

}  // namespace attest::db
