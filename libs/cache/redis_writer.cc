#include "libs/cache/redis_writer.h"

#include <utility>

#include "fmt/format.h"
#include "libs/cache/redis_keys.h"
#include "libs/cache/seal.h"

namespace attest::cache {
namespace {

constexpr size_t kWritesMax = 1024;
constexpr size_t kBytesMax = 32 << 20;
constexpr size_t kDroppedMax = 10'000;
// How often it is tried to write what was dropped.
constexpr absl::Duration kRetry = absl::Milliseconds(100);
// How long a dropped revision is refused: longer than any load under way.
constexpr absl::Duration kFloorLife = absl::Hours(1);

// Revisions are digits of one length, so they compare as text. What is not of
// that shape is rubbish and counts as nothing.
constexpr char kRevisionOf[] = R"(
local function revision_of(text)
  if type(text) == 'string' and #text == 19 and text:match('^%d+$') then
    return text
  end
  return ''
end
local floor = ''
if redis.call('PTTL', KEYS[2]) > 0 then
  floor = revision_of(redis.pcall('GET', KEYS[2]))
end
local there = revision_of(redis.pcall('GETRANGE', KEYS[1], 4, 22))
)";

// Keys: value, floor. Arguments: revision, frame, life in ms.
constexpr char kStore[] = R"(
if floor > ARGV[1] or there > ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
)";

// Keys: value, floor. Arguments: revision, life of the floor in ms, channel,
// message.
constexpr char kDrop[] = R"(
if floor < ARGV[1] then
  redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
end
if there < ARGV[1] then redis.call('DEL', KEYS[1]) end
redis.call('PUBLISH', ARGV[3], ARGV[4])
return 1
)";

const std::string& StoreScript() {
  static const auto* const kScript =
      new std::string(std::string(kRevisionOf) + kStore);
  return *kScript;
}

const std::string& DropScript() {
  static const auto* const kScript =
      new std::string(std::string(kRevisionOf) + kDrop);
  return *kScript;
}

std::string Ms(absl::Duration duration) {
  return fmt::format("{}", absl::ToInt64Milliseconds(duration));
}

}  // namespace

RedisWriter::RedisWriter(RedisPool& pool, absl::Duration timeout,
                         TierMetrics metrics)
    : pool_(pool),
      timeout_(timeout),
      metrics_(std::move(metrics)),
      thread_([this] { Run(); }) {}

RedisWriter::~RedisWriter() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void RedisWriter::Enqueue(Write write) {
  const std::lock_guard lock(mutex_);
  if (writes_.size() >= kWritesMax || bytes_ + write.frame.size() > kBytesMax) {
    return metrics_.unwritten.Add();
  }
  bytes_ += write.frame.size();
  writes_.push_back(std::move(write));
  changed_.notify_all();
}

void RedisWriter::Drop(Dropping dropping) {
  if (!TryDrop(dropping).ok()) Keep(std::move(dropping));
}

// Of one key the newest alone matters.
void RedisWriter::Keep(Dropping dropping) {
  const std::lock_guard lock(mutex_);
  const auto found = dropped_.find(dropping.key);
  if (found != dropped_.end()) {
    if (found->second.revision < dropping.revision) {
      found->second = std::move(dropping);
    }
  } else if (dropped_.size() < kDroppedMax) {
    std::string key = dropping.key;
    dropped_.emplace(std::move(key), std::move(dropping));
  } else {
    metrics_.unwritten.Add();
  }
  changed_.notify_all();
}

absl::Status RedisWriter::TryDrop(const Dropping& dropping) {
  const Deadline deadline(timeout_);
  ATTEST_ASSIGN_OR_RETURN(const RedisPool::Lease redis, pool_.Take(deadline));
  return redis
      ->Call({"EVAL", DropScript(), "2", dropping.key,
              RedisKeys::Floor(dropping.key), Seal::Digits(dropping.revision),
              Ms(kFloorLife), dropping.channel, dropping.message},
             deadline)
      .status();
}

absl::Status RedisWriter::Store(const Write& write) {
  const absl::Duration life = write.until.left();
  if (life < absl::Milliseconds(1)) return absl::OkStatus();
  const Deadline deadline(timeout_);
  ATTEST_ASSIGN_OR_RETURN(const RedisPool::Lease redis, pool_.Take(deadline));
  if (write.frame.empty()) {
    return redis->Call({"DEL", write.key}, deadline).status();
  }
  return redis
      ->Call(
          {"EVAL", StoreScript(), "2", write.key, RedisKeys::Floor(write.key),
           Seal::Digits(write.revision), write.frame, Ms(life)},
          deadline)
      .status();
}

bool RedisWriter::WaitUntilWritten(absl::Duration within) {
  std::unique_lock lock(mutex_);
  return changed_.wait_until(lock, Deadline(within).at(), [this] {
    return writes_.empty() && dropped_.empty() && !busy_;
  });
}

void RedisWriter::Run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    if (!dropped_.empty() && !WriteDropped(lock)) {
      changed_.wait_until(lock, Deadline(kRetry).at(),
                          [this] { return stop_; });
    } else if (!writes_.empty()) {
      WriteFirst(lock);
    } else {
      changed_.notify_all();
      changed_.wait(lock, [this] {
        return stop_ || !writes_.empty() || !dropped_.empty();
      });
    }
  }
}

// False: Redis does not take it.
bool RedisWriter::WriteDropped(std::unique_lock<std::mutex>& lock) {
  const Dropping dropping = dropped_.begin()->second;
  busy_ = true;
  lock.unlock();
  const absl::Status status = TryDrop(dropping);
  lock.lock();
  busy_ = false;
  if (!status.ok()) return false;
  const auto found = dropped_.find(dropping.key);
  if (found != dropped_.end() && found->second.revision <= dropping.revision) {
    dropped_.erase(found);
  }
  return true;
}

void RedisWriter::WriteFirst(std::unique_lock<std::mutex>& lock) {
  const Write write = std::move(writes_.front());
  writes_.pop_front();
  bytes_ -= write.frame.size();
  busy_ = true;
  lock.unlock();
  const absl::Status status = Store(write);
  if (!status.ok()) metrics_.unwritten.Add();
  lock.lock();
  busy_ = false;
}

}  // namespace attest::cache
