// A program that runs beside the benchmark and ends with it.
#ifndef ATTEST_TESTS_BENCH_CHILD_PROCESS_H_
#define ATTEST_TESTS_BENCH_CHILD_PROCESS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::bench {

// Owns the process and a pipe from its standard output; its standard error
// goes to a file, or nowhere. It is killed when this process dies. Not
// thread-safe.
class ChildProcess {
 public:
  // `log` is the file for standard error; empty throws it away. `variables`
  // (`NAME=VALUE`) are added to this process's environment.
  //   UNAVAILABLE, `CANNOT_RUN`: there is no such program.
  static absl::StatusOr<std::unique_ptr<ChildProcess>> Start(
      const std::vector<std::string>& arguments, const std::string& log = "",
      std::vector<std::string> variables = {});

  // Ends it: SIGTERM, and SIGKILL when it does not listen.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  pid_t pid() const { return pid_; }
  // Reads output until a line begins with `word`, and gives the rest of it.
  //   DEADLINE_EXCEEDED, `NOT_READY`: it did not say so in time, or ended.
  absl::StatusOr<std::string> WaitFor(std::string_view word,
                                      absl::Duration at_most);

 private:
  ChildProcess() = default;
  pid_t pid_ = -1;
  int output_ = -1;
  std::string unread_;
};

// This program, to be run again as a child.
std::string OwnProgram();
// A server of the same build: build/PRESET/services/`program`, when this one
// is build/PRESET/tests/bench/attest-bench.
std::string ServerBeside(const std::string& program);

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CHILD_PROCESS_H_
