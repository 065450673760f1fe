// What checking a token costs: one handler behind two policies.
#ifndef ATTEST_TESTS_BENCH_CATALOGUE_GUARDED_H_
#define ATTEST_TESTS_BENCH_CATALOGUE_GUARDED_H_

#include <sys/types.h>

#include <cstddef>
#include <memory>
#include <string>

#include "libs/status/status.h"
#include "tests/bench/child_process.h"

namespace attest::bench {

inline constexpr char kOpenMethod[] = "/attest.bench.GuardedService/Open";
inline constexpr char kGuardedMethod[] = "/attest.bench.GuardedService/Guarded";

// Payload of every answer, in bytes: about a unit.
inline constexpr size_t kGuardedAnswer = 2'700;

// Serves GuardedService with everything that libs/rpc gives a service, and the
// keys of the sandbox's issuer in `folder`. Prints `ready ADDRESS` and ends
// with the process. What the command `guarded-server` does.
//   UNAVAILABLE, `CANNOT_LISTEN`.
absl::Status ServeGuarded(const std::string& folder);

// ServeGuarded() in a process of its own.
class GuardedProcess {
 public:
  //   UNAVAILABLE or DEADLINE_EXCEEDED: it does not serve.
  static absl::StatusOr<std::unique_ptr<GuardedProcess>> Start(
      const std::string& folder, const std::string& log);

  const std::string& address() const { return address_; }
  pid_t pid() const { return process_->pid(); }

 private:
  GuardedProcess() = default;
  std::unique_ptr<ChildProcess> process_;
  std::string address_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_CATALOGUE_GUARDED_H_
