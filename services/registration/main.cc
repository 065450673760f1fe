// attest-registration: the registration service in a process of its own.
#include <cstdlib>
#include <string>

#include "CLI/CLI.hpp"
#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/config/config.h"
#include "libs/log/log.h"
#include "libs/rpc/client.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "services/registration/server.h"

namespace attest::registration {
namespace {

constexpr size_t kSecretBytesMin = 16;

struct Settings {
  config::v1::Config config;
  std::string page_secret;
  std::string service_token;
};

absl::StatusOr<Settings> ReadSettings(const std::string& path) {
  Settings settings;
  config::v1::Config& config = settings.config;
  ATTEST_RETURN_IF_ERROR(attest::config::ReadTextproto(path, config));
  attest::config::Problems problems;
  attest::config::CheckServer("server", *config.mutable_server(), problems);
  attest::config::CheckDatabase("database", *config.mutable_database(),
                                problems);
  attest::config::CheckNeighbour("catalogue", *config.mutable_catalogue(),
                                 problems);
  attest::config::CheckNeighbour("assessment", *config.mutable_assessment(),
                                 problems);
  attest::config::CheckNeighbour("verification", *config.mutable_verification(),
                                 problems);
  settings.page_secret = attest::config::RequireSecret(
      "ATTEST_PAGE_SECRET", kSecretBytesMin, problems);
  settings.service_token =
      attest::config::RequireSecret("ATTEST_SERVICE_TOKEN", 1, problems);
  ATTEST_RETURN_IF_ERROR(problems.status());
  return settings;
}

absl::Status Serve(const std::string& config_path, const sigset_t& signals) {
  ATTEST_ASSIGN_OR_RETURN(const Settings settings, ReadSettings(config_path));
  const config::v1::Config& config = settings.config;
  log::SetUp("registration", log::ParseLevel(config.server().log_level()));
  SystemClock clock;
  RandomIds ids;
  const auto& auth = config.server().auth();
  ATTEST_ASSIGN_OR_RETURN(
      const auto authenticator,
      auth::MakeAuthenticator(
          {auth.issuer(), auth.audience(), auth.jwks_file()}, clock));
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Policies policies,
      auth::Policies::FromServices({&RegistrationServer::Descriptor()}));
  const rpc::Runtime runtime(*authenticator, policies, clock);
  ATTEST_ASSIGN_OR_RETURN(
      const auto registration,
      RegistrationServer::Create(config, {runtime,
                                          clock,
                                          ids,
                                          settings.page_secret,
                                          {settings.service_token}}));
  ATTEST_ASSIGN_OR_RETURN(
      const auto server,
      rpc::Server::Start(config.server(), {&registration->service()}));
  registration->Connect(rpc::Dial(config.catalogue().target()),
                        rpc::Dial(config.assessment().target()),
                        rpc::Dial(config.verification().target()));
  server->SetReady(true);
  log::Write(log::Level::kInfo, "ready",
             {{"port", std::to_string(server->port())}});
  rpc::WaitForSignal(signals);
  server->Drain();
  return absl::OkStatus();
}

}  // namespace
}  // namespace attest::registration

int main(int argc, char** argv) {
  const sigset_t signals = attest::rpc::BlockSignals();
  CLI::App app("Registration of Attest: centres, staff and learners.");
  std::string config_path;
  app.add_option("--config", config_path, "Configuration, as textproto")
      ->required();
  CLI11_PARSE(app, argc, argv);

  const absl::Status status = attest::registration::Serve(config_path, signals);
  if (status.ok()) return EXIT_SUCCESS;
  fprintf(stderr, "attest-registration: %s\n",
          std::string(status.message()).c_str());
  return EXIT_FAILURE;
}
