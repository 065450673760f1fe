// A gRPC server that gives every request back: what a call costs at least.
#ifndef ATTEST_TESTS_BENCH_ECHO_SERVER_H_
#define ATTEST_TESTS_BENCH_ECHO_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "libs/status/status.h"
#include "tests/bench/child_process.h"

namespace attest::bench {

// How the server is written.
//   sync:           a typed message on the synchronous API
//   callback:       a typed message on the callback API
//   callback-bytes: the callback API without reading or making a message
inline constexpr char kSync[] = "sync";
inline constexpr char kCallback[] = "callback";
inline constexpr char kCallbackBytes[] = "callback-bytes";
const std::vector<std::string>& EchoKinds();

// `/package.Service/Method` of the echo.
inline constexpr char kEchoMethod[] = "/attest.bench.EchoService/Echo";

// Serves on a free port of this machine, prints `ready ADDRESS`, and ends with
// the process.
//   INVALID_ARGUMENT, `UNKNOWN_KIND`. UNAVAILABLE, `CANNOT_LISTEN`.
// A lean one does without the search for deadlocks that Debian's Abseil makes
// of every lock of gRPC's.
absl::Status ServeEcho(const std::string& kind, bool lean);

// An echo server in a process of its own, so that its processor time can be
// told from the load's. Owns the process.
class EchoProcess {
 public:
  //   UNAVAILABLE or DEADLINE_EXCEEDED: it does not serve.
  static absl::StatusOr<std::unique_ptr<EchoProcess>> Start(
      const std::string& kind, bool lean = false);

  const std::string& address() const { return address_; }
  pid_t pid() const { return process_->pid(); }

 private:
  EchoProcess() = default;
  std::unique_ptr<ChildProcess> process_;
  std::string address_;
};

}  // namespace attest::bench

#endif  // ATTEST_TESTS_BENCH_ECHO_SERVER_H_
