#include "libs/auth/verified_tokens.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace attest::auth {
namespace {

// Characters that tell tokens apart well enough.
constexpr size_t kEnd = 24;
// What an entry takes besides its token.
constexpr size_t kEntryBytes = 250;

}  // namespace

VerifiedTokens::VerifiedTokens(size_t bytes_max)
    : shard_bytes_max_(bytes_max / kShards / 2) {}

size_t VerifiedTokens::HashOfEnd::operator()(std::string_view token) const {
  return std::hash<std::string_view>()(
      token.substr(token.size() - std::min(token.size(), kEnd)));
}

VerifiedTokens::Shard& VerifiedTokens::ShardOf(std::string_view token) {
  // Not the low bits: those choose the place within a shard.
  return shards_[(HashOfEnd()(token) >> 32) % kShards];
}

std::optional<Caller> VerifiedTokens::Find(std::string_view token,
                                           int64_t keys_version,
                                           absl::Time now) {
  Shard& shard = ShardOf(token);
  const std::lock_guard lock(shard.mutex);
  auto found = shard.young.find(token);
  if (found == shard.young.end()) {
    const auto old = shard.old.find(token);
    if (old == shard.old.end()) return std::nullopt;
    found = AddTo(shard, token, Entry(old->second));
  }
  const Entry& entry = found->second;
  if (entry.keys_version == keys_version && now < entry.caller.expires()) {
    return entry.caller;
  }
  return std::nullopt;
}

void VerifiedTokens::Add(std::string_view token, int64_t keys_version,
                         const Caller& caller) {
  Shard& shard = ShardOf(token);
  const std::lock_guard lock(shard.mutex);
  AddTo(shard, token, {caller, keys_version});
}

VerifiedTokens::Entries::iterator VerifiedTokens::AddTo(Shard& shard,
                                                        std::string_view token,
                                                        Entry entry) {
  const size_t bytes = token.size() + kEntryBytes;
  if (shard.young_bytes + bytes > shard_bytes_max_) {
    shard.old = std::exchange(shard.young, {});
    shard.young_bytes = 0;
  }
  const auto [place, is_new] =
      shard.young.insert_or_assign(std::string(token), std::move(entry));
  if (is_new) shard.young_bytes += bytes;
  return place;
}

}  // namespace attest::auth
