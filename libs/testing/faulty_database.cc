#include "libs/testing/faulty_database.h"

#include <utility>

namespace attest::testing {

void FaultyDatabase::FailNext(absl::Status status) {
  const std::lock_guard lock(mutex_);
  next_ = std::move(status);
}

void FaultyDatabase::FailNextCommit(absl::Status status) {
  const std::lock_guard lock(mutex_);
  commit_ = std::move(status);
}

absl::Status FaultyDatabase::Take(std::optional<absl::Status>& fault) {
  const std::lock_guard lock(mutex_);
  return std::exchange(fault, std::nullopt).value_or(absl::OkStatus());
}

absl::Status FaultyDatabase::Read(db::Body body) {
  if (absl::Status fault = Take(next_); !fault.ok()) return fault;
  return real_.Read(body);
}

absl::Status FaultyDatabase::Write(db::Body body) {
  if (absl::Status fault = Take(next_); !fault.ok()) return fault;
  const absl::Status commit = Take(commit_);
  if (commit.ok()) return real_.Write(body);
  // A body that fails by itself never comes to its commit.
  return real_.Write([&](db::Transaction& sql) {
    const absl::Status said = body(sql);
    return said.ok() ? commit : said;
  });
}

}  // namespace attest::testing
