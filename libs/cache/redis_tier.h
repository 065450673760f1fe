// The shared tier in Redis.
#ifndef ATTEST_LIBS_CACHE_REDIS_TIER_H_
#define ATTEST_LIBS_CACHE_REDIS_TIER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "libs/cache/shared_tier.h"
#include "libs/metrics/metrics.h"

namespace attest::cache {

struct RedisOptions {
  // `redis:6379`, `[::1]:6379`, or the path of a Unix socket.
  std::string address;
  // What a call waits at most; dialling is done beside it.
  absl::Duration timeout = absl::Milliseconds(50);
  std::string key_prefix = "attest";
  // Replicas share it; who does not have it cannot make what they believe.
  std::string secret;
  metrics::Registry* metrics = nullptr;  // outlives the tier; null: none
  // How long no word from Redis is borne before it is dialled anew.
  absl::Duration silence_max = absl::Seconds(3);
  // The longest pause between two tries to reach it.
  absl::Duration retry_max = absl::Seconds(1);
};

// Never fails, whatever Redis does; needs none to be constructed. Thread-safe.
// Its end takes a fraction of a second, also while Redis hangs.
class RedisTier : public SharedTier {
 public:
  explicit RedisTier(RedisOptions options);
  ~RedisTier() override;

  std::optional<Shared> Get(std::string_view cache,
                            std::string_view key) override;
  void Put(std::string_view cache, std::string_view key,
           const Shared& value) override;
  void Drop(std::string_view cache, std::string_view key,
            int64_t revision) override;
  void Discard(std::string_view cache, std::string_view key) override;
  void Listen(std::string_view cache, Listener& listener) override;
  void Ignore(std::string_view cache) override;

  // Waits until Redis is reached and its messages are heard; until it has been
  // given all there is to write; each for at most so long.
  bool WaitUntilUp(absl::Duration within);
  bool WaitUntilWritten(absl::Duration within);

 private:
  class Parts;
  const std::unique_ptr<Parts> parts_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_TIER_H_
