#include "tools/attest/client/cluster.h"

#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "fmt/format.h"
#include "tools/attest/client/process.h"

namespace attest::client {
namespace {

constexpr absl::Duration kServiceToken = absl::Hours(24);

std::string Neighbour(std::string_view field, const std::string& target) {
  return fmt::format("{} {{ target: \"{}\" }}\n", field, target);
}

}  // namespace

const std::vector<std::string>& Cluster::Services() {
  static const auto& services = *new std::vector<std::string>{
      "catalogue", "registration", "assessment", "verification"};
  return services;
}

absl::StatusOr<std::unique_ptr<Cluster>> Cluster::Start(
    ClusterOptions options) {
  std::unique_ptr<Cluster> cluster(new Cluster(std::move(options)));
  std::error_code ignored;
  std::filesystem::create_directories(cluster->options_.data, ignored);
  ATTEST_ASSIGN_OR_RETURN(
      cluster->issuer_,
      auth::OpenSandboxIssuer(cluster->options_.data, cluster->clock_));
  ATTEST_RETURN_IF_ERROR(cluster->WriteConfigs());
  for (const std::string& service : Services()) {
    ATTEST_RETURN_IF_ERROR(cluster->Spawn(service));
  }
  for (const std::string& service : Services()) {
    ATTEST_RETURN_IF_ERROR(cluster->Wait(service));
  }
  return cluster;
}

Cluster::~Cluster() {
  for (const auto& [service, pid] : pids_) kill(pid, SIGTERM);
  for (const auto& [service, pid] : pids_) waitpid(pid, nullptr, 0);
}

absl::Status Cluster::WriteConfigs() {
  const std::vector<int> ports = FreePorts(Services().size());
  const auto at = [&](int i) { return fmt::format("127.0.0.1:{}", ports[i]); };
  endpoints_ = {at(0), at(1), at(2), at(3)};
  for (const std::string& service : Services()) {
    std::ofstream file(fmt::format("{}/{}.textproto", options_.data, service));
    file << fmt::format(
        "server {{\n"
        "  listen {{ address: \"{}\" drain_seconds: 2 }}\n"
        "  auth {{ issuer: \"{}\" jwks_file: \"{}\""
        " allow_sandbox_issuer: true }}\n"
        "}}\n",
        endpoints_.Of(service), auth::kSandboxIssuer,
        auth::SandboxJwksFile(options_.data));
    file << fmt::format("database {{ sqlite_path: \"{}/{}.db\" }}\n",
                        options_.data, service);
    if (service == "catalogue") {
      file << fmt::format("syllabi_folder: \"{}\"\n", options_.syllabi);
      continue;
    }
    for (const std::string& other : Services()) {
      if (other == service) continue;
      // Registration asks the catalogue and follows the other two; assessment
      // asks both before it and follows verification.
      file << Neighbour(other, endpoints_.Of(other));
    }
    if (service == "assessment") {
      file << fmt::format("evidence_folder: \"{}/evidence\"\n", options_.data);
    }
  }
  return absl::OkStatus();
}

std::string Cluster::LogFile(const std::string& service) const {
  return fmt::format("{}/{}.log", options_.data, service);
}

absl::Status Cluster::Spawn(const std::string& service) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::string token,
      issuer_->Mint("service:" + service, {{auth::v1::SERVICE, ""}},
                    kServiceToken));
  ATTEST_ASSIGN_OR_RETURN(
      pids_[service],
      Launch(
          {fmt::format("{}/{}/attest-{}", options_.binaries, service, service),
           "--config", fmt::format("{}/{}.textproto", options_.data, service)},
          {"ATTEST_SERVICE_TOKEN=" + token,
           "ATTEST_PAGE_SECRET=page-secret-of-the-sandbox-cluster"},
          LogFile(service)));
  return absl::OkStatus();
}

absl::Status Cluster::Wait(const std::string& service) {
  return WaitUntilReady(pids_[service], endpoints_.Of(service),
                        LogFile(service));
}

absl::Status Cluster::Kill(const std::string& service) {
  kill(pids_.at(service), SIGKILL);
  waitpid(pids_.at(service), nullptr, 0);
  return absl::OkStatus();
}

absl::Status Cluster::Restart(const std::string& service) {
  ATTEST_RETURN_IF_ERROR(Spawn(service));
  return Wait(service);
}

}  // namespace attest::client
