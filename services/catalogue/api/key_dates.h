// Handler for the key dates of a qualification (E15, E16).
#ifndef ATTEST_SERVICES_CATALOGUE_API_KEY_DATES_H_
#define ATTEST_SERVICES_CATALOGUE_API_KEY_DATES_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/rpc/call.h"
#include "services/catalogue/api/tools.h"

namespace attest::catalogue::api {

// Errors are those of the contract. Thread-safe.
class KeyDateHandler {
 public:
  explicit KeyDateHandler(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Qualification> Set(
      const rpc::Call& call, const v1::SetKeyDatesRequest& request) const;

 private:
  const Tools tools_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_KEY_DATES_H_
