// Answers about qualifications and the versions of their syllabi.
#ifndef ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_
#define ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/paging/paging.h"
#include "services/catalogue/store/published.h"

namespace attest::catalogue::api {

// Thread-safe. Errors are those of the contract.
class Qualifications {
 public:
  // Both must outlive it.
  Qualifications(const store::Published& published, const PageTokens& tokens)
      : published_(published), tokens_(tokens) {}

  absl::StatusOr<v1::Qualification> Get(
      const v1::GetQualificationRequest& request) const;
  absl::StatusOr<v1::Qualification> Lookup(
      const v1::LookupQualificationRequest& request) const;
  absl::StatusOr<v1::ListQualificationsResponse> List(
      const v1::ListQualificationsRequest& request) const;
  absl::StatusOr<v1::ListSyllabiResponse> ListSyllabi(
      const v1::ListSyllabiRequest& request) const;

 private:
  const store::Published& published_;
  const PageTokens& tokens_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_
