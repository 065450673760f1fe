#include "tests/tools/catalogue_server.h"

#include <signal.h>
#include <sys/wait.h>

#include <fstream>

#include "fmt/format.h"
#include "tools/attest/client/process.h"

namespace attest::tools_test {

absl::StatusOr<std::unique_ptr<CatalogueServer>> CatalogueServer::Start() {
  std::unique_ptr<CatalogueServer> server(new CatalogueServer);
  ATTEST_ASSIGN_OR_RETURN(
      server->issuer_,
      auth::OpenSandboxIssuer(server->folder_.path(), server->clock_));
  server->address_ = fmt::format("127.0.0.1:{}", client::FreePorts(1)[0]);
  ATTEST_RETURN_IF_ERROR(server->Spawn());
  return server;
}

absl::Status CatalogueServer::Spawn() {
  std::ofstream(File("catalogue.textproto")) << fmt::format(
      "server {{\n"
      "  listen {{ address: \"{}\" drain_seconds: 1 }}\n"
      "  auth {{ issuer: \"{}\" jwks_file: \"{}\""
      " allow_sandbox_issuer: true }}\n"
      "}}\n"
      "database {{ sqlite_path: \"{}\" }}\n"
      "syllabi_folder: \"{}\"\n",
      address_, auth::kSandboxIssuer, auth::SandboxJwksFile(folder_.path()),
      File("catalogue.db"), ATTEST_SYLLABI);
  const std::string log = File("catalogue.log");
  ATTEST_ASSIGN_OR_RETURN(
      pid_,
      client::Launch(
          {ATTEST_CATALOGUE_SERVER, "--config", File("catalogue.textproto")},
          {"ATTEST_PAGE_SECRET=page-secret-of-the-tools-test"}, log));
  return client::WaitUntilReady(pid_, address_, log);
}

CatalogueServer::~CatalogueServer() {
  if (pid_ == 0) return;
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

std::vector<std::string> CatalogueServer::CommandLine(
    std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), {ATTEST_CLIENT, "catalogue"});
  arguments.insert(arguments.end(),
                   {"--server", address_, "--data", folder_.path()});
  return arguments;
}

Outcome CatalogueServer::Attest(std::vector<std::string> arguments) const {
  return Run(CommandLine(std::move(arguments)));
}

std::string CatalogueServer::File(const std::string& name) const {
  return folder_.path() + "/" + name;
}

Outcome AttestOffline(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {ATTEST_CLIENT, "catalogue"});
  return Run(std::move(arguments));
}

}  // namespace attest::tools_test
