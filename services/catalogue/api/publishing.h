// Handlers for syllabus files: what is wrong with one, and publishing it.
#ifndef ATTEST_SERVICES_CATALOGUE_API_PUBLISHING_H_
#define ATTEST_SERVICES_CATALOGUE_API_PUBLISHING_H_

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "libs/rpc/call.h"
#include "services/catalogue/api/tools.h"

namespace attest::catalogue::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Publishing {
 public:
  explicit Publishing(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::ValidateSyllabusResponse> Validate(
      const v1::ValidateSyllabusRequest& request) const;
  absl::StatusOr<v1::PublishSyllabusResponse> Publish(
      const rpc::Call& call, const v1::PublishSyllabusRequest& request) const;

 private:
  const Tools tools_;
};

}  // namespace attest::catalogue::api

#endif  // ATTEST_SERVICES_CATALOGUE_API_PUBLISHING_H_
