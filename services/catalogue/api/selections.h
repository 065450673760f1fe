// Answers about what may be combined (req R41 to R52).
#ifndef ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_
#define ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/status/status.h"
#include "services/catalogue/store/published.h"

namespace attest::catalogue::api {

// Thread-safe. Errors are those of the contract.
class Selections {
 public:
  // `published` must outlive it.
  explicit Selections(const store::Published& published)
      : published_(published) {}

  absl::StatusOr<v1::EvaluateSelectionResponse> EvaluateSelection(
      const v1::EvaluateSelectionRequest& request) const;
  absl::StatusOr<v1::ProposeSelectionsResponse> ProposeSelections(
      const v1::ProposeSelectionsRequest& request) const;

 private:
  const store::Published& published_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_
