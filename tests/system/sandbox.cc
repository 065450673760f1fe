#include "tests/system/sandbox.h"

#include <signal.h>
#include <sys/wait.h>

#include <filesystem>

#include "fmt/format.h"
#include "tools/attest/client/process.h"

namespace attest::system_test {

absl::StatusOr<std::unique_ptr<client::Cluster>> StartFour(
    const std::string& folder) {
  return client::Cluster::Start({ATTEST_BINARIES, ATTEST_SYLLABI, folder});
}

absl::StatusOr<std::unique_ptr<Attestd>> Attestd::Start(
    const std::string& folder) {
  const std::string address =
      fmt::format("127.0.0.1:{}", client::FreePorts(1)[0]);
  std::unique_ptr<Attestd> attestd(new Attestd(folder, address));
  ATTEST_RETURN_IF_ERROR(attestd->Spawn());
  ATTEST_ASSIGN_OR_RETURN(attestd->issuer_,
                          auth::OpenSandboxIssuer(folder, attestd->clock_));
  return attestd;
}

absl::Status Attestd::Spawn() {
  const std::string log = folder_ + "/attestd.log";
  ATTEST_ASSIGN_OR_RETURN(
      pid_,
      client::Launch({ATTEST_BINARIES "/attestd/attestd", "--listen", address_,
                      "--data", folder_, "--syllabi", ATTEST_SYLLABI},
                     {}, log));
  return client::WaitUntilReady(pid_, address_, log);
}

absl::Status Attestd::KillAndRestart() {
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  return Spawn();
}

int Attestd::Stop() {
  int status = 0;
  kill(pid_, SIGTERM);
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Attestd::~Attestd() {
  if (pid_ != 0) Stop();
}

}  // namespace attest::system_test
