// attestd: the whole of Attest in one process, for a developer's machine.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "CLI/CLI.hpp"
#include "libs/clock/clock.h"
#include "libs/log/log.h"
#include "libs/rpc/server.h"
#include "services/attestd/sandbox.h"

namespace attest::attestd {
namespace {

// How often readiness is looked at.
constexpr absl::Duration kCheckInterval = absl::Seconds(2);

absl::Status Serve(const SandboxOptions& options, const sigset_t& signals) {
  SystemClock clock;
  ATTEST_ASSIGN_OR_RETURN(const auto sandbox, Sandbox::Start(options, clock));
  std::puts("ready");
  std::fflush(stdout);
  while (!rpc::SignalWithin(signals, kCheckInterval)) sandbox->UpdateReady();
  sandbox->Drain();
  return absl::OkStatus();
}

}  // namespace
}  // namespace attest::attestd

int main(int argc, char** argv) {
  const sigset_t signals = attest::rpc::BlockSignals();
  CLI::App app("Attest in one process: the sandbox.");
  attest::attestd::SandboxOptions options;
  std::string log_level = "info";
  options.listen = "127.0.0.1:50051";
  options.data_folder = "data/sandbox";
  options.syllabi_folder = "services/catalogue/syllabi";
  app.add_option("--listen", options.listen, "Address and port")
      ->envname("ATTEST_LISTEN")
      ->capture_default_str();
  app.add_option("--data", options.data_folder, "Folder for all that is kept")
      ->envname("ATTEST_DATA")
      ->capture_default_str();
  app.add_option("--syllabi", options.syllabi_folder, "Folder of the syllabi")
      ->capture_default_str();
  app.add_option("--log-level", log_level, "debug, info, warning or error")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  attest::log::SetUp("attestd", attest::log::ParseLevel(log_level));

  const absl::Status status = attest::attestd::Serve(options, signals);
  if (status.ok()) return EXIT_SUCCESS;
  fprintf(stderr, "attestd: %s\n", std::string(status.message()).c_str());
  return EXIT_FAILURE;
}
