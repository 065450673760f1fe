// Where things are in Redis.
#ifndef ATTEST_LIBS_CACHE_REDIS_KEYS_H_
#define ATTEST_LIBS_CACHE_REDIS_KEYS_H_

#include <string>
#include <string_view>
#include <utility>

#include "fmt/format.h"

namespace attest::cache {

// Names begin with the prefix of the installation and the version of this
// layout. Both keys of an answer are in one slot of a cluster.
class RedisKeys {
 public:
  explicit RedisKeys(std::string_view prefix)
      : base_(fmt::format("{}:1:", prefix)) {}

  // The value; and the least revision that may be stored.
  std::string Value(std::string_view cache, std::string_view key) const {
    return fmt::format("{}{{{}:{}}}", base_, cache, key);
  }
  static std::string Floor(std::string_view value_key) {
    return fmt::format("{}:floor", value_key);
  }
  // Where it is published that something was dropped.
  std::string Channel() const { return base_ + "dropped"; }

 private:
  const std::string base_;
};

}  // namespace attest::cache

#endif  // ATTEST_LIBS_CACHE_REDIS_KEYS_H_
