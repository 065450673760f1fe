// How much processor time another process has used.
#ifndef ATTEST_TESTS_BENCH_PROCESS_CPU_H_
#define ATTEST_TESTS_BENCH_PROCESS_CPU_H_

#include <sys/types.h>

#include <cstdint>
#include <string_view>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::bench {

// User and system time of all threads of a process since it began, in steps of
// the kernel's clock (10 ms).
//   NOT_FOUND, `NO_SUCH_PROCESS`.
absl::StatusOr<absl::Duration> ProcessCpu(pid_t pid);

// The same in ticks, from the text of /proc/PID/stat; -1 when it is none.
int64_t CpuTicks(std::string_view stat);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_PROCESS_CPU_H_
