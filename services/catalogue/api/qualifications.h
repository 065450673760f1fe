// Answers about qualifications and the versions of their syllabi.
#ifndef ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_
#define ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/rpc/raw.h"
#include "services/catalogue/api/tools.h"

namespace attest::catalogue::api {

// Thread-safe. Those with patience give the bytes of their response; errors
// are those of the contract, and rpc::MustWait() without patience.
class Qualifications {
 public:
  using Bytes = absl::StatusOr<grpc::ByteBuffer>;

  explicit Qualifications(const Tools& tools) : tools_(tools) {}

  Bytes Get(const v1::GetQualificationRequest& request,
            rpc::Patience patience) const;
  Bytes Lookup(const v1::LookupQualificationRequest& request,
               rpc::Patience patience) const;
  Bytes ListSyllabi(const v1::ListSyllabiRequest& request,
                    rpc::Patience patience) const;
  absl::StatusOr<v1::ListQualificationsResponse> List(
      const v1::ListQualificationsRequest& request) const;

 private:
  const Tools tools_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_QUALIFICATIONS_H_
