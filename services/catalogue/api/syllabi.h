// Answers about syllabi and their units, as bytes.
#ifndef ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_
#define ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/rpc/raw.h"
#include "services/catalogue/store/library.h"

namespace attest::catalogue::api {

// Thread-safe. Each gives the bytes of its response; errors are those of the
// contract, and rpc::MustWait() without patience.
class Syllabi {
 public:
  using Bytes = absl::StatusOr<grpc::ByteBuffer>;

  // `library` must outlive it.
  explicit Syllabi(store::Library& library) : library_(library) {}

  Bytes Get(const v1::GetSyllabusRequest& request,
            rpc::Patience patience) const;
  Bytes GetUnit(const v1::GetUnitRequest& request,
                rpc::Patience patience) const;
  Bytes BatchGetUnits(const v1::BatchGetUnitsRequest& request,
                      rpc::Patience patience) const;
  Bytes ListUnits(const v1::ListUnitsRequest& request,
                  rpc::Patience patience) const;
  Bytes LookupStandards(const v1::LookupStandardsRequest& request,
                        rpc::Patience patience) const;

 private:
  store::Library& library_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_SYLLABI_H_
