#include "services/registration/api/centre_methods.h"

#include "services/registration/api/method_name.h"

namespace attest::registration::api {

CentreMethods::CentreMethods(const rpc::Runtime& runtime, const Tools& tools)
    : runtime_(runtime),
      centres_(tools),
      holds_(tools),
      staff_(tools),
      conflicts_(tools),
      delivery_plans_(tools) {}

grpc::Status CentreMethods::CreateCentre(grpc::ServerContext* context,
                                         const v1::CreateCentreRequest* request,
                                         v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("CreateCentre"), *context, response,
      [&](const rpc::Call& call) { return centres_.Create(call, *request); });
}

grpc::Status CentreMethods::GetCentre(grpc::ServerContext* context,
                                      const v1::GetCentreRequest* request,
                                      v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("GetCentre"), *context, response,
      [&](const rpc::Call& call) { return centres_.Get(call, *request); });
}

grpc::Status CentreMethods::ListCentres(grpc::ServerContext* context,
                                        const v1::ListCentresRequest* request,
                                        v1::ListCentresResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListCentres"), *context, response,
      [&](const rpc::Call& call) { return centres_.List(call, *request); });
}

grpc::Status CentreMethods::UpdateCentre(grpc::ServerContext* context,
                                         const v1::UpdateCentreRequest* request,
                                         v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("UpdateCentre"), *context, response,
      [&](const rpc::Call& call) { return centres_.Update(call, *request); });
}

grpc::Status CentreMethods::ApproveQualification(
    grpc::ServerContext* context,
    const v1::ApproveQualificationRequest* request, v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("ApproveQualification"), *context, response,
      [&](const rpc::Call& call) { return centres_.Approve(call, *request); });
}

grpc::Status CentreMethods::PlaceHold(grpc::ServerContext* context,
                                      const v1::PlaceHoldRequest* request,
                                      v1::Hold* response) {
  return rpc::RunUnary(
      runtime_, Method("PlaceHold"), *context, response,
      [&](const rpc::Call& call) { return holds_.Place(call, *request); });
}

grpc::Status CentreMethods::LiftHold(grpc::ServerContext* context,
                                     const v1::LiftHoldRequest* request,
                                     v1::Hold* response) {
  return rpc::RunUnary(
      runtime_, Method("LiftHold"), *context, response,
      [&](const rpc::Call& call) { return holds_.Lift(call, *request); });
}

grpc::Status CentreMethods::ListHolds(grpc::ServerContext* context,
                                      const v1::ListHoldsRequest* request,
                                      v1::ListHoldsResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListHolds"), *context, response,
      [&](const rpc::Call& call) { return holds_.List(call, *request); });
}

grpc::Status CentreMethods::AppointStaff(grpc::ServerContext* context,
                                         const v1::AppointStaffRequest* request,
                                         v1::Appointment* response) {
  return rpc::RunUnary(
      runtime_, Method("AppointStaff"), *context, response,
      [&](const rpc::Call& call) { return staff_.Appoint(call, *request); });
}

grpc::Status CentreMethods::UpdateStaff(grpc::ServerContext* context,
                                        const v1::UpdateStaffRequest* request,
                                        v1::Appointment* response) {
  return rpc::RunUnary(
      runtime_, Method("UpdateStaff"), *context, response,
      [&](const rpc::Call& call) { return staff_.Update(call, *request); });
}

grpc::Status CentreMethods::EndAppointment(
    grpc::ServerContext* context, const v1::EndAppointmentRequest* request,
    v1::Appointment* response) {
  return rpc::RunUnary(
      runtime_, Method("EndAppointment"), *context, response,
      [&](const rpc::Call& call) { return staff_.End(call, *request); });
}

grpc::Status CentreMethods::ListStaff(grpc::ServerContext* context,
                                      const v1::ListStaffRequest* request,
                                      v1::ListStaffResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListStaff"), *context, response,
      [&](const rpc::Call& call) { return staff_.List(call, *request); });
}

grpc::Status CentreMethods::DeclareConflict(
    grpc::ServerContext* context, const v1::DeclareConflictRequest* request,
    v1::Conflict* response) {
  return rpc::RunUnary(runtime_, Method("DeclareConflict"), *context, response,
                       [&](const rpc::Call& call) {
                         return conflicts_.Declare(call, *request);
                       });
}

grpc::Status CentreMethods::DecideMitigation(
    grpc::ServerContext* context, const v1::DecideMitigationRequest* request,
    v1::Conflict* response) {
  return rpc::RunUnary(runtime_, Method("DecideMitigation"), *context, response,
                       [&](const rpc::Call& call) {
                         return conflicts_.DecideMitigation(call, *request);
                       });
}

grpc::Status CentreMethods::EndConflict(grpc::ServerContext* context,
                                        const v1::EndConflictRequest* request,
                                        v1::Conflict* response) {
  return rpc::RunUnary(
      runtime_, Method("EndConflict"), *context, response,
      [&](const rpc::Call& call) { return conflicts_.End(call, *request); });
}

grpc::Status CentreMethods::ListConflicts(
    grpc::ServerContext* context, const v1::ListConflictsRequest* request,
    v1::ListConflictsResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListConflicts"), *context, response,
      [&](const rpc::Call& call) { return conflicts_.List(call, *request); });
}

grpc::Status CentreMethods::GetStanding(grpc::ServerContext* context,
                                        const v1::GetStandingRequest* request,
                                        v1::GetStandingResponse* response) {
  return rpc::RunUnary(runtime_, Method("GetStanding"), *context, response,
                       [&](const rpc::Call& call) {
                         return staff_.GetStanding(call, *request);
                       });
}

grpc::Status CentreMethods::PutDeliveryPlan(
    grpc::ServerContext* context, const v1::PutDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("PutDeliveryPlan"), *context, response,
                       [&](const rpc::Call& call) {
                         return delivery_plans_.Put(call, *request);
                       });
}

grpc::Status CentreMethods::GetDeliveryPlan(
    grpc::ServerContext* context, const v1::GetDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("GetDeliveryPlan"), *context, response,
                       [&](const rpc::Call& call) {
                         return delivery_plans_.Get(call, *request);
                       });
}

grpc::Status CentreMethods::SubmitDeliveryPlan(
    grpc::ServerContext* context, const v1::SubmitDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("SubmitDeliveryPlan"), *context,
                       response, [&](const rpc::Call& call) {
                         return delivery_plans_.Submit(call, *request);
                       });
}

grpc::Status CentreMethods::DecideDeliveryPlan(
    grpc::ServerContext* context, const v1::DecideDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("DecideDeliveryPlan"), *context,
                       response, [&](const rpc::Call& call) {
                         return delivery_plans_.Decide(call, *request);
                       });
}

}  // namespace attest::registration::api
