// The catalogue, as verification asks it.
#ifndef ATTEST_SERVICES_VERIFICATION_CLIENTS_CATALOGUE_CLIENT_H_
#define ATTEST_SERVICES_VERIFICATION_CLIENTS_CATALOGUE_CLIENT_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/clients/link.h"

namespace attest::verification::clients {

// Thread-safe. Errors are the catalogue's own, besides what a method names;
// silence is UNAVAILABLE.
class CatalogueClient {
 public:
  explicit CatalogueClient(Link link);

  // Nothing when there is no such qualification.
  absl::StatusOr<std::optional<catalogue::v1::Qualification>> FindQualification(
      const rpc::Call& call, const std::string& name) const;
  // Units of a syllabus by number, in that order.
  absl::StatusOr<std::vector<catalogue::v1::Unit>> Units(
      const rpc::Call& call, const std::string& syllabus,
      const std::vector<std::string>& numbers) const;
  // All units of a syllabus.
  absl::StatusOr<std::vector<catalogue::v1::Unit>> AllUnits(
      const rpc::Call& call, const std::string& syllabus) const;
  // What the rule of combination says (req R41 to R46).
  absl::StatusOr<catalogue::v1::EvaluateSelectionResponse> Evaluate(
      const rpc::Call& call, const std::string& syllabus,
      const std::vector<std::string>& numbers) const;

 private:
  Link link_;
  std::unique_ptr<catalogue::v1::CatalogueService::Stub> stub_;
};

}  // namespace attest::verification::clients

#endif  // ATTEST_SERVICES_VERIFICATION_CLIENTS_CATALOGUE_CLIENT_H_
