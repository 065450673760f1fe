#include "services/registration/api/registration_service.h"

#include "libs/rpc/follower.h"
#include "services/registration/api/method_name.h"

namespace attest::registration::api {

RegistrationServiceImpl::RegistrationServiceImpl(const rpc::Runtime& runtime,
                                                 const Tools& tools)
    : LifeMethods(runtime, tools),
      runtime_(runtime),
      journal_(tools.journal),
      registrations_(tools),
      trail_(tools) {}

grpc::Status RegistrationServiceImpl::GetRegistration(
    grpc::ServerContext* context, const v1::GetRegistrationRequest* request,
    v1::Registration* response) {
  return rpc::RunUnary(runtime_, Method("GetRegistration"), *context, response,
                       [&](const rpc::Call& call) {
                         return registrations_.Get(call, *request);
                       });
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
