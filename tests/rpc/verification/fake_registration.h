// Registration as these tests script it, on the real wire. It knows no roles:
// who may ask what is registration's own affair, tested there.
#ifndef ATTEST_TESTS_RPC_VERIFICATION_FAKE_REGISTRATION_H_
#define ATTEST_TESTS_RPC_VERIFICATION_FAKE_REGISTRATION_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "attest/registration/v1/registration_service.grpc.pb.h"

namespace attest::verification {

namespace reg = registration::v1;

// Answers from its public fields, which tests change between calls only.
class FakeRegistration final : public reg::RegistrationService::Service {
 public:
  std::map<std::string, reg::Centre> centres;               // by name
  std::map<std::string, reg::Registration> registrations;   // by name
  std::map<std::string, reg::Learner> learners;             // by name
  std::map<std::string, reg::DeliveryPlan> delivery_plans;  // by name
  std::vector<reg::Appointment> staff;
  // By person and role; NONE for everybody else.
  std::map<std::pair<std::string, reg::StaffRole>, reg::GetStandingResponse>
      standings;
  audit::v1::VerifyAuditTrailResponse trail;
  // While not OK, every call fails with it.
  grpc::Status failure = grpc::Status::OK;
  // Once a learner was asked for, their registrations are withdrawn.
  bool withdraws_meanwhile = false;

  // What was asked for last.
  reg::GetStandingRequest LastStanding() {
    const std::lock_guard lock(mutex_);
    return last_standing_;
  }

  grpc::Status GetCentre(grpc::ServerContext*,
                         const reg::GetCentreRequest* request,
                         reg::Centre* response) override {
    return Find(centres, request->name(), response);
  }
  grpc::Status GetRegistration(grpc::ServerContext*,
                               const reg::GetRegistrationRequest* request,
                               reg::Registration* response) override {
    return Find(registrations, request->name(), response);
  }
  grpc::Status GetLearner(grpc::ServerContext*,
                          const reg::GetLearnerRequest* request,
                          reg::Learner* response) override {
    if (withdraws_meanwhile) {
      for (auto& [name, one] : registrations) one.set_state(reg::WITHDRAWN);
    }
    return Find(learners, request->name(), response);
  }
  grpc::Status GetDeliveryPlan(grpc::ServerContext*,
                               const reg::GetDeliveryPlanRequest* request,
                               reg::DeliveryPlan* response) override {
    return Find(delivery_plans, request->name(), response);
  }
  grpc::Status ListStaff(grpc::ServerContext*, const reg::ListStaffRequest*,
                         reg::ListStaffResponse* response) override {
    *response->mutable_appointments() = {staff.begin(), staff.end()};
    return failure;
  }
  // One registration a page, so that paging is walked.
  grpc::Status ListRegistrations(
      grpc::ServerContext*, const reg::ListRegistrationsRequest* request,
      reg::ListRegistrationsResponse* response) override {
    const auto it = registrations.upper_bound(request->page_token());
    if (it == registrations.end()) return failure;
    if (it->second.centre() == request->parent()) {
      *response->add_registrations() = it->second;
    }
    if (std::next(it) != registrations.end()) {
      response->set_next_page_token(it->first);
    }
    return failure;
  }
  grpc::Status GetStanding(grpc::ServerContext*,
                           const reg::GetStandingRequest* request,
                           reg::GetStandingResponse* response) override {
    const std::lock_guard lock(mutex_);
    last_standing_ = *request;
    response->set_standing(reg::NONE);
    const auto it = standings.find({request->person(), request->role()});
    if (it != standings.end()) *response = it->second;
    return failure;
  }
  grpc::Status VerifyAuditTrail(
      grpc::ServerContext*, const audit::v1::VerifyAuditTrailRequest*,
      audit::v1::VerifyAuditTrailResponse* response) override {
    *response = trail;
    return failure;
  }

 private:
  template <class Message>
  grpc::Status Find(const std::map<std::string, Message>& all,
                    const std::string& name, Message* response) {
    if (!failure.ok()) return failure;
    const auto it = all.find(name);
    if (it == all.end()) return {grpc::StatusCode::NOT_FOUND, "no such thing"};
    *response = it->second;
    return grpc::Status::OK;
  }

  std::mutex mutex_;
  reg::GetStandingRequest last_standing_;
};

}  // namespace attest::verification

#endif  // ATTEST_TESTS_RPC_VERIFICATION_FAKE_REGISTRATION_H_
