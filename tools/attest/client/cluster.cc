#include "tools/attest/client/cluster.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/time/clock.h"
#include "fmt/format.h"
#include "grpcpp/grpcpp.h"
#include "libs/ids/ids.h"

namespace attest::client {
namespace {

constexpr absl::Duration kReadyMax = absl::Seconds(30);
constexpr absl::Duration kServiceToken = absl::Hours(24);

absl::Status NotReady(std::string_view what) {
  return MakeError(absl::StatusCode::kUnavailable, "client.attest",
                   "SERVER_NOT_READY", what);
}

// Ports that were free a moment ago, all different.
std::vector<int> FreePorts(size_t count) {
  std::vector<int> sockets;
  std::vector<int> ports;
  for (size_t i = 0; i < count; ++i) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    bind(fd, reinterpret_cast<sockaddr*>(&address), length);
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length);
    ports.push_back(ntohs(address.sin_port));
    sockets.push_back(fd);
  }
  for (const int fd : sockets) close(fd);
  return ports;
}

std::string Neighbour(std::string_view field, const std::string& target) {
  return fmt::format("{} {{ target: \"{}\" }}\n", field, target);
}

// This process's environment and `more`.
std::vector<std::string> EnvironmentWith(std::vector<std::string> more) {
  for (char** variable = environ; *variable != nullptr; ++variable) {
    more.emplace_back(*variable);
  }
  return more;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts a program with its output in `log`.
absl::StatusOr<pid_t> Launch(std::vector<std::string> arguments,
                             std::vector<std::string> environment,
                             const std::string& log) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                   O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t pid = 0;
  const int failure =
      posix_spawn(&pid, arguments[0].c_str(), &actions, nullptr,
                  Pointers(arguments).data(), Pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) {
    return NotReady(
        fmt::format("{} cannot be run; build it first", arguments[0]));
  }
  return pid;
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
    ATTEST_RETURN_IF_ERROR(cluster->WaitUntilReady(service));
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
    if (service == "catalogue") {
      file << fmt::format("syllabi_folder: \"{}\"\n", options_.syllabi);
      continue;
    }
    file << fmt::format("database {{ sqlite_path: \"{}/{}.db\" }}\n",
                        options_.data, service);
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
          EnvironmentWith(
              {"ATTEST_SERVICE_TOKEN=" + token,
               "ATTEST_PAGE_SECRET=page-secret-of-the-sandbox-cluster"}),
          LogFile(service)));
  return absl::OkStatus();
}

absl::Status Cluster::WaitUntilReady(const std::string& service) {
  const absl::Time end = absl::Now() + kReadyMax;
  const auto channel = grpc::CreateChannel(endpoints_.Of(service),
                                           grpc::InsecureChannelCredentials());
  while (absl::Now() < end) {
    if (waitpid(pids_[service], nullptr, WNOHANG) != 0) break;
    if (channel->WaitForConnected(
            absl::ToChronoTime(absl::Now() + absl::Milliseconds(200)))) {
      return absl::OkStatus();
    }
  }
  return NotReady(fmt::format("{} does not serve; its log is {}", service,
                              LogFile(service)));
}

absl::Status Cluster::Kill(const std::string& service) {
  kill(pids_.at(service), SIGKILL);
  waitpid(pids_.at(service), nullptr, 0);
  return absl::OkStatus();
}

absl::Status Cluster::Restart(const std::string& service) {
  ATTEST_RETURN_IF_ERROR(Spawn(service));
  return WaitUntilReady(service);
}

}  // namespace attest::client
