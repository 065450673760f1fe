// The catalogue, ready to be served.
#ifndef ATTEST_SERVICES_CATALOGUE_SERVER_H_
#define ATTEST_SERVICES_CATALOGUE_SERVER_H_

#include <memory>
#include <string>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"
#include "libs/clock/clock.h"
#include "libs/db/db.h"
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

  // Opens the database, migrates it, and publishes what the folder of syllabi
  // holds and the database does not.
  //   INVALID_ARGUMENT, `INVALID_CONFIG`: everything that is wrong with the
  //     files of that folder.
  //   UNAVAILABLE: the database cannot be opened.
  //   FAILED_PRECONDITION: its schema is not one of this service.
  static absl::StatusOr<std::unique_ptr<CatalogueServer>> Create(
      const config::v1::Config& config, Environment environment);
  // The same on a database that is open, and must outlive the server.
  static absl::StatusOr<std::unique_ptr<CatalogueServer>> CreateOn(
      db::Database& database, const config::v1::Config& config,
      Environment environment);

  ~CatalogueServer();
  grpc::Service& service();
  static const google::protobuf::ServiceDescriptor& Descriptor();
  // The catalogue knows nobody.
  void Dial(const config::v1::Config&) {}

  // Readiness: the database answers.
  absl::Status Check();

 private:
  struct Parts;
  explicit CatalogueServer(std::unique_ptr<Parts> parts);
  static absl::StatusOr<std::unique_ptr<CatalogueServer>> CreateFrom(
      std::unique_ptr<db::Database> owned, db::Database& used,
      const config::v1::Config& config, Environment environment);

  std::unique_ptr<Parts> parts_;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_SERVER_H_
