#include "services/registration/api/registration_service.h"

#include <string>
#include <string_view>

#include "fmt/format.h"
#include "libs/rpc/follower.h"

namespace attest::registration::api {
namespace {

// As policies name methods.
std::string Method(std::string_view name) {
  return fmt::format("{}/{}", v1::RegistrationService::service_full_name(),
                     name);
}

}  // namespace

RegistrationServiceImpl::RegistrationServiceImpl(const rpc::Runtime& runtime,
                                                 const Tools& tools)
    : runtime_(runtime),
      journal_(tools.journal),
      centres_(tools),
      staff_(tools),
      delivery_plans_(tools),
      learners_(tools),
      registrations_(tools),
      trail_(tools) {}

grpc::Status RegistrationServiceImpl::CreateCentre(
    grpc::ServerContext* context, const v1::CreateCentreRequest* request,
    v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("CreateCentre"), *context, response,
      [&](const rpc::Call& call) { return centres_.Create(call, *request); });
}

grpc::Status RegistrationServiceImpl::GetCentre(
    grpc::ServerContext* context, const v1::GetCentreRequest* request,
    v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("GetCentre"), *context, response,
      [&](const rpc::Call& call) { return centres_.Get(call, *request); });
}

grpc::Status RegistrationServiceImpl::ListCentres(
    grpc::ServerContext* context, const v1::ListCentresRequest* request,
    v1::ListCentresResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListCentres"), *context, response,
      [&](const rpc::Call& call) { return centres_.List(call, *request); });
}

grpc::Status RegistrationServiceImpl::ApproveQualification(
    grpc::ServerContext* context,
    const v1::ApproveQualificationRequest* request, v1::Centre* response) {
  return rpc::RunUnary(
      runtime_, Method("ApproveQualification"), *context, response,
      [&](const rpc::Call& call) { return centres_.Approve(call, *request); });
}

grpc::Status RegistrationServiceImpl::AppointStaff(
    grpc::ServerContext* context, const v1::AppointStaffRequest* request,
    v1::Appointment* response) {
  return rpc::RunUnary(
      runtime_, Method("AppointStaff"), *context, response,
      [&](const rpc::Call& call) { return staff_.Appoint(call, *request); });
}

grpc::Status RegistrationServiceImpl::ListStaff(
    grpc::ServerContext* context, const v1::ListStaffRequest* request,
    v1::ListStaffResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListStaff"), *context, response,
      [&](const rpc::Call& call) { return staff_.List(call, *request); });
}

grpc::Status RegistrationServiceImpl::GetStanding(
    grpc::ServerContext* context, const v1::GetStandingRequest* request,
    v1::GetStandingResponse* response) {
  return rpc::RunUnary(runtime_, Method("GetStanding"), *context, response,
                       [&](const rpc::Call& call) {
                         return staff_.GetStanding(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::PutDeliveryPlan(
    grpc::ServerContext* context, const v1::PutDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("PutDeliveryPlan"), *context, response,
                       [&](const rpc::Call& call) {
                         return delivery_plans_.Put(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::GetDeliveryPlan(
    grpc::ServerContext* context, const v1::GetDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("GetDeliveryPlan"), *context, response,
                       [&](const rpc::Call& call) {
                         return delivery_plans_.Get(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::SubmitDeliveryPlan(
    grpc::ServerContext* context, const v1::SubmitDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("SubmitDeliveryPlan"), *context,
                       response, [&](const rpc::Call& call) {
                         return delivery_plans_.Submit(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::DecideDeliveryPlan(
    grpc::ServerContext* context, const v1::DecideDeliveryPlanRequest* request,
    v1::DeliveryPlan* response) {
  return rpc::RunUnary(runtime_, Method("DecideDeliveryPlan"), *context,
                       response, [&](const rpc::Call& call) {
                         return delivery_plans_.Decide(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::RegisterLearner(
    grpc::ServerContext* context, const v1::RegisterLearnerRequest* request,
    v1::RegisterLearnerResponse* response) {
  return rpc::RunUnary(runtime_, Method("RegisterLearner"), *context, response,
                       [&](const rpc::Call& call) {
                         return learners_.Register(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::GetRegistration(
    grpc::ServerContext* context, const v1::GetRegistrationRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("GetRegistration"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.Get(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::GetLearner(
    grpc::ServerContext* context, const v1::GetLearnerRequest* request,
    v1::Learner* response) {
  return rpc::RunUnary(
      runtime_, Method("GetLearner"), *context, response,
      [&](const rpc::Call& call) { return learners_.Get(call, *request); });
}

grpc::Status RegistrationServiceImpl::ListRegistrations(
    grpc::ServerContext* context, const v1::ListRegistrationsRequest* request,
    v1::ListRegistrationsResponse* response) {
  return rpc::RunUnary(runtime_, Method("ListRegistrations"), *context,
                       response, [&](const rpc::Call& call) {
                         return registrations_.List(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::RecordInduction(
    grpc::ServerContext* context, const v1::RecordInductionRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("RecordInduction"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.RecordInduction(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::PutLearningPlan(
    grpc::ServerContext* context, const v1::PutLearningPlanRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("PutLearningPlan"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.PutLearningPlan(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::SelectUnits(
    grpc::ServerContext* context, const v1::SelectUnitsRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("SelectUnits"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.SelectUnits(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::AllocateStaff(
    grpc::ServerContext* context, const v1::AllocateStaffRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("AllocateStaff"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.AllocateStaff(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::WithdrawRegistration(
    grpc::ServerContext* context,
    const v1::WithdrawRegistrationRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("WithdrawRegistration"), *context,
                       response, [&](const rpc::Call& call) {
                         return registrations_.Withdraw(call, *request);
                       });
}

grpc::Status RegistrationServiceImpl::ListAuditEntries(
    grpc::ServerContext* context,
    const audit::v1::ListAuditEntriesRequest* request,
    audit::v1::ListAuditEntriesResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("ListAuditEntries"), *context, response,
      [&](const rpc::Call& call) { return trail_.List(call, *request); });
}

grpc::Status RegistrationServiceImpl::VerifyAuditTrail(
    grpc::ServerContext* context,
    const audit::v1::VerifyAuditTrailRequest* request,
    audit::v1::VerifyAuditTrailResponse* response) {
  return rpc::RunUnary(
      runtime_, Method("VerifyAuditTrail"), *context, response,
      [&](const rpc::Call& call) { return trail_.Verify(call, *request); });
}

grpc::Status RegistrationServiceImpl::WatchEvents(
    grpc::ServerContext* context, const events::v1::WatchEventsRequest* request,
    grpc::ServerWriter<events::v1::WatchEventsResponse>* writer) {
  return rpc::RunStream(
      runtime_, Method("WatchEvents"), *context, [&](const rpc::Call& call) {
        return rpc::ServeEvents(journal_, call, *context, *request, *writer);
      });
}

}  // namespace attest::registration::api
