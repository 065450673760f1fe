#include "tests/bench/process_cpu.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "fmt/format.h"

namespace attest::bench {
namespace {

// Fields between the name of the program and its user time (proc(5)).
constexpr int kFieldsBefore = 11;

}  // namespace

int64_t CpuTicks(std::string_view stat) {
  // The name stands in parentheses and may itself hold any character.
  const size_t name_end = stat.rfind(')');
  if (name_end == std::string_view::npos) return -1;
  std::istringstream fields(std::string(stat.substr(name_end + 1)));
  std::string skipped;
  for (int i = 0; i < kFieldsBefore; ++i) fields >> skipped;
  int64_t user = 0;
  int64_t system = 0;
  return fields >> user >> system ? user + system : -1;
}

absl::StatusOr<absl::Duration> ProcessCpu(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  const std::string stat{std::istreambuf_iterator<char>(file), {}};
  const int64_t ticks = CpuTicks(stat);
  if (ticks < 0) {
    return MakeError(absl::StatusCode::kNotFound, "bench.attest",
                     "NO_SUCH_PROCESS",
                     fmt::format("no process {} on this machine", pid));
  }
  static const long ticks_per_second = sysconf(_SC_CLK_TCK);
  return absl::Seconds(1) * ticks / ticks_per_second;
}

}  // namespace attest::bench
