// Programs started as processes of this machine.
#ifndef ATTEST_TOOLS_ATTEST_CLIENT_PROCESS_H_
#define ATTEST_TOOLS_ATTEST_CLIENT_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"

namespace attest::client {

// Starts a program (`arguments[0]`) with `variables` added to this process's
// environment and its output appended to the file `log`.
//   UNAVAILABLE, `SERVER_NOT_READY`: it cannot be run.
absl::StatusOr<pid_t> Launch(std::vector<std::string> arguments,
                             std::vector<std::string> variables,
                             const std::string& log);

// Waits until something answers at `address` (127.0.0.1:PORT), as long as `pid`
// lives.
//   UNAVAILABLE, `SERVER_NOT_READY`: names `log`.
absl::Status WaitUntilReady(pid_t pid, const std::string& address,
                            const std::string& log);

// Ports of 127.0.0.1 that were free a moment ago, all different.
std::vector<int> FreePorts(size_t count);

}  // namespace attest::client

#endif  // ATTEST_TOOLS_ATTEST_CLIENT_PROCESS_H_
