// One connection to Redis.
#ifndef ATTEST_LIBS_CACHE_REDIS_CONNECTION_H_
#define ATTEST_LIBS_CACHE_REDIS_CONNECTION_H_

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "hiredis/hiredis.h"
#include "libs/cache/deadline.h"
#include "libs/cache/resolver.h"
#include "libs/status/status.h"

namespace attest::cache {

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

// What a string reply holds.
inline std::string_view TextOf(const redisReply& reply) {
  return {reply.str, reply.len};
}

using Command = std::initializer_list<std::string_view>;

// Speaks RESP2; everything has a deadline. After an error other than a reply of
// Redis that says so, a connection is of no more use. Not thread-safe.
//
//   DEADLINE_EXCEEDED:   no answer in time.
//   UNAVAILABLE:         not connected, closed, or not Redis at all.
//   FAILED_PRECONDITION: Redis refused; the text begins with its word for why,
//                        such as `WRONGTYPE`, and holds no value.
class RedisConnection {
 public:
  static absl::StatusOr<std::unique_ptr<RedisConnection>> Dial(
      Resolver& resolver, Deadline deadline);

  // Sends and reads one reply.
  absl::StatusOr<Reply> Call(Command command, Deadline deadline);

  absl::Status Send(Command command, Deadline deadline);
  absl::StatusOr<Reply> Read(Deadline deadline);
  // The same for what may never come: after DEADLINE_EXCEEDED it can be tried
  // again.
  absl::StatusOr<Reply> Hear(Deadline deadline);

  // Still connected, and nothing there to be read.
  bool IsIdle() const;
  bool usable() const { return usable_; }

 private:
  struct Free {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  using Context = std::unique_ptr<redisContext, Free>;

  explicit RedisConnection(Context context) : context_(std::move(context)) {}
  static absl::StatusOr<Context> Connect(Context context, Deadline deadline);
  absl::Status SendBytes(std::string_view bytes, Deadline deadline);
  absl::Status Broken(absl::Status status);

  const Context context_;
  bool usable_ = true;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_CONNECTION_H_
