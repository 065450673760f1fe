// Answers kept in memory, and behind it in a cache that replicas share.
#ifndef ATTEST_LIBS_CACHE_CACHE_H_
#define ATTEST_LIBS_CACHE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/cache/core.h"
#include "libs/cache/shared_tier.h"
#include "libs/clock/clock.h"
#include "libs/metrics/metrics.h"
#include "libs/status/status.h"

namespace attest::cache {

// Answers of one kind, by key, as objects of T that are made of bytes once.
// Looks in memory, then in the shared tier, then asks the owner. The shared
// tier is never needed for a right answer: without it, or when it is down, slow
// or holds rubbish, the owner is asked. Thread-safe.
template <class T>
class Cache {
 public:
  struct Options {
    // In metrics, and before every key of the shared tier. Letters and `_`.
    std::string name;
    // Of what the bytes mean; another number never reads what this one wrote.
    int format = 1;
    size_t bytes_max = 64 << 20;  // of what is in memory; the oldest use goes
    // How long an answer counts before the owner is asked again, since the
    // owner was asked.
    absl::Duration life = absl::InfiniteDuration();
    // Makes the object; an error means that the bytes are none of ours.
    std::function<absl::StatusOr<std::shared_ptr<const T>>(std::string bytes)>
        read;
    // Bytes that the object takes in memory.
    std::function<size_t(const T&)> weigh;
    // Outlives the cache; null: the machine's.
    const Clock* clock = nullptr;
    // Outlives the cache; null: nothing is counted.
    metrics::Registry* metrics = nullptr;
  };

  // `shared` may be null; it outlives the cache.
  Cache(Options options, SharedTier* shared)
      : core_(Erase(std::move(options)), shared) {}

  // What is in memory; null when it is not, or its life is over. Never waits
  // for more than one short lock, and allocates nothing.
  std::shared_ptr<const T> Peek(std::string_view key) {
    return std::static_pointer_cast<const T>(core_.Peek(key));
  }

  // The answer, never null. `load` asks the owner; of callers that want the
  // same key at once, one asks and the others get what it got, its error too.
  // So `load` depends on nothing of its caller's, such as a deadline, and does
  // not ask for the same key again. What fails is not kept.
  //   INTERNAL:  `load` threw.
  //   Besides:   what `load` or, of its bytes, Options::read returns.
  absl::StatusOr<std::shared_ptr<const T>> Get(std::string_view key,
                                               Load load) {
    ATTEST_ASSIGN_OR_RETURN(Value value, core_.Get(key, load));
    return std::static_pointer_cast<const T>(std::move(value));
  }

  // Forgets what is older than `revision`, here, in the shared tier, and in
  // the memory of every replica that listens to it. Call after the commit. A
  // load that began before is neither kept, if it gives something older, nor
  // given to those who ask afterwards. Waits for the shared tier, within its
  // limit. What is dropped while replicas share needs a limited life: the
  // message may be lost.
  void Drop(std::string_view key, int64_t revision) {
    core_.Drop(key, revision);
  }

  // Bytes in memory.
  size_t bytes() const { return core_.bytes(); }

 private:
  static CoreOptions Erase(Options options) {
    CoreOptions core{.name = std::move(options.name),
                     .format = options.format,
                     .bytes_max = options.bytes_max,
                     .life = options.life,
                     .clock = options.clock,
                     .metrics = options.metrics};
    core.read = [read = std::move(options.read)](
                    std::string bytes) -> absl::StatusOr<Value> {
      return read(std::move(bytes));
    };
    core.weigh = [weigh = std::move(options.weigh)](const void* value) {
      return weigh(*static_cast<const T*>(value));
    };
    return core;
  }

  Core core_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_CACHE_H_
