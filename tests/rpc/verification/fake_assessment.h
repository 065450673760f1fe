// Assessment as these tests script it, on the real wire.
#ifndef ATTEST_TESTS_RPC_VERIFICATION_FAKE_ASSESSMENT_H_
#define ATTEST_TESTS_RPC_VERIFICATION_FAKE_ASSESSMENT_H_

#include <map>
#include <string>
#include <vector>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"

namespace attest::verification {

namespace asm_v1 = assessment::v1;

// Answers from its public fields, which tests change between calls only.
class FakeAssessment final : public asm_v1::AssessmentService::Service {
 public:
  std::map<std::string, asm_v1::SignOff> sign_offs;     // by name
  std::map<std::string, asm_v1::AssessmentPlan> plans;  // by name
  std::vector<asm_v1::Decision> decisions;
  audit::v1::VerifyAuditTrailResponse trail;
  // While not OK, every call fails with it.
  grpc::Status failure = grpc::Status::OK;

  // Signs a unit off, again when it is.
  asm_v1::SignOff& SignOff(const std::string& registration,
                           const std::string& unit,
                           const std::string& centre = "northgate",
                           const std::string& assessor = "ann") {
    const std::string name = "registrations/" + registration + "/units/" + unit;
    asm_v1::SignOff& sign_off = sign_offs[name];
    sign_off.set_name(name);
    sign_off.set_centre("centres/" + centre);
    sign_off.set_registration("registrations/" + registration);
    sign_off.set_unit(unit);
    sign_off.set_revision(sign_off.revision() + 1);
    sign_off.set_assessor(assessor);
    sign_off.mutable_sign_time()->set_seconds(1'790'000'000);
    sign_off.set_state(asm_v1::UNIT_SIGNED_OFF);
    if (sign_off.involved_people().empty()) {
      sign_off.add_involved_people(assessor);
    }
    return sign_off;
  }
  // As after an event of verification.
  void Return(const std::string& registration, const std::string& unit) {
    sign_offs.at("registrations/" + registration + "/units/" + unit)
        .set_state(asm_v1::UNIT_RETURNED);
  }

  grpc::Status GetSignOff(grpc::ServerContext*,
                          const asm_v1::GetSignOffRequest* request,
                          asm_v1::SignOff* response) override {
    return Find(sign_offs, request->name(), response);
  }
  // Five sign-offs a page, so that paging is walked.
  grpc::Status ListSignOffs(grpc::ServerContext*,
                            const asm_v1::ListSignOffsRequest* request,
                            asm_v1::ListSignOffsResponse* response) override {
    auto it = sign_offs.upper_bound(request->page_token());
    for (; it != sign_offs.end(); ++it) {
      const asm_v1::SignOff& sign_off = it->second;
      if (sign_off.centre() != request->parent() &&
          sign_off.registration() != request->parent()) {
        continue;
      }
      if (response->sign_offs_size() == 5) {
        response->set_next_page_token(response->sign_offs(4).name());
        break;
      }
      *response->add_sign_offs() = sign_off;
    }
    return failure;
  }
  grpc::Status ListDecisions(grpc::ServerContext*,
                             const asm_v1::ListDecisionsRequest* request,
                             asm_v1::ListDecisionsResponse* response) override {
    for (const asm_v1::Decision& decision : decisions) {
      if (decision.name().starts_with(request->parent() + "/")) {
        *response->add_decisions() = decision;
      }
    }
    return failure;
  }
  grpc::Status GetAssessmentPlan(
      grpc::ServerContext*, const asm_v1::GetAssessmentPlanRequest* request,
      asm_v1::AssessmentPlan* response) override {
    return Find(plans, request->name(), response);
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
};

}  // namespace attest::verification

#endif  // ATTEST_TESTS_RPC_VERIFICATION_FAKE_ASSESSMENT_H_
