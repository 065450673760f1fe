#include "libs/rpc/service_main.h"

#include <cstdio>
#include <cstdlib>

#include "CLI/CLI.hpp"
#include "libs/log/log.h"

namespace attest::rpc {
namespace {

constexpr size_t kSecretBytesMin = 16;
// How often readiness is looked at.
constexpr timespec kCheckInterval = {2, 0};

// True when a signal came, false after the interval.
bool SignalWithin(const sigset_t& signals, const timespec& interval) {
  return sigtimedwait(&signals, nullptr, &interval) > 0;
}

// Says so once when readiness changes.
void UpdateReady(Server& server, const absl::Status& status, bool& ready) {
  if (status.ok() == ready) return;
  ready = status.ok();
  server.SetReady(ready);
  log::Write(
      ready ? log::Level::kInfo : log::Level::kWarning,
      ready ? "ready" : "not_ready",
      {{"port", std::to_string(server.port())}, {"reason", ReasonOf(status)}});
}

}  // namespace

ServiceSecrets RequireSecrets(bool has_neighbours, config::Problems& problems) {
  ServiceSecrets secrets;
  secrets.page_secret =
      config::RequireSecret("ATTEST_PAGE_SECRET", kSecretBytesMin, problems);
  if (has_neighbours) {
    secrets.service_token =
        config::RequireSecret("ATTEST_SERVICE_TOKEN", 1, problems);
  }
  return secrets;
}

absl::StatusOr<std::unique_ptr<Host>> Host::Open(
    const std::string& name, const config::v1::Server& config,
    const google::protobuf::ServiceDescriptor& descriptor) {
  log::SetUp(name, log::ParseLevel(config.log_level()));
  std::unique_ptr<Host> host(new Host(config));
  const config::v1::Auth& auth = config.auth();
  ATTEST_ASSIGN_OR_RETURN(
      host->authenticator_,
      auth::MakeAuthenticator(
          {auth.issuer(), auth.audience(), auth.jwks_file()}, host->clock_));
  ATTEST_ASSIGN_OR_RETURN(host->policies_,
                          auth::Policies::FromServices({&descriptor}));
  host->runtime_ = std::make_unique<Runtime>(*host->authenticator_,
                                             host->policies_, host->clock_);
  return host;
}

ServiceEnvironment Host::environment(const ServiceSecrets& secrets) {
  return {
      *runtime_, clock_, ids_, secrets.page_secret, {secrets.service_token}};
}

absl::Status Host::Serve(grpc::Service& service,
                         absl::FunctionRef<void()> connect,
                         absl::FunctionRef<absl::Status()> check,
                         const sigset_t& signals) {
  ATTEST_ASSIGN_OR_RETURN(const auto server,
                          Server::Start(config_, {&service}));
  connect();
  bool ready = false;
  do {
    UpdateReady(*server, check(), ready);
  } while (!SignalWithin(signals, kCheckInterval));
  server->Drain();
  return absl::OkStatus();
}

bool ReadCommandLine(int argc, char** argv, const std::string& description,
                     std::string& config_path, int& exit_code) {
  CLI::App app(description);
  app.add_option("--config", config_path, "Configuration, as textproto")
      ->required();
  app.footer(
      "Secrets come from the environment: ATTEST_PAGE_SECRET signs page "
      "tokens,\nATTEST_SERVICE_TOKEN shows the other services who calls.");
  try {
    app.parse(argc, argv);
    return true;
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error);
    return false;
  }
}

int Finish(const std::string& name, const absl::Status& status) {
  if (status.ok()) return EXIT_SUCCESS;
  std::fprintf(stderr, "attest-%s: %s\n", name.c_str(),
               std::string(status.message()).c_str());
  return EXIT_FAILURE;
}

}  // namespace attest::rpc
