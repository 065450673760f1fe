#include "libs/rpc/workers.h"

#include <system_error>
#include <utility>

namespace attest::rpc {

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Workers::Take(std::function<void()> work) {
  {
    const std::lock_guard lock(mutex_);
    if (!EnsureThread()) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

bool Workers::EnsureThread() {
  const size_t idle = threads_.size() - busy_;
  if (queue_.size() < idle) return true;
  if (threads_.size() < threads_max_) {
    try {
      threads_.emplace_back([this] { Run(); });
      return true;
    } catch (const std::system_error&) {
      // The machine has no thread left: those there are have to do.
      if (threads_.empty()) return false;
    }
  }
  return queue_.size() - idle < queue_max_;
}

void Workers::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::function<void()> work = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    work();
    work = nullptr;  // what it holds goes without the lock
    lock.lock();
    --busy_;
  }
}

}  // namespace attest::rpc
