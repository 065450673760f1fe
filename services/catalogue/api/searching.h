// Handler for the search for words.
#ifndef ATTEST_SERVICES_CATALOGUE_API_SEARCHING_H_
#define ATTEST_SERVICES_CATALOGUE_API_SEARCHING_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "services/catalogue/api/tools.h"

namespace attest::catalogue::api {

// Errors are those of the contract. Thread-safe.
class Searching {
 public:
  explicit Searching(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::SearchSyllabusResponse> Search(
      const v1::SearchSyllabusRequest& request) const;

 private:
  const Tools tools_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_SEARCHING_H_
