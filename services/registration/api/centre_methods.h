// The methods about centres and their people on the wire: one adapter a method,
// no logic.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CENTRE_METHODS_H_
#define ATTEST_SERVICES_REGISTRATION_API_CENTRE_METHODS_H_

#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "libs/rpc/runtime.h"
#include "services/registration/api/centres.h"
#include "services/registration/api/conflicts.h"
#include "services/registration/api/delivery_plans.h"
#include "services/registration/api/holds.h"
#include "services/registration/api/staff.h"
#include "services/registration/api/tools.h"

namespace attest::registration::api {

// Thread-safe. `runtime`, and what `tools` refers to, must outlive it.
class CentreMethods : public v1::RegistrationService::Service {
 public:
  CentreMethods(const rpc::Runtime& runtime, const Tools& tools);

  grpc::Status CreateCentre(grpc::ServerContext* context,
                            const v1::CreateCentreRequest* request,
                            v1::Centre* response) override;
  grpc::Status GetCentre(grpc::ServerContext* context,
                         const v1::GetCentreRequest* request,
                         v1::Centre* response) override;
  grpc::Status ListCentres(grpc::ServerContext* context,
                           const v1::ListCentresRequest* request,
                           v1::ListCentresResponse* response) override;
  grpc::Status UpdateCentre(grpc::ServerContext* context,
                            const v1::UpdateCentreRequest* request,
                            v1::Centre* response) override;
  grpc::Status ApproveQualification(
      grpc::ServerContext* context,
      const v1::ApproveQualificationRequest* request,
      v1::Centre* response) override;
  grpc::Status PlaceHold(grpc::ServerContext* context,
                         const v1::PlaceHoldRequest* request,
                         v1::Hold* response) override;
  grpc::Status LiftHold(grpc::ServerContext* context,
                        const v1::LiftHoldRequest* request,
                        v1::Hold* response) override;
  grpc::Status ListHolds(grpc::ServerContext* context,
                         const v1::ListHoldsRequest* request,
                         v1::ListHoldsResponse* response) override;
  grpc::Status AppointStaff(grpc::ServerContext* context,
                            const v1::AppointStaffRequest* request,
                            v1::Appointment* response) override;
  grpc::Status UpdateStaff(grpc::ServerContext* context,
                           const v1::UpdateStaffRequest* request,
                           v1::Appointment* response) override;
  grpc::Status EndAppointment(grpc::ServerContext* context,
                              const v1::EndAppointmentRequest* request,
                              v1::Appointment* response) override;
  grpc::Status ListStaff(grpc::ServerContext* context,
                         const v1::ListStaffRequest* request,
                         v1::ListStaffResponse* response) override;
  grpc::Status DeclareConflict(grpc::ServerContext* context,
                               const v1::DeclareConflictRequest* request,
                               v1::Conflict* response) override;
  grpc::Status DecideMitigation(grpc::ServerContext* context,
                                const v1::DecideMitigationRequest* request,
                                v1::Conflict* response) override;
  grpc::Status EndConflict(grpc::ServerContext* context,
                           const v1::EndConflictRequest* request,
                           v1::Conflict* response) override;
  grpc::Status ListConflicts(grpc::ServerContext* context,
                             const v1::ListConflictsRequest* request,
                             v1::ListConflictsResponse* response) override;
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

 private:
  const rpc::Runtime& runtime_;
  Centres centres_;
  Holds holds_;
  Staff staff_;
  Conflicts conflicts_;
  DeliveryPlans delivery_plans_;
};

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CENTRE_METHODS_H_
