// The catalogue, ready to be served.
#ifndef ATTEST_SERVICES_CATALOGUE_SERVER_H_
#define ATTEST_SERVICES_CATALOGUE_SERVER_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"
#include "libs/clock/clock.h"
#include "libs/ids/ids.h"
#include "libs/rpc/service_main.h"
#include "libs/status/status.h"
#include "services/catalogue/config.pb.h"

namespace attest::catalogue {

// Everything that the catalogue consists of. Thread-safe.
class CatalogueServer {
 public:
  using Environment = rpc::ServiceEnvironment;
  static constexpr bool kHasNeighbours = false;

  // Adds what is wrong with the parts that are this service's own, and fills
  // in defaults.
  static void CheckConfig(config::v1::Config& config,
                          attest::config::Problems& problems);

  // Reads the syllabi.
  //   INVALID_ARGUMENT, `INVALID_CONFIG`: everything that is wrong with them.
  static absl::StatusOr<std::unique_ptr<CatalogueServer>> Create(
      const config::v1::Config& config, Environment environment);

  ~CatalogueServer();
  grpc::Service& service();
  static const google::protobuf::ServiceDescriptor& Descriptor();
  // The catalogue knows nobody.
  void Dial(const config::v1::Config&) {}

  // Readiness: everything is in memory, so it always is.
  absl::Status Check();

 private:
  struct Parts;
  explicit CatalogueServer(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_SERVER_H_
