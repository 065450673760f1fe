// Threads for work that may wait.
#ifndef ATTEST_LIBS_RPC_WORKERS_H_
#define ATTEST_LIBS_RPC_WORKERS_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace attest::rpc {

// At most so many threads, started when they are needed, and a queue of at
// most so many pieces of work. Thread-safe.
class Workers {
 public:
  Workers(int threads_max, int queue_max)
      : threads_max_(threads_max), queue_max_(queue_max) {}
  // Ends when all that was taken is done.
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Whether `work` was taken: not when the queue is full. It must not throw.
  // Never waits.
  bool Take(std::function<void()> work);

 private:
  // Whether there is a thread for one more piece of work.
  bool EnsureThread();
  void Run();

  const size_t threads_max_;
  const size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  size_t busy_ = 0;  // threads
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
};

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_WORKERS_H_
