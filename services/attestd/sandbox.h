// All services in one process, on one port and one folder.
#ifndef ATTEST_SERVICES_ATTESTD_SANDBOX_H_
#define ATTEST_SERVICES_ATTESTD_SANDBOX_H_

#include <memory>
#include <string>

#include "grpcpp/grpcpp.h"
#include "libs/clock/clock.h"
#include "libs/status/status.h"

namespace attest::attestd {

struct SandboxOptions {
  std::string listen;          // e.g. `127.0.0.1:50051`; port 0: a free one
  std::string data_folder;     // databases, evidence, keys of the issuer
  std::string syllabi_folder;  // *.textproto
};

// Serves from construction to destruction. Services reach each other over the
// address they listen on, by the same handlers as callers from outside (ADR
// 0006). Its own issuer makes the tokens that it accepts. Thread-safe, but for
// UpdateReady.
class Sandbox {
 public:
  // `clock` must outlive it. Errors are those of the parts, for a person to
  // read: the data folder, the syllabi, the databases, the address.
  static absl::StatusOr<std::unique_ptr<Sandbox>> Start(SandboxOptions options,
                                                        const Clock& clock);

  ~Sandbox();
  int port() const;
  // A channel within the process.
  std::shared_ptr<grpc::Channel> channel();
  // Looks whether the address still answers; readiness and log say so.
  void UpdateReady();
  // Lets calls in flight finish, refuses new ones.
  void Drain();

 private:
  struct Parts;
  explicit Sandbox(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::attestd

#endif  // ATTEST_SERVICES_ATTESTD_SANDBOX_H_
