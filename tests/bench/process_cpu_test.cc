#include "tests/bench/process_cpu.h"

#include <unistd.h>

#include <ctime>

#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::bench {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;

// What this process has used by its own account.
absl::Duration OwnCpu() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return absl::DurationFromTimespec(used);
}

TEST(CpuTicks, AddsUserAndSystemTime) {
  EXPECT_EQ(CpuTicks("7 (attestd) S 1 7 7 0 -1 4194560 90 0 0 0 120 34 0 0 20"),
            154);
}

TEST(CpuTicks, IsNotMisledByTheNameOfTheProgram) {
  EXPECT_EQ(CpuTicks("7 (a) 1 (b c) S 1 7 7 0 -1 4194560 90 0 0 0 5 6 0 0 20"),
            11);
}

TEST(CpuTicks, RefusesWhatIsNoSuchText) {
  EXPECT_EQ(CpuTicks(""), -1);
  EXPECT_EQ(CpuTicks("7 (attestd) S 1 7"), -1);
  EXPECT_EQ(CpuTicks("7 (attestd) S 1 7 7 0 -1 4194560 90 0 0 0 x y"), -1);
}

TEST(ProcessCpu, GrowsByWhatTheProcessWorks) {
  const auto before = ProcessCpu(getpid());
  ASSERT_THAT(before, IsOk());

  const absl::Duration start = OwnCpu();
  while (OwnCpu() - start < absl::Milliseconds(100)) {
  }

  const auto after = ProcessCpu(getpid());
  ASSERT_THAT(after, IsOk());
  EXPECT_GE(*after - *before, absl::Milliseconds(80));
  EXPECT_LE(*after, OwnCpu() + absl::Milliseconds(20));
}

TEST(ProcessCpu, NamesAProcessThatDoesNotExist) {
  // Process numbers end at 2^22.
  EXPECT_THAT(ProcessCpu(1 << 23),
              FailsWith(absl::StatusCode::kNotFound, "NO_SUCH_PROCESS"));
}

}  // namespace
}  // namespace attest::bench
