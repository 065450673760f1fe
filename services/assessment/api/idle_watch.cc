#include "services/assessment/api/idle_watch.h"

namespace attest::assessment::api {

IdleWatch::Wait::Wait(IdleWatch& watch, const grpc::ServerContext& call)
    : watch_(watch), place_(Clock::now() + watch.idle_max_, &call) {
  const std::lock_guard lock(watch_.mutex_);
  watch_.waiting_.insert(place_);
  // Later ones end later, so the thread knows already when to look.
  if (watch_.waiting_.size() == 1) watch_.changed_.notify_one();
}

IdleWatch::Wait::~Wait() {
  const std::lock_guard lock(watch_.mutex_);
  watch_.waiting_.erase(place_);
}

IdleWatch::IdleWatch(absl::Duration idle_max)
    : idle_max_(absl::ToChronoNanoseconds(idle_max)),
      thread_([this] { Run(); }) {}

IdleWatch::~IdleWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void IdleWatch::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const auto [end, call] = *waiting_.begin();
    if (Clock::now() < end) {
      changed_.wait_until(lock, end);
      continue;
    }
    // The lock keeps the wait, and so the call, from going meanwhile.
    call->TryCancel();
    waiting_.erase(waiting_.begin());
  }
}

}  // namespace attest::assessment::api
