#include "libs/cache/redis_pool.h"

#include <algorithm>
#include <utility>

#include "libs/log/log.h"

namespace attest::cache {

RedisPool::RedisPool(Options options)
    : options_(std::move(options)),
      resolver_(options_.address),
      retry_(options_.retry_min),
      dial_after_(Deadline::Clock::now()),
      thread_([this] { Run(); }) {}

RedisPool::~RedisPool() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    changed_.notify_all();
    wanted_.notify_all();
  }
  thread_.join();
}

absl::StatusOr<RedisPool::Lease> RedisPool::Take(Deadline deadline) {
  std::unique_lock lock(mutex_);
  while (true) {
    if (Refuses()) return absl::UnavailableError("Redis is left alone");
    if (std::unique_ptr<RedisConnection> connection = TakeIdle()) {
      ++lent_;
      return Lease(this, std::move(connection));
    }
    if (changed_.wait_until(lock, deadline.at()) == std::cv_status::timeout) {
      return absl::DeadlineExceededError("all connections are in use");
    }
  }
}

bool RedisPool::Refuses() const {
  return stop_ || state_ == State::kOpen ||
         (state_ == State::kProbing && lent_ > 0);
}

// One that Redis closed while nobody used it is no failure of anybody's.
std::unique_ptr<RedisConnection> RedisPool::TakeIdle() {
  while (!idle_.empty()) {
    std::unique_ptr<RedisConnection> connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->IsIdle()) return connection;
    wanted_.notify_one();
  }
  return nullptr;
}

void RedisPool::Return(std::unique_ptr<RedisConnection> connection) {
  const std::lock_guard lock(mutex_);
  --lent_;
  if (!connection->usable()) {
    Failed();
  } else if (state_ != State::kOpen) {
    failures_ = 0;
    retry_ = options_.retry_min;
    if (state_ == State::kProbing) Set(State::kClosed);
    idle_.push_back(std::move(connection));
  }
  wanted_.notify_one();
  changed_.notify_all();
}

void RedisPool::Failed() {
  ++failures_;
  if (state_ == State::kProbing || failures_ >= options_.failures_max) Open();
}

void RedisPool::Open() {
  if (state_ == State::kOpen) return;
  Set(State::kOpen);
  idle_.clear();
  dial_after_ = Deadline(retry_).at();
  retry_ = std::min(retry_ * 2, options_.retry_max);
}

void RedisPool::Set(State state) {
  const bool opened = state == State::kOpen;
  if (opened || state_ == State::kOpen) {
    log::Write(opened ? log::Level::kWarning : log::Level::kInfo, "cache",
               {{"redis", opened ? "left alone" : "reached"}});
  }
  state_ = state;
  options_.is_open.Set(opened ? 1 : 0);
  changed_.notify_all();
}

bool RedisPool::WaitUntilUp(absl::Duration within) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, Deadline(within).at(),
                             [this] { return state_ != State::kOpen; });
}

absl::StatusOr<std::unique_ptr<RedisConnection>> RedisPool::Dial() {
  ATTEST_ASSIGN_OR_RETURN(
      std::unique_ptr<RedisConnection> connection,
      RedisConnection::Dial(resolver_, Deadline(options_.timeout)));
  ATTEST_RETURN_IF_ERROR(
      connection->Call({"PING"}, Deadline(options_.timeout)).status());
  return connection;
}

void RedisPool::Run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    if (idle_.size() + lent_ >= options_.connections) {
      wanted_.wait(lock);
      continue;
    }
    if (Deadline::Clock::now() < dial_after_) {
      wanted_.wait_until(lock, dial_after_);
      continue;
    }
    lock.unlock();
    absl::StatusOr<std::unique_ptr<RedisConnection>> dialled = Dial();
    lock.lock();
    if (dialled.ok()) {
      idle_.push_back(*std::move(dialled));
      if (state_ == State::kOpen) Set(State::kProbing);
      changed_.notify_all();
      continue;
    }
    dial_after_ = Deadline(retry_).at();
    retry_ = std::min(retry_ * 2, options_.retry_max);
    if (idle_.empty() && lent_ == 0) Open();
  }
}

}  // namespace attest::cache
