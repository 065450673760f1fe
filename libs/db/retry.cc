#include "libs/db/retry.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "libs/db/errors.h"

namespace attest::db {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(1);
constexpr absl::Duration kLongestPause = absl::Milliseconds(100);

// Between half of `pause` and all of it, so that two losers part ways.
absl::Duration Jittered(absl::Duration pause) {
  thread_local std::minstd_rand random(std::random_device{}());
  return pause * std::uniform_real_distribution<double>(0.5, 1.0)(random);
}

}  // namespace

absl::Status RetryConflicts(absl::Duration longest,
                            absl::FunctionRef<absl::Status()> attempt) {
  const auto end =
      std::chrono::steady_clock::now() + absl::ToChronoMicroseconds(longest);
  absl::Duration pause = kFirstPause;
  while (true) {
    const absl::Status status = attempt();
    if (!errors::IsConflict(status)) return status;
    const auto wait = absl::ToChronoMicroseconds(Jittered(pause));
    if (std::chrono::steady_clock::now() + wait >= end) return status;
    std::this_thread::sleep_for(wait);
    pause = std::min(pause * 2, kLongestPause);
  }
}

}  // namespace attest::db
