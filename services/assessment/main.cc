// attest-assessment: the assessment service in a process of its own.
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
#include "services/assessment/server.h"

namespace attest::assessment {
namespace {

constexpr size_t kSecretBytesMin = 16;

struct Secrets {
  std::string page_secret;
  std::string service_token;
};

absl::StatusOr<config::v1::Config> ReadConfig(const std::string& path,
                                              Secrets& secrets) {
  config::v1::Config config;
  ATTEST_RETURN_IF_ERROR(attest::config::ReadTextproto(path, config));
  attest::config::Problems problems;
  AssessmentServer::CheckConfig(config, problems);
  secrets.page_secret = attest::config::RequireSecret(
      "ATTEST_PAGE_SECRET", kSecretBytesMin, problems);
  secrets.service_token =
      attest::config::RequireSecret("ATTEST_SERVICE_TOKEN", 1, problems);
  ATTEST_RETURN_IF_ERROR(problems.status());
  return config;
}

absl::Status Serve(const std::string& config_path, const sigset_t& signals) {
  Secrets secrets;
  ATTEST_ASSIGN_OR_RETURN(const config::v1::Config config,
                          ReadConfig(config_path, secrets));
  log::SetUp("assessment", log::ParseLevel(config.server().log_level()));
  SystemClock clock;
  RandomIds ids;
  const auto& auth = config.server().auth();
  ATTEST_ASSIGN_OR_RETURN(
      const auto authenticator,
      auth::MakeAuthenticator(
          {auth.issuer(), auth.audience(), auth.jwks_file()}, clock));
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Policies policies,
      auth::Policies::FromServices({&AssessmentServer::Descriptor()}));
  const rpc::Runtime runtime(*authenticator, policies, clock);
  ATTEST_ASSIGN_OR_RETURN(
      const auto assessment,
      AssessmentServer::Create(
          config,
          {runtime, clock, ids, secrets.page_secret, {secrets.service_token}}));
  ATTEST_ASSIGN_OR_RETURN(
      const auto server,
      rpc::Server::Start(config.server(), {&assessment->service()}));
  assessment->Connect(rpc::Dial(config.catalogue().target()),
                      rpc::Dial(config.registration().target()),
                      rpc::Dial(config.verification().target()));
  ATTEST_RETURN_IF_ERROR(assessment->Check());
  server->SetReady(true);
  log::Write(log::Level::kInfo, "ready",
             {{"port", std::to_string(server->port())}});
  rpc::WaitForSignal(signals);
  server->Drain();
  return absl::OkStatus();
}

}  // namespace
}  // namespace attest::assessment

int main(int argc, char** argv) {
  const sigset_t signals = attest::rpc::BlockSignals();
  CLI::App app("The assessment service of Attest: evidence and decisions.");
  std::string config_path;
  app.add_option("--config", config_path, "Configuration, as textproto")
      ->required();
  CLI11_PARSE(app, argc, argv);

  const absl::Status status = attest::assessment::Serve(config_path, signals);
  if (status.ok()) return EXIT_SUCCESS;
  fprintf(stderr, "attest-assessment: %s\n",
          std::string(status.message()).c_str());
  return EXIT_FAILURE;
}
