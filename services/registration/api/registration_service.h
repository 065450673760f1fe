// The service on the wire: one adapter a method, no logic.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_
#define ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_

#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "libs/rpc/runtime.h"
#include "services/registration/api/centres.h"
#include "services/registration/api/delivery_plans.h"
#include "services/registration/api/learners.h"
#include "services/registration/api/registrations.h"
#include "services/registration/api/staff.h"
#include "services/registration/api/tools.h"
#include "services/registration/api/trail.h"

namespace attest::registration::api {

// Thread-safe. `runtime`, and what `tools` refers to, must outlive it.
class RegistrationServiceImpl final : public v1::RegistrationService::Service {
 public:
  RegistrationServiceImpl(const rpc::Runtime& runtime, const Tools& tools);

  grpc::Status CreateCentre(grpc::ServerContext* context,
                            const v1::CreateCentreRequest* request,
                            v1::Centre* response) override;
  grpc::Status GetCentre(grpc::ServerContext* context,
                         const v1::GetCentreRequest* request,
                         v1::Centre* response) override;
  grpc::Status ListCentres(grpc::ServerContext* context,
                           const v1::ListCentresRequest* request,
                           v1::ListCentresResponse* response) override;
  grpc::Status ApproveQualification(
      grpc::ServerContext* context,
      const v1::ApproveQualificationRequest* request,
      v1::Centre* response) override;
  grpc::Status AppointStaff(grpc::ServerContext* context,
                            const v1::AppointStaffRequest* request,
                            v1::Appointment* response) override;
  grpc::Status ListStaff(grpc::ServerContext* context,
                         const v1::ListStaffRequest* request,
                         v1::ListStaffResponse* response) override;
  grpc::Status GetStanding(grpc::ServerContext* context,
                           const v1::GetStandingRequest* request,
                           v1::GetStandingResponse* response) override;
  grpc::Status PutDeliveryPlan(grpc::ServerContext* context,
                               const v1::PutDeliveryPlanRequest* request,
                               v1::DeliveryPlan* response) override;
  grpc::Status GetDeliveryPlan(grpc::ServerContext* context,
                               const v1::GetDeliveryPlanRequest* request,
                               v1::DeliveryPlan* response) override;
  grpc::Status SubmitDeliveryPlan(grpc::ServerContext* context,
                                  const v1::SubmitDeliveryPlanRequest* request,
                                  v1::DeliveryPlan* response) override;
  grpc::Status DecideDeliveryPlan(grpc::ServerContext* context,
                                  const v1::DecideDeliveryPlanRequest* request,
                                  v1::DeliveryPlan* response) override;
  grpc::Status RegisterLearner(grpc::ServerContext* context,
                               const v1::RegisterLearnerRequest* request,
                               v1::RegisterLearnerResponse* response) override;
  grpc::Status GetRegistration(grpc::ServerContext* context,
                               const v1::GetRegistrationRequest* request,
                               v1::Registration* response) override;
  grpc::Status GetLearner(grpc::ServerContext* context,
                          const v1::GetLearnerRequest* request,
                          v1::Learner* response) override;
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
  Centres centres_;
  Staff staff_;
  DeliveryPlans delivery_plans_;
  Learners learners_;
  Registrations registrations_;
  Trail trail_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REGISTRATION_SERVICE_H_
