// Answers about syllabi, their units and standards.
#ifndef ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_
#define ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/status/status.h"
#include "services/catalogue/store/published.h"

namespace attest::catalogue::api {

// Thread-safe. Errors are those of the contract.
class Syllabi {
 public:
  // `published` must outlive it.
  explicit Syllabi(const store::Published& published) : published_(published) {}

  absl::StatusOr<v1::Syllabus> Get(const v1::GetSyllabusRequest& request) const;
  absl::StatusOr<v1::Unit> GetUnit(const v1::GetUnitRequest& request) const;
  absl::StatusOr<v1::BatchGetUnitsResponse> BatchGetUnits(
      const v1::BatchGetUnitsRequest& request) const;
  absl::StatusOr<v1::ListUnitsResponse> ListUnits(
      const v1::ListUnitsRequest& request) const;
  absl::StatusOr<v1::LookupStandardsResponse> LookupStandards(
      const v1::LookupStandardsRequest& request) const;

 private:
  const store::Published& published_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_
