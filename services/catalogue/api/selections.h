// Answers about what may be combined (req R41 to R52).
#ifndef ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_
#define ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/rpc/raw.h"
#include "libs/status/status.h"
#include "services/catalogue/store/library.h"

namespace attest::catalogue::api {

// Thread-safe. Errors are those of the contract.
class Selections {
 public:
  // `library` must outlive it.
  explicit Selections(store::Library& library) : library_(library) {}

  // Gives the bytes of a v1::EvaluateSelectionResponse; rpc::MustWait() without
  // patience.
  absl::StatusOr<grpc::ByteBuffer> EvaluateSelection(
      const v1::EvaluateSelectionRequest& request,
      rpc::Patience patience) const;
  absl::StatusOr<v1::ProposeSelectionsResponse> ProposeSelections(
      const v1::ProposeSelectionsRequest& request) const;

 private:
  store::Library& library_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_SELECTIONS_H_
