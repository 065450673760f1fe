#include "libs/cache/redis_tier.h"

#include <algorithm>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "libs/cache/cache_metrics.h"
#include "libs/cache/redis_keys.h"
#include "libs/cache/redis_pool.h"
#include "libs/cache/redis_subscriber.h"
#include "libs/cache/redis_writer.h"
#include "libs/cache/seal.h"

namespace attest::cache {
namespace {

// What nobody asks for leaves Redis after so long, even if it never changes.
constexpr absl::Duration kLifeMax = absl::Hours(7 * 24);
// Bigger values are not shared.
constexpr size_t kBytesMax = 8 << 20;
// Of a value; where the biggest of ours ends, at the least.
constexpr std::string_view kEnd = "8400000";
// What Redis says of the life of what is not there.
constexpr int64_t kNoSuchKey = -2;

RedisPool::Options PoolOptions(const RedisOptions& options,
                               const TierMetrics& metrics) {
  return {.address = options.address,
          .timeout = options.timeout,
          .retry_max = options.retry_max,
          .is_open = metrics.breaker_is_open};
}

// What is under a key, or that nothing is. The life is asked for first: of two
// values that follow one another, it is then at most too short. However big
// what somebody else put there, no more is read than ours may have.
absl::StatusOr<std::optional<Shared>> Fetch(RedisPool& pool, const Seal& seal,
                                            const std::string& key,
                                            Deadline deadline) {
  ATTEST_ASSIGN_OR_RETURN(const RedisPool::Lease redis, pool.Take(deadline));
  ATTEST_RETURN_IF_ERROR(redis->Send({"PTTL", key}, deadline));
  ATTEST_RETURN_IF_ERROR(redis->Send({"GETRANGE", key, "0", kEnd}, deadline));
  const absl::StatusOr<Reply> life = redis->Read(deadline);
  const absl::StatusOr<Reply> value = redis->Read(deadline);
  ATTEST_RETURN_IF_ERROR(life.status());
  if (absl::IsFailedPrecondition(value.status()) &&
      value.status().message().substr(0, 9) == "WRONGTYPE") {
    return absl::DataLossError("not a text");
  }
  ATTEST_RETURN_IF_ERROR(value.status());
  if ((*life)->integer == kNoSuchKey) return std::nullopt;
  const auto opened = seal.Open(key, TextOf(**value));
  if (!opened || (*life)->integer < 0) return absl::DataLossError("not ours");
  return Shared{.bytes = std::string(opened->bytes),
                .revision = opened->revision,
                .life = absl::Milliseconds((*life)->integer)};
}

// A message: which key of which cache.
std::string MessageOf(std::string_view cache, std::string_view key) {
  std::string message(cache);
  message.push_back('\0');
  message.append(key);
  return message;
}

}  // namespace

class RedisTier::Parts {
 public:
  explicit Parts(const RedisOptions& options)
      : metrics(TierMetrics::Of(options.metrics)),
        keys(options.key_prefix),
        seal(options.secret),
        timeout(options.timeout),
        pool(PoolOptions(options, metrics)),
        writer(pool, timeout, metrics),
        subscriber_(SubscriberOptions(options)) {}

  void Listen(std::string_view cache, Listener* listener) {
    const std::lock_guard lock(mutex_);
    if (listener != nullptr) {
      listeners_[std::string(cache)] = listener;
    } else {
      listeners_.erase(std::string(cache));
    }
  }

  bool WaitUntilUp(Deadline deadline) {
    return pool.WaitUntilUp(deadline.left()) &&
           subscriber_.WaitUntilSubscribed(deadline.left());
  }

  const TierMetrics metrics;
  const RedisKeys keys;
  const Seal seal;
  const absl::Duration timeout;
  RedisPool pool;
  RedisWriter writer;

 private:
  RedisSubscriber::Options SubscriberOptions(const RedisOptions& options) {
    return {.address = options.address,
            .channel = keys.Channel(),
            .timeout = timeout,
            .silence_max = options.silence_max,
            .retry_max = options.retry_max,
            .on_message = [this](std::string_view frame) { OnMessage(frame); },
            .on_gap = [this] { OnGap(); },
            .is_subscribed = metrics.is_subscribed};
  }

  void OnMessage(std::string_view frame) {
    const auto opened = seal.Open(keys.Channel(), frame);
    if (!opened) return metrics.rubbish.Add();
    const size_t end = opened->bytes.find('\0');
    if (end == std::string_view::npos) return;
    const std::lock_guard lock(mutex_);
    const auto found = listeners_.find(opened->bytes.substr(0, end));
    if (found == listeners_.end()) return;
    found->second->OnDropped(opened->bytes.substr(end + 1), opened->revision);
  }

  void OnGap() {
    const std::lock_guard lock(mutex_);
    for (const auto& [cache, listener] : listeners_) listener->OnGap();
  }

  std::mutex mutex_;
  std::map<std::string, Listener*, std::less<>> listeners_;
  RedisSubscriber subscriber_;  // last: it calls the rest
};

RedisTier::RedisTier(RedisOptions options)
    : parts_(std::make_unique<Parts>(options)) {}

RedisTier::~RedisTier() = default;

std::optional<Shared> RedisTier::Get(std::string_view cache,
                                     std::string_view key) {
  const std::string name = parts_->keys.Value(cache, key);
  const auto asked = Deadline::Clock::now();
  absl::StatusOr<std::optional<Shared>> found =
      Fetch(parts_->pool, parts_->seal, name, Deadline(parts_->timeout));
  parts_->metrics.wait.Observe(
      absl::FromChrono(Deadline::Clock::now() - asked));
  if (found.ok()) return *std::move(found);
  parts_->metrics.CountError(found.status());
  if (absl::IsDataLoss(found.status())) Discard(cache, key);
  return std::nullopt;
}

void RedisTier::Put(std::string_view cache, std::string_view key,
                    const Shared& value) {
  if (value.bytes.size() > kBytesMax) return parts_->metrics.unwritten.Add();
  std::string name = parts_->keys.Value(cache, key);
  std::string frame = parts_->seal.Close(name, value.revision, value.bytes);
  parts_->writer.Enqueue({.key = std::move(name),
                          .revision = value.revision,
                          .frame = std::move(frame),
                          .until = Deadline(std::min(value.life, kLifeMax))});
}

void RedisTier::Drop(std::string_view cache, std::string_view key,
                     int64_t revision) {
  const std::string channel = parts_->keys.Channel();
  parts_->writer.Drop({.key = parts_->keys.Value(cache, key),
                       .revision = revision,
                       .channel = channel,
                       .message = parts_->seal.Close(channel, revision,
                                                     MessageOf(cache, key))});
}

void RedisTier::Discard(std::string_view cache, std::string_view key) {
  parts_->writer.Enqueue({.key = parts_->keys.Value(cache, key),
                          .frame = "",
                          .until = Deadline(kLifeMax)});
}

void RedisTier::Listen(std::string_view cache, Listener& listener) {
  parts_->Listen(cache, &listener);
}

void RedisTier::Ignore(std::string_view cache) {
  parts_->Listen(cache, nullptr);
}

bool RedisTier::WaitUntilUp(absl::Duration within) {
  return parts_->WaitUntilUp(Deadline(within));
}

bool RedisTier::WaitUntilWritten(absl::Duration within) {
  return parts_->writer.WaitUntilWritten(within);
}

}  // namespace attest::cache
