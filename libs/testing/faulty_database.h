// A database that fails on command, in front of a real one.
#ifndef ATTEST_LIBS_TESTING_FAULTY_DATABASE_H_
#define ATTEST_LIBS_TESTING_FAULTY_DATABASE_H_

#include <mutex>
#include <optional>

#include "libs/db/db.h"

namespace attest::testing {

// Thread-safe. `real` must outlive it.
class FaultyDatabase : public db::Database {
 public:
  explicit FaultyDatabase(db::Database& real) : real_(real) {}
  // The next Read or Write fails with `status` before its body runs.
  void FailNext(absl::Status status);
  // The next Write runs its body, rolls back, and fails with `status`.
  void FailNextCommit(absl::Status status);
  absl::Status Read(db::Body body) override;
  absl::Status Write(db::Body body) override;

 private:
  // The fault that was ordered, once; else OK.
  absl::Status Take(std::optional<absl::Status>& fault);

  db::Database& real_;
  std::mutex mutex_;
  std::optional<absl::Status> next_;
  std::optional<absl::Status> commit_;
};

}  // namespace attest::testing

#endif  // ATTEST_LIBS_TESTING_FAULTY_DATABASE_H_
