// Verification between the real catalogue and two scripted neighbours, with a
// real database that can be made to fail.
#ifndef ATTEST_TESTS_RPC_VERIFICATION_VERIFICATION_FIXTURE_H_
#define ATTEST_TESTS_RPC_VERIFICATION_VERIFICATION_FIXTURE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"
#include "services/catalogue/server.h"
#include "services/verification/server.h"
#include "tests/rpc/verification/fake_assessment.h"
#include "tests/rpc/verification/fake_registration.h"

namespace attest::verification {

using attest::testing::BreaksRules;
using attest::testing::FailsWith;
using attest::testing::IsOk;
using attest::testing::NamesFields;
using Names = std::vector<std::string>;

// The smallest valid selection: 45 credits, 36 of them at level 7.
inline const Names kSelection = {"57", "58", "67", "54",
                                 "61", "63", "64", "65"};

// One centre, `northgate`, with one learner, `r1`, whose units are all signed
// off and whose plans are agreed; nothing is sampled or moderated yet.
// People: ann assesses, ivy and ian verify, adam administers, quinn is the
// Quality Manager, alma awards, lee learns.
class VerificationTest : public ::testing::Test {
 protected:
  using Stub = v1::VerificationService::Stub;

  VerificationTest();
  ~VerificationTest() override;

  // Calls a method of the stub: Call(ivy_, &Stub::DrawSample, request).
  template <class Request, class Response>
  absl::StatusOr<Response> Call(
      const std::string& token,
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    return fixture_.Call<Response>(token, [&](auto* context, auto* response) {
      return (stub_.get()->*method)(context, request, response);
    });
  }

  // A request id that was not used before.
  std::string NewRequestId() { return request_ids_.NewId(); }
  void AddRegistration(const std::string& id, const std::string& centre);
  void SetStanding(const std::string& person, reg::StaffRole role,
                   reg::Standing standing, const std::string& reason = "");

  // One good request for each method.
  v1::CreateSamplingPlanRequest PlanRequest(int rate, Names must_sample = {});
  v1::RecordSampleOutcomeRequest Agreeing(const std::string& sample);
  v1::RecordSampleOutcomeRequest Disagreeing(const std::string& sample);
  v1::RecordModerationOutcomeRequest Confirming(const v1::Moderation& open);

  // Steps of the way to an award; each must succeed. A rate below the least
  // stands for a plan that was made before there was a least.
  v1::SamplingPlan CreatePlan(int rate, Names must_sample = {});
  void SetRates(const std::string& plan, int rate, int new_assessor_rate);
  std::vector<v1::Sample> Draw(const std::string& plan);
  v1::Sample Agree(const std::string& sample);
  v1::Sample Disagree(const std::string& sample);
  // Draws, and agrees with everything that was drawn.
  void DrawAndAgree(const std::string& plan);
  v1::Moderation OpenModeration(const std::string& registration,
                                Names units = {});
  void Moderate(const std::string& registration, Names units = {});
  // Everything that a claim of r1 needs.
  void MakeReady();
  v1::Claim Claim(const std::string& registration = "registrations/r1");
  v1::Award Award(const std::string& claim);
  Names Missing(const std::string& registration = "registrations/r1");

  // Actions of a chain's entries, oldest first, and their whole text.
  Names Actions(const std::string& chain);
  std::string TrailText(const std::string& chain);

  attest::testing::RpcFixture fixture_{
      {&VerificationServer::Descriptor(),
       &catalogue::CatalogueServer::Descriptor()}};
  SequentialIds ids_;
  RandomIds request_ids_;
  FakeRegistration registration_;
  FakeAssessment assessment_;
  std::unique_ptr<catalogue::CatalogueServer> catalogue_;
  attest::testing::FaultyDatabase* database_ = nullptr;
  std::unique_ptr<VerificationServer> server_;
  std::unique_ptr<Stub> stub_;

  const std::string ann_ = TokenOf("ann", auth::v1::ASSESSOR);
  const std::string ivy_ = TokenOf("ivy", auth::v1::INTERNAL_VERIFIER);
  const std::string ian_ = TokenOf("ian", auth::v1::INTERNAL_VERIFIER);
  const std::string adam_ = TokenOf("adam", auth::v1::CENTRE_ADMIN);
  const std::string quinn_ = TokenOf("quinn", auth::v1::QUALITY_MANAGER);
  const std::string lee_ = TokenOf("lee", auth::v1::LEARNER);
  const std::string alma_ =
      fixture_.Token("alma", auth::v1::AWARDING_ADMIN, "");

 private:
  std::string TokenOf(const std::string& subject, auth::Role role) {
    return fixture_.Token(subject, role, "northgate");
  }
  void FillNeighbours();
  void Start();
};

}  // namespace attest::verification

#endif  // ATTEST_TESTS_RPC_VERIFICATION_VERIFICATION_FIXTURE_H_
