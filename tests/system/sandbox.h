// Servers as real processes, for tests of the whole.
#ifndef ATTEST_TESTS_SYSTEM_SANDBOX_H_
#define ATTEST_TESTS_SYSTEM_SANDBOX_H_

#include <sys/types.h>

#include <memory>
#include <string>

#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"
#include "tools/attest/client/cluster.h"

namespace attest::system_test {

// The four servers, in a folder of the test's own.
absl::StatusOr<std::unique_ptr<client::Cluster>> StartFour(
    const std::string& folder);

// attestd: all four services in one process.
class Attestd {
 public:
  // Starts it on a free port and waits until it is ready.
  static absl::StatusOr<std::unique_ptr<Attestd>> Start(
      const std::string& folder);
  ~Attestd();

  client::Endpoints endpoints() const {
    return client::Endpoints::One(address_);
  }
  auth::SandboxIssuer& issuer() { return *issuer_; }
  // kill -9, and a new start on the same data and address.
  absl::Status KillAndRestart();
  // SIGTERM; gives the exit code, or -1 when a signal ended it.
  int Stop();
  // A new start on the same data and address after Stop().
  absl::Status StartAgain() { return Spawn(); }

 private:
  Attestd(std::string folder, std::string address)
      : folder_(std::move(folder)), address_(std::move(address)) {}
  absl::Status Spawn();

  const std::string folder_;
  const std::string address_;
  SystemClock clock_;
  std::unique_ptr<auth::SandboxIssuer> issuer_;
  pid_t pid_ = 0;
};

}  // namespace attest::system_test

#endif  // ATTEST_TESTS_SYSTEM_SANDBOX_H_
