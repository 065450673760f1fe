// What registration asks the catalogue.
#ifndef ATTEST_SERVICES_REGISTRATION_CLIENTS_CATALOGUE_CLIENT_H_
#define ATTEST_SERVICES_REGISTRATION_CLIENTS_CATALOGUE_CLIENT_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "libs/rpc/client.h"
#include "services/registration/domain/registering.h"
#include "services/registration/domain/selection.h"
#include "services/registration/domain/standing.h"

namespace attest::registration::clients {

// Thread-safe. Until Connect, and while the catalogue is silent, calls give
//   UNAVAILABLE, `CATALOGUE_UNAVAILABLE` or `NEIGHBOUR_UNAVAILABLE`.
class CatalogueClient {
 public:
  CatalogueClient(rpc::ServiceIdentity identity, absl::Duration timeout);

  void Connect(const std::shared_ptr<grpc::Channel>& channel);

  // The qualification with this code or regulator's number; nothing when there
  // is none, or it cannot be one.
  absl::StatusOr<std::optional<Qualification>> Lookup(const rpc::Call& call,
                                                      std::string_view code);

  // Whether there is `qualifications/{code}`.
  absl::StatusOr<bool> Has(const rpc::Call& call, std::string_view code);

  // What judging a unit (its name) asks for; nothing when there is none.
  absl::StatusOr<std::optional<UnitFacts>> FindUnit(const rpc::Call& call,
                                                    const std::string& unit);

  // The rules of combination that a selection breaks.
  //   INVALID_ARGUMENT, `INVALID_FIELDS`: unknown or repeated units (req R52).
  absl::StatusOr<std::vector<RuleGap>> Evaluate(
      const rpc::Call& call, const std::string& syllabus,
      const std::vector<std::string>& units);

  // `units`, which the syllabus has, in the order of the document.
  absl::StatusOr<std::vector<std::string>> InDocumentOrder(
      const rpc::Call& call, const std::string& syllabus,
      const std::vector<std::string>& units);

 private:
  using Stub = catalogue::v1::CatalogueService::Stub;

  absl::StatusOr<std::shared_ptr<Stub>> Connected();
  // Every unit number of a syllabus. Published syllabi never change, so each is
  // asked for once.
  absl::StatusOr<std::vector<std::string>> UnitsOf(const rpc::Call& call,
                                                   const std::string& syllabus);

  const rpc::ServiceIdentity identity_;
  const absl::Duration timeout_;
  std::mutex mutex_;
  std::shared_ptr<Stub> stub_;
  std::map<std::string, std::vector<std::string>> units_;  // by syllabus
  std::map<std::string, UnitFacts> facts_;                 // by name of unit
};

}  // namespace attest::registration::clients

#endif  // ATTEST_SERVICES_REGISTRATION_CLIENTS_CATALOGUE_CLIENT_H_
