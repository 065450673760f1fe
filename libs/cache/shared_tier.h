// The cache that replicas share, behind the memory of each.
#ifndef ATTEST_LIBS_CACHE_SHARED_TIER_H_
#define ATTEST_LIBS_CACHE_SHARED_TIER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"

namespace attest::cache {

// Hears what other replicas drop. Called from a thread of the tier; returns
// soon.
class Listener {
 public:
  virtual ~Listener() = default;
  // What is older than `revision` no longer counts.
  virtual void OnDropped(std::string_view key, int64_t revision) = 0;
  // Messages may have been missed: what can change counts as unknown.
  virtual void OnGap() = 0;
};

// What the tier holds of a key.
struct Shared {
  std::string bytes;
  int64_t revision = 0;
  absl::Duration life;  // that is left of it
};

// Keeps bytes by the name of a cache and a key. Trouble is never an error of
// the caller's: what cannot be had in time is not there, what cannot be stored
// in time is not stored; metrics say so. Thread-safe.
class SharedTier {
 public:
  virtual ~SharedTier() = default;

  // Gives only what Put of this installation stored under this very key.
  virtual std::optional<Shared> Get(std::string_view cache,
                                    std::string_view key) = 0;

  // Stores, unless something newer is there or `revision` was dropped. Does
  // not wait.
  virtual void Put(std::string_view cache, std::string_view key,
                   const Shared& value) = 0;

  // Removes what is older than `revision`, refuses it from now on, and tells
  // the listeners of all replicas. When the tier cannot be reached in time it
  // does so as soon as it can.
  virtual void Drop(std::string_view cache, std::string_view key,
                    int64_t revision) = 0;

  // Removes what Get gave and its reader could not read.
  virtual void Discard(std::string_view cache, std::string_view key) = 0;

  // One listener a cache. After Ignore returned it is called no more.
  virtual void Listen(std::string_view cache, Listener& listener) = 0;
  virtual void Ignore(std::string_view cache) = 0;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_SHARED_TIER_H_
