// The four servers as four processes of this machine, each with its own
// database, for the demonstration and for tests that kill them.
#ifndef ATTEST_TOOLS_ATTEST_CLIENT_CLUSTER_H_
#define ATTEST_TOOLS_ATTEST_CLIENT_CLUSTER_H_

#include <sys/types.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/auth/sandbox_issuer.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"
#include "tools/attest/client/api.h"

namespace attest::client {

struct ClusterOptions {
  std::string binaries;  // folder with <service>/attest-<service>
  std::string syllabi;   // folder with the syllabi
  std::string data;      // folder for databases, keys, logs
};

// Starts them at construction through Start, ends them at destruction.
// Not thread-safe, except that Kill and Restart may run beside calls.
class Cluster {
 public:
  //   UNAVAILABLE, `SERVER_NOT_READY`: names the server and its log file.
  static absl::StatusOr<std::unique_ptr<Cluster>> Start(ClusterOptions options);
  ~Cluster();

  // Addresses; they stay the same over a restart.
  const Endpoints& endpoints() const { return endpoints_; }
  auth::SandboxIssuer& issuer() { return *issuer_; }
  // The services in the order of their calls.
  static const std::vector<std::string>& Services();

  // kill -9, and a new start on the same data; returns when it serves.
  absl::Status Kill(const std::string& service);
  absl::Status Restart(const std::string& service);
  pid_t pid(const std::string& service) const { return pids_.at(service); }

 private:
  explicit Cluster(ClusterOptions options) : options_(std::move(options)) {}
  absl::Status WriteConfigs();
  absl::Status Spawn(const std::string& service);
  absl::Status Wait(const std::string& service);
  std::string LogFile(const std::string& service) const;

  const ClusterOptions options_;
  SystemClock clock_;
  std::unique_ptr<auth::SandboxIssuer> issuer_;
  Endpoints endpoints_;
  std::map<std::string, pid_t> pids_;
};

}  // namespace attest::client

#endif  // ATTEST_TOOLS_ATTEST_CLIENT_CLUSTER_H_
