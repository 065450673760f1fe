#include "libs/cache/redis_subscriber.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace attest::cache {
namespace {

// How long it listens before it looks whether it is to end.
constexpr absl::Duration kSlice = absl::Milliseconds(100);

}  // namespace

RedisSubscriber::RedisSubscriber(Options options)
    : options_(std::move(options)),
      resolver_(options_.address),
      thread_([this] { Run(); }) {}

RedisSubscriber::~RedisSubscriber() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

bool RedisSubscriber::WaitUntilSubscribed(absl::Duration within) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, Deadline(within).at(),
                             [this] { return subscribed_; });
}

bool RedisSubscriber::stopped() {
  const std::lock_guard lock(mutex_);
  return stop_;
}

void RedisSubscriber::SetSubscribed(bool subscribed) {
  const std::lock_guard lock(mutex_);
  subscribed_ = subscribed;
  options_.is_subscribed.Set(subscribed ? 1 : 0);
  changed_.notify_all();
}

void RedisSubscriber::Run() {
  absl::Duration retry = options_.retry_min;
  while (!stopped()) {
    const bool had_subscribed = Session();
    SetSubscribed(false);
    retry = had_subscribed ? options_.retry_min
                           : std::min(retry * 2, options_.retry_max);
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, Deadline(retry).at(), [this] { return stop_; });
  }
}

bool RedisSubscriber::Session() {
  auto connection =
      RedisConnection::Dial(resolver_, Deadline(options_.timeout));
  if (!connection.ok() || !Subscribe(**connection).ok()) return false;
  options_.on_gap();
  SetSubscribed(true);
  Hear(**connection);
  return true;
}

absl::Status RedisSubscriber::Subscribe(RedisConnection& connection) {
  const Deadline deadline(options_.timeout);
  ATTEST_ASSIGN_OR_RETURN(
      const Reply reply,
      connection.Call({"SUBSCRIBE", options_.channel}, deadline));
  if (reply->type == REDIS_REPLY_ARRAY) return absl::OkStatus();
  return absl::UnavailableError("not subscribed");
}

// Redis is asked for a sign of life when there is nothing else to hear.
void RedisSubscriber::Hear(RedisConnection& connection) {
  Deadline silence(options_.silence_max);
  Deadline ask(options_.silence_max / 3);
  while (!stopped()) {
    const absl::StatusOr<Reply> reply = connection.Hear(Deadline(kSlice));
    if (reply.ok()) {
      silence = Deadline(options_.silence_max);
      Handle(**reply);
    } else if (!absl::IsDeadlineExceeded(reply.status()) || silence.passed()) {
      return;
    }
    if (!ask.passed()) continue;
    ask = Deadline(options_.silence_max / 3);
    if (!connection.Send({"PING"}, Deadline(options_.timeout)).ok()) return;
  }
}

// ["message", channel, message]; answers to PING are passed over.
void RedisSubscriber::Handle(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_ARRAY || reply.elements != 3) return;
  const redisReply& kind = *reply.element[0];
  const redisReply& message = *reply.element[2];
  if (kind.type != REDIS_REPLY_STRING || TextOf(kind) != "message") return;
  if (message.type == REDIS_REPLY_STRING) options_.on_message(TextOf(message));
}

}  // namespace attest::cache
