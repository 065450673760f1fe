// The methods about registrations while they last on the wire: one adapter a
// method, no logic. Those about centres and learners are inherited.
#ifndef ATTEST_SERVICES_REGISTRATION_API_LIFE_METHODS_H_
#define ATTEST_SERVICES_REGISTRATION_API_LIFE_METHODS_H_

#include "services/registration/api/adjustments.h"
#include "services/registration/api/exemptions.h"
#include "services/registration/api/learner_methods.h"
#include "services/registration/api/lives.h"
#include "services/registration/api/transfers.h"

namespace attest::registration::api {

// Thread-safe. `runtime`, and what `tools` refers to, must outlive it.
class LifeMethods : public LearnerMethods {
 public:
  LifeMethods(const rpc::Runtime& runtime, const Tools& tools);

  grpc::Status RecordReview(grpc::ServerContext* context,
                            const v1::RecordReviewRequest* request,
                            v1::Registration* response) override;
  grpc::Status StartBreak(grpc::ServerContext* context,
                          const v1::StartBreakRequest* request,
                          v1::Registration* response) override;
  grpc::Status ReturnFromBreak(grpc::ServerContext* context,
                               const v1::ReturnFromBreakRequest* request,
                               v1::Registration* response) override;
  grpc::Status ExtendRegistration(grpc::ServerContext* context,
                                  const v1::ExtendRegistrationRequest* request,
                                  v1::Registration* response) override;
  grpc::Status RequestTransfer(grpc::ServerContext* context,
                               const v1::RequestTransferRequest* request,
                               v1::Transfer* response) override;
  grpc::Status DecideTransfer(grpc::ServerContext* context,
                              const v1::DecideTransferRequest* request,
                              v1::Transfer* response) override;
  grpc::Status ListTransfers(grpc::ServerContext* context,
                             const v1::ListTransfersRequest* request,
                             v1::ListTransfersResponse* response) override;
  grpc::Status UpgradeMembership(grpc::ServerContext* context,
                                 const v1::UpgradeMembershipRequest* request,
                                 v1::Registration* response) override;
  grpc::Status RequestAdjustment(grpc::ServerContext* context,
                                 const v1::RequestAdjustmentRequest* request,
                                 v1::Adjustment* response) override;
  grpc::Status NotifyAdjustment(grpc::ServerContext* context,
                                const v1::NotifyAdjustmentRequest* request,
                                v1::Adjustment* response) override;
  grpc::Status DecideAdjustment(grpc::ServerContext* context,
                                const v1::DecideAdjustmentRequest* request,
                                v1::Adjustment* response) override;
  grpc::Status GetAdjustment(grpc::ServerContext* context,
                             const v1::GetAdjustmentRequest* request,
                             v1::Adjustment* response) override;
  grpc::Status ListAdjustments(grpc::ServerContext* context,
                               const v1::ListAdjustmentsRequest* request,
                               v1::ListAdjustmentsResponse* response) override;
  grpc::Status RequestExemption(grpc::ServerContext* context,
                                const v1::RequestExemptionRequest* request,
                                v1::Exemption* response) override;
  grpc::Status DecideExemption(grpc::ServerContext* context,
                               const v1::DecideExemptionRequest* request,
                               v1::Exemption* response) override;
  grpc::Status ListExemptions(grpc::ServerContext* context,
                              const v1::ListExemptionsRequest* request,
                              v1::ListExemptionsResponse* response) override;

 private:
  const rpc::Runtime& runtime_;
  Lives lives_;
  Transfers transfers_;
  Adjustments adjustments_;
  Exemptions exemptions_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_LIFE_METHODS_H_
