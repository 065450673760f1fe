#include "services/attestd/sandbox.h"

#include <optional>
#include <utility>
#include <vector>

#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/config/config.h"
#include "libs/ids/ids.h"
#include "libs/rpc/client.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"
#include "services/assessment/server.h"
#include "services/attestd/data_folder.h"
#include "services/catalogue/server.h"
#include "services/registration/server.h"
#include "services/verification/server.h"

namespace attest::attestd {
namespace {

// A call can wait for two others, one within the other, each in a thread of its
// own; event streams keep theirs. Calls from outside leave room for all that.
constexpr int kThreads = 512;
constexpr rpc::RuntimeOptions kLimits = {.outside_unary_max = kThreads / 4,
                                         .outside_streams_max = kThreads / 8};
constexpr int kDrainSeconds = 5;
constexpr size_t kSecretBytes = 32;
// The services' own tokens last longer than any sandbox.
constexpr absl::Duration kIdentityLifetime = absl::Hours(24 * 365 * 10);

using assessment::AssessmentServer;
using catalogue::CatalogueServer;
using registration::RegistrationServer;
using verification::VerificationServer;

config::v1::Server ServerConfig(const SandboxOptions& options,
                                const DataFolder& folder) {
  config::v1::Server server;
  server.mutable_listen()->set_address(options.listen);
  server.mutable_listen()->set_threads_max(kThreads);
  server.mutable_listen()->set_drain_seconds(kDrainSeconds);
  server.mutable_auth()->set_issuer(auth::kSandboxIssuer);
  server.mutable_auth()->set_jwks_file(auth::SandboxJwksFile(folder.path()));
  server.mutable_auth()->set_allow_sandbox_issuer(true);
  return server;
}

}  // namespace

// In the order of construction. Following ends first, then the server goes,
// then the services, from the one that calls most to the one that calls none.
struct Sandbox::Parts {
  Parts(SandboxOptions sandbox_options, DataFolder data, const Clock& its_clock)
      : options(std::move(sandbox_options)),
        folder(std::move(data)),
        clock(its_clock),
        config(ServerConfig(options, folder)),
        page_secret(RandomBytes(kSecretBytes)) {}

  absl::Status OpenAuth();
  absl::Status OpenServices();
  absl::Status Serve();
  // Nothing is to be followed once the server is gone.
  void StopFollowing();
  ~Parts() { StopFollowing(); }

  // The environment of one service; the same for all but who it says it is.
  template <class Server>
  absl::StatusOr<typename Server::Environment> EnvironmentOf(
      const std::string& name);
  // Creates a service from its configuration, which gets the parts that all
  // have.
  template <class Server, class Config>
  absl::Status Open(const std::string& name, Config service_config,
                    std::unique_ptr<Server>& server);
  config::v1::Database Database(const std::string& name) const;

  const SandboxOptions options;
  const DataFolder folder;
  const Clock& clock;
  RandomIds ids;
  config::v1::Server config;
  const std::string page_secret;
  std::unique_ptr<auth::SandboxIssuer> issuer;
  std::unique_ptr<auth::Authenticator> authenticator;
  std::optional<auth::Policies> policies;
  std::optional<rpc::Runtime> runtime;
  std::unique_ptr<CatalogueServer> catalogue;
  std::unique_ptr<RegistrationServer> registration;
  std::unique_ptr<AssessmentServer> assessment;
  std::unique_ptr<VerificationServer> verification;
  std::unique_ptr<rpc::Server> server;
};

absl::Status Sandbox::Parts::OpenAuth() {
  config::Problems problems;
  config::CheckServer("server", config, problems);
  ATTEST_RETURN_IF_ERROR(problems.status());
  ATTEST_ASSIGN_OR_RETURN(issuer,
                          auth::OpenSandboxIssuer(folder.path(), clock));
  ATTEST_ASSIGN_OR_RETURN(
      authenticator,
      auth::MakeAuthenticator({config.auth().issuer(), config.auth().audience(),
                               config.auth().jwks_file()},
                              clock));
  ATTEST_ASSIGN_OR_RETURN(policies, auth::Policies::FromServices(
                                        {&CatalogueServer::Descriptor(),
                                         &RegistrationServer::Descriptor(),
                                         &AssessmentServer::Descriptor(),
                                         &VerificationServer::Descriptor()}));
  runtime.emplace(*authenticator, *policies, clock, kLimits);
  return absl::OkStatus();
}

template <class Server>
absl::StatusOr<typename Server::Environment> Sandbox::Parts::EnvironmentOf(
    const std::string& name) {
  ATTEST_ASSIGN_OR_RETURN(
      std::string token,
      issuer->Mint("service:" + name, {{auth::v1::SERVICE, ""}},
                   kIdentityLifetime));
  return typename Server::Environment{
      *runtime, clock, ids, page_secret, {std::move(token)}};
}

config::v1::Database Sandbox::Parts::Database(const std::string& name) const {
  config::v1::Database database;
  database.set_sqlite_path(folder.File(name + ".db"));
  return database;
}

template <class Server, class Config>
absl::Status Sandbox::Parts::Open(const std::string& name,
                                  Config service_config,
                                  std::unique_ptr<Server>& opened) {
  *service_config.mutable_server() = config;
  ATTEST_ASSIGN_OR_RETURN(auto environment, EnvironmentOf<Server>(name));
  ATTEST_ASSIGN_OR_RETURN(
      opened, Server::Create(service_config, std::move(environment)));
  return absl::OkStatus();
}

absl::Status Sandbox::Parts::OpenServices() {
  catalogue::config::v1::Config of_catalogue;
  of_catalogue.set_syllabi_folder(options.syllabi_folder);
  *of_catalogue.mutable_database() = Database("catalogue");
  ATTEST_RETURN_IF_ERROR(Open("catalogue", of_catalogue, catalogue));

  registration::config::v1::Config of_registration;
  *of_registration.mutable_database() = Database("registration");
  ATTEST_RETURN_IF_ERROR(Open("registration", of_registration, registration));

  assessment::config::v1::Config of_assessment;
  *of_assessment.mutable_database() = Database("assessment");
  of_assessment.set_evidence_folder(folder.File("evidence"));
  ATTEST_RETURN_IF_ERROR(Open("assessment", of_assessment, assessment));

  verification::config::v1::Config of_verification;
  *of_verification.mutable_database() = Database("verification");
  return Open("verification", of_verification, verification);
}

absl::Status Sandbox::Parts::Serve() {
  ATTEST_ASSIGN_OR_RETURN(
      server, rpc::Server::Start(
                  config, {&catalogue->service(), &registration->service(),
                           &assessment->service(), &verification->service()}));
  const std::shared_ptr<grpc::Channel> channel = server->LoopbackChannel();
  registration->Connect(channel, channel, channel);
  assessment->Connect(channel, channel, channel);
  verification->Connect({channel, channel, channel});
  server->UpdateReady(absl::OkStatus());
  return absl::OkStatus();
}

void Sandbox::Parts::StopFollowing() {
  if (registration != nullptr) registration->StopFollowing();
  if (assessment != nullptr) assessment->StopFollowing();
}

absl::StatusOr<std::unique_ptr<Sandbox>> Sandbox::Start(SandboxOptions options,
                                                        const Clock& clock) {
  ATTEST_ASSIGN_OR_RETURN(DataFolder folder,
                          DataFolder::Take(options.data_folder));
  auto parts =
      std::make_unique<Parts>(std::move(options), std::move(folder), clock);
  ATTEST_RETURN_IF_ERROR(parts->OpenAuth());
  ATTEST_RETURN_IF_ERROR(parts->OpenServices());
  ATTEST_RETURN_IF_ERROR(parts->Serve());
  return std::unique_ptr<Sandbox>(new Sandbox(std::move(parts)));
}

Sandbox::Sandbox(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Sandbox::~Sandbox() = default;

int Sandbox::port() const { return parts_->server->port(); }

std::shared_ptr<grpc::Channel> Sandbox::channel() {
  return parts_->server->InProcessChannel();
}

void Sandbox::UpdateReady() {
  parts_->server->UpdateReady(parts_->server->CheckListening());
}

void Sandbox::Drain() {
  parts_->StopFollowing();
  parts_->server->Drain(&*parts_->runtime);
}

}  // namespace attest::attestd
