// The assessment service on the wire: real SQLite and blobs in a folder of its
// own, the real catalogue with the real syllabus, the other neighbours fakes.
#ifndef ATTEST_TESTS_RPC_ASSESSMENT_ASSESSMENT_FIXTURE_H_
#define ATTEST_TESTS_RPC_ASSESSMENT_ASSESSMENT_FIXTURE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "libs/testing/faulty_database.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"
#include "services/assessment/server.h"
#include "services/catalogue/server.h"
#include "tests/rpc/assessment/fake_registration.h"
#include "tests/rpc/assessment/fake_verification.h"

namespace attest::assessment {

using attest::testing::BreaksRules;
using attest::testing::FailsWith;
using attest::testing::IsOk;
using attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Names = std::vector<std::string>;

inline constexpr char kCentre[] = "centres/northgate";
inline constexpr char kRegistration[] = "registrations/r1";
inline constexpr char kSyllabus[] = "qualifications/7D27V2/syllabi/8";
inline constexpr char kPlan[] = "centres/northgate/assessmentPlans/7D27V2-8";
inline constexpr char kPdf[] = "application/pdf";

// A file that is what it says it is.
inline constexpr char kPdfBytes[] = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

class AssessmentTest : public ::testing::Test {
 protected:
  using Stub = v1::AssessmentService::Stub;

  // `config` may set limits; folders are filled in.
  explicit AssessmentTest(const config::v1::Config& config = {});
  ~AssessmentTest() override;

  // Calls a method of the stub: Do(assessor_, &Stub::GetEvidence, request).
  template <class Request, class Response>
  absl::StatusOr<Response> Do(const std::string& token,
                              grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request) {
    return rpc_.Call<Response>(token, [&](auto* context, auto* response) {
      return ((*stub_).*method)(context, request, response);
    });
  }

  std::string NewId() { return client_ids_.NewId(); }

  // The registration that the fake gives; change and Put() it again.
  registration::v1::Registration& learner_record() { return record_; }
  void PutRecord() { registration_.Put(record_); }

  // Requests that are right.
  v1::Evidence NewEvidence(v1::EvidenceKind kind = v1::WORK_PRODUCT);
  v1::CreateEvidenceRequest CreateRequest(const v1::Evidence& evidence);
  v1::MapEvidenceRequest MapRequest(const std::string& evidence,
                                    const std::string& unit,
                                    const std::vector<std::string>& criteria);
  v1::SubmitEvidenceRequest SubmitRequest(const std::string& evidence);
  v1::Decision NewDecision(const std::string& unit,
                           const std::string& criterion,
                           const std::string& evidence,
                           v1::Outcome outcome = v1::MET);
  v1::RecordDecisionsRequest DecideRequest(
      const std::vector<v1::Decision>& decisions);
  v1::SignOffUnitRequest SignOffRequest(const std::string& unit);

  // An upload of `bytes` in one call, from `offset`.
  v1::UploadStart StartFor(const std::string& evidence, std::string_view bytes);
  absl::StatusOr<v1::Evidence> Upload(const std::string& token,
                                      const v1::UploadStart& start,
                                      std::string_view bytes,
                                      size_t chunk_bytes = 64 * 1024);

  // Steps that must go well; each gives the name of what it made.
  std::string Created(v1::EvidenceKind kind = v1::WORK_PRODUCT);
  // Created, uploaded, mapped to criteria of a unit, handed in.
  std::string HandedIn(const std::string& unit,
                       const std::vector<std::string>& criteria,
                       v1::EvidenceKind kind = v1::WORK_PRODUCT);
  // All criteria of the unit, in order, from the catalogue.
  std::vector<std::string> CriteriaOf(const std::string& unit);
  // The decision as recorded.
  v1::Decision Decided(const std::string& token, const v1::Decision& decision);
  // Every criterion of the unit met on one piece of evidence.
  void MeetAll(const std::string& unit, const std::string& token);
  v1::SignOff SignedOff(const std::string& unit);

  // `action`s of the chain of the registration, oldest first.
  std::vector<std::string> Actions(const std::string& parent = kRegistration);
  // The text of the last entry of the chain.
  std::string LastEntry(const std::string& parent = kRegistration);
  // Events so far.
  std::vector<events::v1::Event> Events();

  testing::RpcFixture rpc_;
  RandomIds ids_;
  RandomIds client_ids_;
  FakeRegistration registration_;
  FakeVerification verification_;
  registration::v1::Registration record_;
  testing::FaultyDatabase* faults_ = nullptr;
  std::unique_ptr<catalogue::CatalogueServer> catalogue_;
  std::unique_ptr<AssessmentServer> assessment_;
  std::unique_ptr<Stub> stub_;

  // Tokens.
  const std::string learner_ = rpc_.Token("ann", auth::v1::LEARNER);
  const std::string other_learner_ = rpc_.Token("bob", auth::v1::LEARNER);
  const std::string tutor_ = rpc_.Token("tess", auth::v1::TUTOR, "northgate");
  const std::string assessor_ =
      rpc_.Token("amir", auth::v1::ASSESSOR, "northgate");
  const std::string second_ =
      rpc_.Token("sofia", auth::v1::ASSESSOR, "northgate");
  const std::string trainee_ =
      rpc_.Token("tom", auth::v1::ASSESSOR, "northgate");
  const std::string stranger_ =
      rpc_.Token("zoe", auth::v1::ASSESSOR, "southport");
  const std::string verifier_ =
      rpc_.Token("vera", auth::v1::INTERNAL_VERIFIER, "northgate");
  const std::string admin_ =
      rpc_.Token("carol", auth::v1::CENTRE_ADMIN, "northgate");
  const std::string other_admin_ =
      rpc_.Token("dan", auth::v1::CENTRE_ADMIN, "southport");
  const std::string manager_ =
      rpc_.Token("quinn", auth::v1::QUALITY_MANAGER, "northgate");
  const std::string awarding_ = rpc_.Token("olga", auth::v1::AWARDING_ADMIN);
  const std::string partner_ =
      rpc_.Token("lms", auth::v1::PARTNER, "northgate");
  const std::string service_ =
      rpc_.Token("service:verification", auth::v1::SERVICE);

 private:
  AssessmentServer::Storage OpenStorage();
};

}  // namespace attest::assessment

#endif  // ATTEST_TESTS_RPC_ASSESSMENT_ASSESSMENT_FIXTURE_H_
