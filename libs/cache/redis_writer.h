// Writes to Redis, so that no caller waits for it.
#ifndef ATTEST_LIBS_CACHE_REDIS_WRITER_H_
#define ATTEST_LIBS_CACHE_REDIS_WRITER_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "absl/time/time.h"
#include "libs/cache/cache_metrics.h"
#include "libs/cache/redis_pool.h"

namespace attest::cache {

// A value to store.
struct Write {
  std::string key;
  int64_t revision = 0;
  std::string frame;  // empty: remove the key
  Deadline until;     // its life
};

// A revision to drop, and the message that says so.
struct Dropping {
  std::string key;
  int64_t revision = 0;
  std::string channel;
  std::string message;
};

// A thread and what it has to write: values, which are given up when Redis does
// not take them or there are too many; and what was dropped, which is tried
// until Redis has taken it, before any value. Redis itself compares revisions,
// so that what comes late does no harm. Thread-safe.
class RedisWriter {
 public:
  // `pool` outlives it.
  RedisWriter(RedisPool& pool, absl::Duration timeout, TierMetrics metrics);
  // Ends the thread: within twice the time-out. What is not written is lost.
  ~RedisWriter();

  void Enqueue(Write write);

  // Tries at once, once; what fails is left to the thread.
  void Drop(Dropping dropping);

  // Waits until nothing is left to write, for at most so long.
  bool WaitUntilWritten(absl::Duration within);

 private:
  void Run();
  absl::Status Store(const Write& write);
  absl::Status TryDrop(const Dropping& dropping);
  void Keep(Dropping dropping);
  // With the lock held; they give it back meanwhile.
  bool WriteDropped(std::unique_lock<std::mutex>& lock);
  void WriteFirst(std::unique_lock<std::mutex>& lock);

  RedisPool& pool_;
  const absl::Duration timeout_;
  const TierMetrics metrics_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Write> writes_;
  size_t bytes_ = 0;
  std::map<std::string, Dropping> dropped_;
  bool busy_ = false;
  bool stop_ = false;

  std::thread thread_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_WRITER_H_
