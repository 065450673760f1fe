// What every server binary does, from its command line to its drain.
#ifndef ATTEST_LIBS_RPC_SERVICE_MAIN_H_
#define ATTEST_LIBS_RPC_SERVICE_MAIN_H_

#include <csignal>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "google/protobuf/descriptor.h"
#include "libs/auth/authenticator.h"
#include "libs/auth/policies.h"
#include "libs/config/config.h"
#include "libs/ids/ids.h"
#include "libs/metrics/metrics.h"
#include "libs/metrics/page.h"
#include "libs/rpc/client.h"
#include "libs/rpc/runtime.h"
#include "libs/rpc/server.h"

namespace attest::rpc {

// What surrounds a service in its process. References outlive the service.
struct ServiceEnvironment {
  const Runtime& runtime;
  const Clock& clock;
  IdSource& ids;
  std::string page_secret;  // signs page tokens; replicas share it
  ServiceIdentity identity;
  metrics::Registry* metrics = nullptr;  // null: nothing is measured
};

// Secrets from the environment: ATTEST_PAGE_SECRET, and ATTEST_SERVICE_TOKEN
// for a service that asks or follows another.
struct ServiceSecrets {
  std::string page_secret;
  std::string service_token;
};
ServiceSecrets RequireSecrets(bool has_neighbours, config::Problems& problems);

// A process that serves one service.
class Host {
 public:
  // Keys, policies and runtime of a server, and its page with metrics when it
  // has an address for it.
  //   FAILED_PRECONDITION, `INVALID_KEYS` or `UNPOLICED_METHOD`.
  //   UNAVAILABLE, `METRICS_ADDRESS_UNUSABLE`.
  static absl::StatusOr<std::unique_ptr<Host>> Open(
      const std::string& name, const config::v1::Server& config,
      const google::protobuf::ServiceDescriptor& descriptor);

  ServiceEnvironment environment(const ServiceSecrets& secrets);

  // Listens, connects, is ready while `check` is OK, and drains on SIGTERM or
  // SIGINT, which are blocked (BlockSignals).
  absl::Status Serve(grpc::Service& service, absl::FunctionRef<void()> connect,
                     absl::FunctionRef<absl::Status()> check,
                     const sigset_t& signals);

 private:
  explicit Host(config::v1::Server config) : config_(std::move(config)) {}

  const config::v1::Server config_;
  SystemClock clock_;
  RandomIds ids_;
  metrics::Registry metrics_;
  std::unique_ptr<metrics::Page> metrics_page_;
  std::unique_ptr<auth::Authenticator> authenticator_;
  auth::Policies policies_;
  std::unique_ptr<Runtime> runtime_;
};

// Reads `--config FILE` from the command line. False: the program is to end
// with `exit_code`.
bool ReadCommandLine(int argc, char** argv, const std::string& description,
                     std::string& config_path, int& exit_code);
// The exit code; what went wrong goes to standard error.
int Finish(const std::string& name, const absl::Status& status);

// The whole of a server binary. `Service` has
//   static constexpr bool kHasNeighbours;
//   static void CheckConfig(Config&, config::Problems&);
//   static StatusOr<unique_ptr<Service>> Create(const Config&,
//                                               ServiceEnvironment);
//   static const ServiceDescriptor& Descriptor();
//   grpc::Service& service();
//   void Dial(const Config&);     connects to the neighbours configured
//   absl::Status Check();         readiness
template <class Service, class Config>
absl::Status ServeConfig(const std::string& name, const std::string& path,
                         const sigset_t& signals) {
  Config config;
  ATTEST_RETURN_IF_ERROR(config::ReadTextproto(path, config));
  config::Problems problems;
  config::CheckServer("server", *config.mutable_server(), problems);
  Service::CheckConfig(config, problems);
  const ServiceSecrets secrets =
      RequireSecrets(Service::kHasNeighbours, problems);
  ATTEST_RETURN_IF_ERROR(problems.status());

  ATTEST_ASSIGN_OR_RETURN(const auto host, Host::Open(name, config.server(),
                                                      Service::Descriptor()));
  ATTEST_ASSIGN_OR_RETURN(const auto service,
                          Service::Create(config, host->environment(secrets)));
  return host->Serve(
      service->service(), [&] { service->Dial(config); },
      [&] { return service->Check(); }, signals);
}

template <class Service, class Config>
int ServiceMain(int argc, char** argv, const std::string& name,
                const std::string& description) {
  const sigset_t signals = BlockSignals();
  std::string path;
  int exit_code = 0;
  if (!ReadCommandLine(argc, argv, description, path, exit_code)) {
    return exit_code;
  }
  return Finish(name, ServeConfig<Service, Config>(name, path, signals));
}

}  // namespace attest::rpc

#endif  // ATTEST_LIBS_RPC_SERVICE_MAIN_H_
