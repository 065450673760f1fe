// attest-catalogue: the catalogue in a process of its own.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "CLI/CLI.hpp"
#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/config/config.h"
#include "libs/log/log.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "services/catalogue/server.h"

namespace attest::catalogue {
namespace {

constexpr size_t kSecretBytesMin = 16;

absl::StatusOr<config::v1::Config> ReadConfig(const std::string& path,
                                              std::string& page_secret) {
  config::v1::Config config;
  ATTEST_RETURN_IF_ERROR(attest::config::ReadTextproto(path, config));
  attest::config::Problems problems;
  attest::config::CheckServer("server", *config.mutable_server(), problems);
  if (config.syllabi_folder().empty()) {
    problems.Add("syllabi_folder", "must be the folder with the syllabi");
  }
  page_secret = attest::config::RequireSecret("ATTEST_PAGE_SECRET",
                                              kSecretBytesMin, problems);
  ATTEST_RETURN_IF_ERROR(problems.status());
  return config;
}

absl::Status Serve(const std::string& config_path, const sigset_t& signals) {
  std::string page_secret;
  ATTEST_ASSIGN_OR_RETURN(const config::v1::Config config,
                          ReadConfig(config_path, page_secret));
  log::SetUp("catalogue", log::ParseLevel(config.server().log_level()));
  SystemClock clock;
  RandomIds ids;
  const auto& auth = config.server().auth();
  ATTEST_ASSIGN_OR_RETURN(
      const auto authenticator,
      auth::MakeAuthenticator(
          {auth.issuer(), auth.audience(), auth.jwks_file()}, clock));
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Policies policies,
      auth::Policies::FromServices({&CatalogueServer::Descriptor()}));
  const rpc::Runtime runtime(*authenticator, policies, clock);
  ATTEST_ASSIGN_OR_RETURN(
      const auto catalogue,
      CatalogueServer::Create(config, {runtime, clock, ids, page_secret, {}}));
  ATTEST_ASSIGN_OR_RETURN(
      const auto server,
      rpc::Server::Start(config.server(), {&catalogue->service()}));
  server->SetReady(true);
  log::Write(log::Level::kInfo, "ready",
             {{"port", std::to_string(server->port())}});
  rpc::WaitForSignal(signals);
  server->Drain();
  return absl::OkStatus();
}

}  // namespace
}  // namespace attest::catalogue

int main(int argc, char** argv) {
  const sigset_t signals = attest::rpc::BlockSignals();
  CLI::App app("The catalogue of Attest: qualifications and syllabi.");
  std::string config_path;
  app.add_option("--config", config_path, "Configuration, as textproto")
      ->required();
  CLI11_PARSE(app, argc, argv);

  const absl::Status status = attest::catalogue::Serve(config_path, signals);
  if (status.ok()) return EXIT_SUCCESS;
  fprintf(stderr, "attest-catalogue: %s\n",
          std::string(status.message()).c_str());
  return EXIT_FAILURE;
}
