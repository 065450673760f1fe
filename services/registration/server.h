// The registration service, ready to be served.
#ifndef ATTEST_SERVICES_REGISTRATION_SERVER_H_
#define ATTEST_SERVICES_REGISTRATION_SERVER_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/rpc/service_main.h"
#include "libs/status/status.h"
#include "services/registration/config.pb.h"

namespace attest::registration {

// Everything that the service consists of. Thread-safe, but for Connect.
class RegistrationServer {
 public:
  using Environment = rpc::ServiceEnvironment;
  static constexpr bool kHasNeighbours = true;

  // Adds what is wrong with the parts that are this service's own, and fills
  // in defaults.
  static void CheckConfig(config::v1::Config& config,
                          attest::config::Problems& problems);

  // Opens the database and migrates it.
  //   UNAVAILABLE: it cannot be opened.
  //   FAILED_PRECONDITION: its schema is not one of this service.
  static absl::StatusOr<std::unique_ptr<RegistrationServer>> Create(
      const config::v1::Config& config, Environment environment);
  // The same on a database that is open, and must outlive the server.
  static absl::StatusOr<std::unique_ptr<RegistrationServer>> CreateOn(
      db::Database& database, const config::v1::Config& config,
      Environment environment);

  // Stops following.
  ~RegistrationServer();
  grpc::Service& service();
  static const google::protobuf::ServiceDescriptor& Descriptor();

  // After the server listens. Before it, calls that need the catalogue fail
  // UNAVAILABLE. Followers start for the channels that are not null, and the
  // look for registrations that have expired.
  void Connect(const std::shared_ptr<grpc::Channel>& catalogue,
               const std::shared_ptr<grpc::Channel>& assessment,
               const std::shared_ptr<grpc::Channel>& verification);

  // Ends what Connect started. Before a server goes whose channel within the
  // process is used: such a channel must not be called any more.
  void StopFollowing();

  // Connects to the neighbours that the configuration names.
  void Dial(const config::v1::Config& config);

  // Readiness: the database answers.
  absl::Status Check();

 private:
  struct Parts;
  explicit RegistrationServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_SERVER_H_
