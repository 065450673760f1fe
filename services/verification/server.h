// Verification, ready to be served.
#ifndef ATTEST_SERVICES_VERIFICATION_SERVER_H_
#define ATTEST_SERVICES_VERIFICATION_SERVER_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/rpc/service_main.h"
#include "libs/status/status.h"
#include "services/verification/config.pb.h"

namespace attest::verification {

// Everything that verification consists of. Thread-safe.
class VerificationServer {
 public:
  using Environment = rpc::ServiceEnvironment;
  static constexpr bool kHasNeighbours = true;

  // Where the neighbours are.
  struct Channels {
    std::shared_ptr<grpc::Channel> catalogue;
    std::shared_ptr<grpc::Channel> registration;
    std::shared_ptr<grpc::Channel> assessment;
  };

  // Adds what is wrong with the parts that are this service's own, and fills
  // in defaults.
  static void CheckConfig(config::v1::Config& config,
                          attest::config::Problems& problems);

  // Opens and migrates the database.
  //   Errors of db::OpenSqlite and db::Migrate.
  static absl::StatusOr<std::unique_ptr<VerificationServer>> Create(
      const config::v1::Config& config, Environment environment);
  // The same on a database that is open already.
  static absl::StatusOr<std::unique_ptr<VerificationServer>> CreateOn(
      std::unique_ptr<db::Database> database, const config::v1::Config& config,
      Environment environment);

  ~VerificationServer();
  grpc::Service& service();
  static const google::protobuf::ServiceDescriptor& Descriptor();
  // Once, after the server listens. Before it, calls that need a neighbour
  // fail with UNAVAILABLE.
  void Connect(Channels channels);
  // Connects to the neighbours that the configuration names.
  void Dial(const config::v1::Config& config);

  // Readiness: the database answers.
  absl::Status Check();

 private:
  struct Parts;
  explicit VerificationServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::verification

#endif  // ATTEST_SERVICES_VERIFICATION_SERVER_H_
