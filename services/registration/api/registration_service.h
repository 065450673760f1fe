// The service on the wire: one adapter a method, no logic. Those about centres
// and learners are inherited.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_
#define ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_

#include "services/registration/api/life_methods.h"
#include "services/registration/api/registrations.h"
#include "services/registration/api/trail.h"

namespace attest::registration::api {

// Thread-safe. `runtime`, and what `tools` refers to, must outlive it.
class RegistrationServiceImpl final : public LifeMethods {
 public:
  RegistrationServiceImpl(const rpc::Runtime& runtime, const Tools& tools);

  grpc::Status GetRegistration(grpc::ServerContext* context,
                               const v1::GetRegistrationRequest* request,
                               v1::Registration* response) override;
  grpc::Status ListRegistrations(
      grpc::ServerContext* context, const v1::ListRegistrationsRequest* request,
      v1::ListRegistrationsResponse* response) override;
  grpc::Status RecordInduction(grpc::ServerContext* context,
                               const v1::RecordInductionRequest* request,
                               v1::Registration* response) override;
  grpc::Status PutLearningPlan(grpc::ServerContext* context,
                               const v1::PutLearningPlanRequest* request,
                               v1::Registration* response) override;
  grpc::Status SelectUnits(grpc::ServerContext* context,
                           const v1::SelectUnitsRequest* request,
                           v1::Registration* response) override;
  grpc::Status AllocateStaff(grpc::ServerContext* context,
                             const v1::AllocateStaffRequest* request,
                             v1::Registration* response) override;
  grpc::Status WithdrawRegistration(
      grpc::ServerContext* context,
      const v1::WithdrawRegistrationRequest* request,
      v1::Registration* response) override;
  grpc::Status ListAuditEntries(
      grpc::ServerContext* context,
      const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override;
  grpc::Status VerifyAuditTrail(
      grpc::ServerContext* context,
      const audit::v1::VerifyAuditTrailRequest* request,
      audit::v1::VerifyAuditTrailResponse* response) override;
  grpc::Status WatchEvents(
      grpc::ServerContext* context,
      const events::v1::WatchEventsRequest* request,
      grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) override;

 private:
  const rpc::Runtime& runtime_;
  journal::Journal& journal_;
  Registrations registrations_;
  Trail trail_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_
