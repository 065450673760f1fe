// The catalogue as a process of its own, and the client that calls it.
#ifndef ATTEST_TESTS_TOOLS_CATALOGUE_SERVER_H_
#define ATTEST_TESTS_TOOLS_CATALOGUE_SERVER_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"
#include "libs/testing/temp_dir.h"
#include "tests/tools/command.h"

namespace attest::tools_test {

// Runs `attest-catalogue` with the reviewed syllabi, in a folder of its own.
class CatalogueServer {
 public:
  static absl::StatusOr<std::unique_ptr<CatalogueServer>> Start();
  ~CatalogueServer();

  // `attest catalogue ARGUMENTS...` as a caller of this server.
  Outcome Attest(std::vector<std::string> arguments) const;
  // The whole command line of the same.
  std::vector<std::string> CommandLine(
      std::vector<std::string> arguments) const;
  // A path in the folder.
  std::string File(const std::string& name) const;

 private:
  CatalogueServer() = default;
  absl::Status Spawn();

  attest::testing::TempDir folder_;
  SystemClock clock_;
  std::unique_ptr<auth::SandboxIssuer> issuer_;
  std::string address_;
  pid_t pid_ = 0;
};

// `attest catalogue ARGUMENTS...` without any server.
Outcome AttestOffline(std::vector<std::string> arguments);

}  // namespace attest::tools_test

#endif  // ATTEST_TESTS_TOOLS_CATALOGUE_SERVER_H_
