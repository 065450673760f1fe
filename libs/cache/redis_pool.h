// Connections to Redis for many callers.
#ifndef ATTEST_LIBS_CACHE_REDIS_POOL_H_
#define ATTEST_LIBS_CACHE_REDIS_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "libs/cache/deadline.h"
#include "libs/cache/redis_connection.h"
#include "libs/metrics/metrics.h"

namespace attest::cache {

// A few connections that a thread of the pool dials and keeps, so that no
// caller ever waits for a connection to be made; and the circuit breaker:
// after some failures one after the other nobody is let through, until the
// thread has reached Redis again and then one caller's command has succeeded.
// Thread-safe.
class RedisPool {
 public:
  struct Options {
    std::string address;
    absl::Duration timeout;  // to dial, and for the first answer
    size_t connections = 4;
    int failures_max = 3;  // one after the other, then it opens
    absl::Duration retry_min = absl::Milliseconds(20);
    absl::Duration retry_max = absl::Seconds(1);
    metrics::Gauge is_open;  // of the breaker: 0 or 1
  };

  // A connection for as long as it lives. Its pool outlives it.
  class Lease {
   public:
    Lease(RedisPool* pool, std::unique_ptr<RedisConnection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_ != nullptr) pool_->Return(std::move(connection_));
    }
    RedisConnection* operator->() const { return connection_.get(); }

   private:
    RedisPool* pool_;
    std::unique_ptr<RedisConnection> connection_;
  };

  explicit RedisPool(Options options);
  ~RedisPool();

  //   UNAVAILABLE:       the breaker is open; at once.
  //   DEADLINE_EXCEEDED: all connections are in use.
  absl::StatusOr<Lease> Take(Deadline deadline);

  // Whether the breaker is not open; waits for it for at most so long.
  bool WaitUntilUp(absl::Duration within);

 private:
  // Open: nobody gets through. Probing: one at a time, until one succeeds.
  enum class State { kOpen, kProbing, kClosed };

  void Run();
  absl::StatusOr<std::unique_ptr<RedisConnection>> Dial();
  void Return(std::unique_ptr<RedisConnection> connection);
  // With the lock held:
  std::unique_ptr<RedisConnection> TakeIdle();
  void Failed();
  void Open();
  void Set(State state);
  bool Refuses() const;

  const Options options_;
  Resolver resolver_;  // the thread's

  std::mutex mutex_;
  std::condition_variable changed_;  // for callers
  std::condition_variable wanted_;   // for the thread
  State state_ = State::kOpen;
  std::vector<std::unique_ptr<RedisConnection>> idle_;
  size_t lent_ = 0;
  int failures_ = 0;
  absl::Duration retry_;
  Deadline::Clock::time_point dial_after_;
  bool stop_ = false;

  std::thread thread_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_POOL_H_
