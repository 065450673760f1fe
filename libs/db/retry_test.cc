#include "libs/db/retry.h"

#include "gtest/gtest.h"
#include "libs/db/errors.h"
#include "libs/testing/matchers.h"

namespace attest::db {
namespace {

TEST(RetryConflicts, RunsOnceWhenItIsOk) {
  int runs = 0;

  const absl::Status status = RetryConflicts(absl::Seconds(30), [&] {
    ++runs;
    return absl::OkStatus();
  });

  EXPECT_THAT(status, testing::IsOk());
  EXPECT_EQ(runs, 1);
}

TEST(RetryConflicts, RunsAgainAfterAConflict) {
  int runs = 0;

  const absl::Status status = RetryConflicts(absl::Seconds(30), [&] {
    return ++runs < 4 ? errors::Conflict() : absl::OkStatus();
  });

  EXPECT_THAT(status, testing::IsOk());
  EXPECT_EQ(runs, 4);
}

TEST(RetryConflicts, GivesUpWhenTimeIsOut) {
  const absl::Status status =
      RetryConflicts(absl::Milliseconds(20), [] { return errors::Conflict(); });

  EXPECT_THAT(status,
              testing::FailsWith(absl::StatusCode::kAborted, "CONFLICT"));
}

TEST(RetryConflicts, LeavesOtherErrorsAlone) {
  for (const absl::Status& error :
       {absl::AbortedError("stale etag"), errors::Unique("centre.id"),
        errors::Connection("gone"), errors::PoolExhausted(),
        MakeError(absl::StatusCode::kAborted, "registration.attest", "CONFLICT",
                  "a service's own")}) {
    int runs = 0;
    EXPECT_EQ(RetryConflicts(absl::Seconds(30),
                             [&] {
                               ++runs;
                               return error;
                             }),
              error);
    EXPECT_EQ(runs, 1);
  }
}

}  // namespace
}  // namespace attest::db
