// The assessment service, ready to be served.
#ifndef ATTEST_SERVICES_ASSESSMENT_SERVER_H_
#define ATTEST_SERVICES_ASSESSMENT_SERVER_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"
#include "libs/blob/blob_store.h"
#include "libs/clock/clock.h"
#include "libs/config/config.h"
#include "libs/db/db.h"
#include "libs/ids/ids.h"
#include "libs/rpc/service_main.h"
#include "libs/status/status.h"
#include "services/assessment/config.pb.h"

namespace attest::assessment {

// Everything that the service consists of. Thread-safe.
class AssessmentServer {
 public:
  using Environment = rpc::ServiceEnvironment;
  static constexpr bool kHasNeighbours = true;
  // Where things are kept.
  struct Storage {
    std::unique_ptr<db::Database> database;
    std::unique_ptr<blob::BlobStore> blobs;
  };

  // Adds what is wrong with the service's own part of the configuration.
  static void CheckConfig(config::v1::Config& config,
                          attest::config::Problems& problems);

  // Opens the storage that the configuration names, and migrates it.
  static absl::StatusOr<std::unique_ptr<AssessmentServer>> Create(
      const config::v1::Config& config, Environment environment);
  // The same on a storage that is open already.
  static absl::StatusOr<std::unique_ptr<AssessmentServer>> CreateOn(
      Storage storage, const config::v1::Config& config,
      Environment environment);

  ~AssessmentServer();
  grpc::Service& service();
  static const google::protobuf::ServiceDescriptor& Descriptor();

  // Once, when the server listens. Before it, calls that need a neighbour fail
  // with UNAVAILABLE. Starts to follow verification.
  void Connect(const std::shared_ptr<grpc::Channel>& catalogue,
               const std::shared_ptr<grpc::Channel>& registration,
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
  explicit AssessmentServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_SERVER_H_
