#include "libs/cache/floors.h"

#include <algorithm>

namespace attest::cache {

void Floors::Raise(std::string_view key, int64_t revision, absl::Time now) {
  ForgetEnded(now);
  const std::string name(key);
  Floor& floor = floors_[name];
  floor.revision = std::max(floor.revision, revision);
  floor.until = now + remembered_;
  if (remembered_ != absl::InfiniteDuration()) {
    ends_.push_back({floor.until, name});
  }
}

int64_t Floors::Of(std::string_view key) const {
  const auto found = floors_.find(std::string(key));
  return found == floors_.end() ? 0 : found->second.revision;
}

void Floors::ForgetEnded(absl::Time now) {
  while (!ends_.empty() && ends_.front().at <= now) {
    const auto found = floors_.find(ends_.front().key);
    if (found != floors_.end() && found->second.until <= now) {
      floors_.erase(found);
    }
    ends_.pop_front();
  }
}

}  // namespace attest::cache
