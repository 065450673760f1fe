// Hears what is published in a channel of Redis.
#ifndef ATTEST_LIBS_CACHE_REDIS_SUBSCRIBER_H_
#define ATTEST_LIBS_CACHE_REDIS_SUBSCRIBER_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "absl/time/time.h"
#include "libs/cache/redis_connection.h"
#include "libs/metrics/metrics.h"

namespace attest::cache {

// A thread with a connection of its own, which it makes anew when it breaks or
// nothing is heard for too long, not even an answer to a question. Thread-safe.
class RedisSubscriber {
 public:
  struct Options {
    std::string address;
    std::string channel;
    absl::Duration timeout;  // to dial and subscribe
    absl::Duration silence_max = absl::Seconds(3);
    absl::Duration retry_min = absl::Milliseconds(20);
    absl::Duration retry_max = absl::Seconds(1);
    // Called from the thread; return soon. The gap: whenever it has subscribed,
    // because messages before may have been missed.
    std::function<void(std::string_view message)> on_message;
    std::function<void()> on_gap;
    metrics::Gauge is_subscribed;  // 0 or 1
  };

  explicit RedisSubscriber(Options options);
  // Ends the thread: within a tenth of a second and twice the time-out.
  ~RedisSubscriber();

  bool WaitUntilSubscribed(absl::Duration within);

 private:
  void Run();
  // From dialling until the connection breaks. True: it had subscribed.
  bool Session();
  absl::Status Subscribe(RedisConnection& connection);
  void Hear(RedisConnection& connection);
  void Handle(const redisReply& reply);
  bool stopped();
  void SetSubscribed(bool subscribed);

  const Options options_;
  Resolver resolver_;  // the thread's

  std::mutex mutex_;
  std::condition_variable changed_;
  bool subscribed_ = false;
  bool stop_ = false;

  std::thread thread_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_SUBSCRIBER_H_
