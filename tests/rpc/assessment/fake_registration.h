// A registration service that says what it was told to say.
#ifndef ATTEST_TESTS_RPC_ASSESSMENT_FAKE_REGISTRATION_H_
#define ATTEST_TESTS_RPC_ASSESSMENT_FAKE_REGISTRATION_H_

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "attest/registration/v1/registration_service.grpc.pb.h"

namespace attest::assessment {

// Thread-safe.
class FakeRegistration final
    : public registration::v1::RegistrationService::Service {
 public:
  void Put(const registration::v1::Registration& registration) {
    const std::lock_guard lock(mutex_);
    registrations_[registration.name()] = registration;
  }
  void SetQualityManager(const std::string& centre, const std::string& person) {
    const std::lock_guard lock(mutex_);
    managers_[centre] = person;
  }
  // Of a person for everything; FULL unless set.
  void SetStanding(const std::string& person,
                   registration::v1::Standing standing) {
    const std::lock_guard lock(mutex_);
    standings_[person] = standing;
  }
  // The same, for competence outcomes alone.
  void SetCompetenceStanding(const std::string& person,
                             registration::v1::Standing standing) {
    const std::lock_guard lock(mutex_);
    competence_[person] = standing;
  }
  // Every call fails until told otherwise.
  void SetDown(bool down) {
    const std::lock_guard lock(mutex_);
    down_ = down;
  }
  // What was asked about standing, in order.
  std::vector<registration::v1::GetStandingRequest> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

  grpc::Status GetRegistration(
      grpc::ServerContext*,
      const registration::v1::GetRegistrationRequest* request,
      registration::v1::Registration* response) override {
    const std::lock_guard lock(mutex_);
    if (down_) return Down();
    const auto found = registrations_.find(request->name());
    if (found == registrations_.end()) return Missing();
    *response = found->second;
    return grpc::Status::OK;
  }

  grpc::Status GetCentre(grpc::ServerContext*,
                         const registration::v1::GetCentreRequest* request,
                         registration::v1::Centre* response) override {
    const std::lock_guard lock(mutex_);
    if (down_) return Down();
    const auto found = managers_.find(request->name());
    if (found == managers_.end()) return Missing();
    response->set_name(request->name());
    response->set_quality_manager(found->second);
    return grpc::Status::OK;
  }

  grpc::Status GetStanding(
      grpc::ServerContext*, const registration::v1::GetStandingRequest* request,
      registration::v1::GetStandingResponse* response) override {
    const std::lock_guard lock(mutex_);
    if (down_) return Down();
    asked_.push_back(*request);
    const auto& standings =
        request->judges_competence() && competence_.contains(request->person())
            ? competence_
            : standings_;
    const auto found = standings.find(request->person());
    response->set_standing(found == standings.end() ? registration::v1::FULL
                                                    : found->second);
    if (response->standing() != registration::v1::FULL) {
      response->add_reasons("no award that covers this on that day (D16)");
    }
    return grpc::Status::OK;
  }

 private:
  static grpc::Status Down() { return {grpc::StatusCode::UNAVAILABLE, "down"}; }
  static grpc::Status Missing() {
    return {grpc::StatusCode::NOT_FOUND, "no such thing"};
  }

  std::mutex mutex_;
  std::map<std::string, registration::v1::Registration> registrations_;
  std::map<std::string, std::string> managers_;
  std::map<std::string, registration::v1::Standing> standings_;
  std::map<std::string, registration::v1::Standing> competence_;
  std::vector<registration::v1::GetStandingRequest> asked_;
  bool down_ = false;
};

}  // namespace attest::assessment

#endif  // ATTEST_TESTS_RPC_ASSESSMENT_FAKE_REGISTRATION_H_
