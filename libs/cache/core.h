// A cache of objects whose type it does not know: what all Cache<T> share.
#ifndef ATTEST_LIBS_CACHE_CORE_H_
#define ATTEST_LIBS_CACHE_CORE_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/cache/cache_metrics.h"
#include "libs/cache/floors.h"
#include "libs/cache/memory.h"
#include "libs/cache/shared_tier.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"

namespace attest::cache {

// What the owner of the answers gives: bytes, and a number that grows whenever
// they change (0 for what never changes; never negative).
struct Loaded {
  std::string bytes;
  int64_t revision = 0;
};

using Load = absl::FunctionRef<absl::StatusOr<Loaded>()>;

// As Cache<T>::Options.
struct CoreOptions {
  std::string name;
  int format = 1;
  size_t bytes_max = 0;
  absl::Duration life;
  const Clock* clock = nullptr;
  metrics::Registry* metrics = nullptr;
  std::function<absl::StatusOr<Value>(std::string bytes)> read = nullptr;
  std::function<size_t(const void*)> weigh = nullptr;
};

// As Cache<T>. Thread-safe.
class Core : private Listener {
 public:
  Core(CoreOptions options, SharedTier* shared);
  ~Core() override;
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  Value Peek(std::string_view key);
  absl::StatusOr<Value> Get(std::string_view key, Load load);
  void Drop(std::string_view key, int64_t revision);
  size_t bytes() const { return memory_.bytes(); }

 private:
  // One caller's way to an answer, and those who wait for it.
  class Flight {
   public:
    explicit Flight(int64_t gaps_before) : gaps(gaps_before) {}
    absl::StatusOr<Value> Wait();
    void Land(absl::StatusOr<Value> result);
    // Gaps there had been when it began.
    const int64_t gaps;

   private:
    std::mutex mutex_;
    std::condition_variable landed_;
    std::optional<absl::StatusOr<Value>> result_;
  };

  void OnDropped(std::string_view key, int64_t revision) override;
  void OnGap() override;

  void ShowBytes();
  Value Find(std::string_view key);
  bool limited() const { return options_.life != absl::InfiniteDuration(); }
  // The flight for `key`, and whether the caller has to fly it; or, when one
  // has just landed, its answer.
  struct Ticket {
    Value landed;
    std::shared_ptr<Flight> flight;
    bool pilot = false;
  };
  Ticket Board(std::string_view key);
  absl::StatusOr<Value> Fly(std::string_view key, Flight& flight, Load load);
  // Keeps what a flight brought, unless it was overtaken, and ends it.
  void Land(std::string_view key, Flight& flight,
            const absl::StatusOr<Answer>& answer);

  // From the shared tier or else the owner; from one of them.
  absl::StatusOr<Answer> Ask(std::string_view key, Load load);
  std::optional<Answer> AskShared(std::string_view key);
  absl::StatusOr<Answer> AskOwner(std::string_view key, Load load);
  absl::StatusOr<Answer> Read(std::string bytes, int64_t revision,
                              absl::Duration life, absl::Time asked);
  int64_t FloorOf(std::string_view key);

  const CoreOptions options_;
  const Clock& clock_;
  const std::string shared_name_;  // with the format
  SharedTier* const shared_;
  const CacheMetrics metrics_;
  Memory memory_;

  // Taken before that of memory_.
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<Flight>> flights_;
  Floors floors_;
  int64_t gaps_ = 0;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_CORE_H_
