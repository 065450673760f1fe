// Handlers for what happens to a registration while it lasts: breaks,
// extension, reviews, membership.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LIVES_H_
#define ATTEST_SERVICES_REGISTRATION_API_LIVES_H_

#include "attest/registration/v1/registration_service.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// One method an RPC; errors are those of the contract. Thread-safe.
class Lives {
 public:
  explicit Lives(const Tools& tools) : tools_(tools) {}

  absl::StatusOr<v1::Registration> StartBreak(
      const rpc::Call& call, const v1::StartBreakRequest& request);
  absl::StatusOr<v1::Registration> ReturnFromBreak(
      const rpc::Call& call, const v1::ReturnFromBreakRequest& request);
  absl::StatusOr<v1::Registration> Extend(
      const rpc::Call& call, const v1::ExtendRegistrationRequest& request);
  absl::StatusOr<v1::Registration> RecordReview(
      const rpc::Call& call, const v1::RecordReviewRequest& request);
  absl::StatusOr<v1::Registration> UpgradeMembership(
      const rpc::Call& call, const v1::UpgradeMembershipRequest& request);

 private:
  const Tools tools_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LIVES_H_
