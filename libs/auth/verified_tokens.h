// Tokens that were found good. Internal to libs/auth.
#ifndef ATTEST_LIBS_AUTH_VERIFIED_TOKENS_H_
#define ATTEST_LIBS_AUTH_VERIFIED_TOKENS_H_

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/time/time.h"
#include "libs/auth/caller.h"

namespace attest::auth {

// Callers by their token, as verified with one version of the keys, until the
// token expires. Bounded: what was not asked for lately goes first.
// Thread-safe; different tokens rarely meet at one lock.
class VerifiedTokens {
 public:
  // `bytes_max` is what it takes in memory at most, in round figures.
  explicit VerifiedTokens(size_t bytes_max);

  // Only the whole and exact token is found.
  std::optional<Caller> Find(std::string_view token, int64_t keys_version,
                             absl::Time now);
  void Add(std::string_view token, int64_t keys_version, const Caller& caller);

 private:
  static constexpr size_t kShards = 16;
  // The end of a token is its signature, which is as good as random.
  struct HashOfEnd {
    using is_transparent = void;
    size_t operator()(std::string_view token) const;
  };
  struct Entry {
    Caller caller;
    int64_t keys_version = 0;
  };
  using Entries =
      std::unordered_map<std::string, Entry, HashOfEnd, std::equal_to<>>;
  // Fills `young`; when that is full it becomes `old`, and what was old goes.
  // What is found among the old is young again.
  struct Shard {
    std::mutex mutex;
    Entries young;
    Entries old;
    size_t young_bytes = 0;
  };

  Shard& ShardOf(std::string_view token);
  Entries::iterator AddTo(Shard& shard, std::string_view token, Entry entry);

  const size_t shard_bytes_max_;  // of `young`
  std::array<Shard, kShards> shards_;
};

}  // namespace attest::auth

#endif  // ATTEST_LIBS_AUTH_VERIFIED_TOKENS_H_
