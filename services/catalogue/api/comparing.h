// What is different between two syllabi (req R112, R115).
#ifndef ATTEST_SERVICES_CATALOGUE_API_COMPARING_H_
#define ATTEST_SERVICES_CATALOGUE_API_COMPARING_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/status/status.h"
#include "services/catalogue/store/library.h"

namespace attest::catalogue::api {

// Thread-safe. Errors are those of the contract.
class Comparing {
 public:
  // `library` must outlive it.
  explicit Comparing(store::Library& library) : library_(library) {}

  absl::StatusOr<v1::CompareSyllabiResponse> Compare(
      const v1::CompareSyllabiRequest& request) const;

 private:
  store::Library& library_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_COMPARING_H_
