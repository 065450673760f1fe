#include "libs/rpc/service_main.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "CLI/CLI.hpp"
#include "libs/log/log.h"

namespace attest::rpc {
namespace {

constexpr size_t kSecretBytesMin = 16;
// How often readiness is looked at.
constexpr absl::Duration kCheckInterval = absl::Seconds(2);

// Calls from outside get half of the threads, their streams half of that: the
// rest is for what the other services ask.
RuntimeOptions OptionsFor(const config::v1::Listen& listen) {
  const int threads = ThreadsMax(listen);
  return {.outside_unary_max = std::max(1, threads / 2),
          .outside_streams_max = std::max(1, threads / 4)};
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
  host->runtime_ =
      std::make_unique<Runtime>(*host->authenticator_, host->policies_,
                                host->clock_, OptionsFor(config.listen()));
  if (!config.metrics_address().empty()) {
    ATTEST_ASSIGN_OR_RETURN(
        host->metrics_page_,
        metrics::Page::Serve(config.metrics_address(), host->metrics_));
  }
  return host;
}

ServiceEnvironment Host::environment(const ServiceSecrets& secrets) {
  return {*runtime_, clock_, ids_, secrets.page_secret, {secrets.service_token},
          &metrics_};
}

absl::Status Host::Serve(grpc::Service& service,
                         absl::FunctionRef<void()> connect,
                         absl::FunctionRef<absl::Status()> check,
                         const sigset_t& signals) {
  ATTEST_ASSIGN_OR_RETURN(const auto server,
                          Server::Start(config_, {&service}));
  connect();
  do {
    absl::Status status = check();
    if (status.ok()) status = server->CheckListening();
    server->UpdateReady(status);
  } while (!SignalWithin(signals, kCheckInterval));
  server->Drain(runtime_.get());
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
