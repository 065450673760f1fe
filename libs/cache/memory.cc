#include "libs/cache/memory.h"

#include <iterator>
#include <utility>

namespace attest::cache {
namespace {

// What an entry costs beside its key and its object.
constexpr size_t kEntryBytes = 160;

}  // namespace

Value Memory::Find(std::string_view key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const Answer& answer = found->second->answer;
  if (now < answer.from || now >= answer.until) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return answer.value;
}

size_t Memory::Keep(std::string_view key, Answer answer) {
  answer.bytes += key.size() + kEntryBytes;
  size_t evicted = 0;
  Entries gone;
  Entries made;
  made.push_back({std::string(key), std::move(answer)});

  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found != by_key_.end()) {
    const Answer& there = found->second->answer;
    const Answer& here = made.front().answer;
    if (there.revision > here.revision && there.until > here.from) return 0;
    Remove(found->second, gone);
  }
  const size_t bytes = made.front().answer.bytes;
  if (bytes > bytes_max_) return 0;
  while (bytes_ + bytes > bytes_max_) {
    Remove(std::prev(entries_.end()), gone);
    ++evicted;
  }
  entries_.splice(entries_.begin(), made);
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
  return evicted;
}

void Memory::Forget(std::string_view key, int64_t revision) {
  Entries gone;
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  if (found->second->answer.revision < revision) Remove(found->second, gone);
}

void Memory::Clear() {
  Entries gone;
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  gone.swap(entries_);
  bytes_ = 0;
}

size_t Memory::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void Memory::Remove(Entries::iterator entry, Entries& gone) {
  bytes_ -= entry->answer.bytes;
  by_key_.erase(entry->key);
  gone.splice(gone.begin(), entries_, entry);
}

}  // namespace attest::cache
