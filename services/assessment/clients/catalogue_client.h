// Asks the catalogue.
#ifndef ATTEST_SERVICES_ASSESSMENT_CLIENTS_CATALOGUE_CLIENT_H_
#define ATTEST_SERVICES_ASSESSMENT_CLIENTS_CATALOGUE_CLIENT_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "libs/rpc/call.h"
#include "libs/rpc/client.h"
#include "libs/status/status.h"
#include "services/assessment/clients/stub_holder.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment::clients {

// Keeps what it read: a published syllabus never changes (req R115).
// Thread-safe.
class CatalogueClient {
 public:
  CatalogueClient(rpc::ServiceIdentity identity, absl::Duration timeout);

  void Connect(const std::shared_ptr<grpc::Channel>& channel);

  // The syllabus of this name, which names a version.
  //   NOT_FOUND, `NOT_FOUND`.
  //   UNAVAILABLE, `NEIGHBOUR_UNAVAILABLE`.
  absl::StatusOr<std::shared_ptr<const Syllabus>> GetSyllabus(
      const rpc::Call& call, const std::string& name);

 private:
  using Cache = std::map<std::string, std::shared_ptr<const Syllabus>>;

  std::shared_ptr<const Syllabus> Remembered(const std::string& name) const;

  const rpc::ServiceIdentity identity_;
  const absl::Duration timeout_;
  StubHolder<catalogue::v1::CatalogueService::Stub> stub_;
  mutable std::mutex mutex_;
  Cache syllabi_;
};

}  // namespace attest::assessment::clients

#endif  // ATTEST_SERVICES_ASSESSMENT_CLIENTS_CATALOGUE_CLIENT_H_
