// What holds of the contract as a whole, and of the trail.
#include <functional>

#include "google/protobuf/descriptor.h"
#include "libs/db/sqlite.h"
#include "tests/rpc/assessment/assessment_fixture.h"

namespace attest::assessment {
namespace {

class ContractTest : public AssessmentTest {};

void VisitFields(
    const google::protobuf::FileDescriptor& file,
    const std::function<void(const google::protobuf::FieldDescriptor&)>& see) {
  for (int i = 0; i < file.message_type_count(); ++i) {
    const auto& message = *file.message_type(i);
    for (int j = 0; j < message.field_count(); ++j) see(*message.field(j));
  }
}

// R84, D43: there is no place for a grade, mark, score or percentage.
TEST_F(ContractTest, HasNoGrade) {
  for (const auto* file : {v1::Decision::descriptor()->file(),
                           v1::RecordDecisionsRequest::descriptor()->file()}) {
    VisitFields(*file, [](const google::protobuf::FieldDescriptor& field) {
      for (const char* word : {"grade", "mark", "score", "percent"}) {
        EXPECT_EQ(field.name().find(word), std::string::npos)
            << field.full_name();
      }
    });
  }
  EXPECT_EQ(v1::Outcome_descriptor()->value_count(), 3);  // with "unspecified"
}

TEST_F(ContractTest, ShowsTheTrailToThoseWhoOversee) {
  Created();
  audit::v1::ListAuditEntriesRequest list;
  list.set_parent(kRegistration);
  audit::v1::VerifyAuditTrailRequest verify;
  verify.set_parent(kRegistration);

  for (const auto& token :
       {assessor_, verifier_, admin_, manager_, awarding_, service_}) {
    const auto entries = Do(token, &Stub::ListAuditEntries, list);
    ASSERT_THAT(entries, IsOk());
    EXPECT_EQ(entries->entries_size(), 1);
    const auto check = Do(token, &Stub::VerifyAuditTrail, verify);
    ASSERT_THAT(check, IsOk());
    EXPECT_TRUE(check->intact());
    EXPECT_EQ(check->entries(), 1);
  }
  for (const std::string parent : {kRegistration, kCentre}) {
    list.set_parent(parent);
    verify.set_parent(parent);
    EXPECT_THAT(Do(stranger_, &Stub::ListAuditEntries, list),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
    EXPECT_THAT(Do(stranger_, &Stub::VerifyAuditTrail, verify),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  list.set_parent("units/57");
  EXPECT_THAT(Do(admin_, &Stub::ListAuditEntries, list),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
}

// Not one method does anything for a caller without a token.
TEST_F(ContractTest, KnowsNobodyWithoutAToken) {
  const auto anonymous =
      FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN");
  EXPECT_THAT(Do("", &Stub::PutAssessmentPlan, v1::PutAssessmentPlanRequest()),
              anonymous);
  EXPECT_THAT(Do("", &Stub::GetEvidence, v1::GetEvidenceRequest()), anonymous);
  EXPECT_THAT(Do("", &Stub::RecordDecisions, v1::RecordDecisionsRequest()),
              anonymous);
  EXPECT_THAT(Do("", &Stub::SignOffUnit, v1::SignOffUnitRequest()), anonymous);
  EXPECT_THAT(Do("", &Stub::GetProgress, v1::GetProgressRequest()), anonymous);
  EXPECT_THAT(Upload("", v1::UploadStart(), ""), anonymous);
}

// An operator runs the services and sees no learner data.
TEST_F(ContractTest, ShowsNothingToAnOperator) {
  const std::string name = Created();
  const std::string token = rpc_.Token("ops", auth::v1::OPERATOR);
  v1::GetEvidenceRequest request;
  request.set_name(name);

  EXPECT_THAT(Do(token, &Stub::GetEvidence, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

// Everything that is wrong with a configuration is said at once.
TEST_F(ContractTest, ReadsItsConfiguration) {
  config::v1::Config config;
  config.set_file_bytes_max(-1);
  config.set_files_max(-1);
  config.set_upload_idle_seconds(-1);
  config.add_media_types("application/x-msdownload");
  attest::config::Problems problems;

  AssessmentServer::CheckConfig(config, problems);

  const std::string said(problems.status().message());
  for (const char* field :
       {"database", "catalogue", "registration", "verification",
        "evidence_folder", "file_bytes_max", "files_max", "media_types",
        "upload_idle_seconds"}) {
    EXPECT_NE(said.find(field), std::string::npos) << field;
  }
}

// Texts that would do harm elsewhere are refused, wherever they stand.
TEST_F(ContractTest, RefusesControlCharacters) {
  const std::string nul("a\0b", 3);
  v1::Evidence evidence = NewEvidence();
  evidence.set_title(nul);
  evidence.set_held_at("\xe2\x80\xae");
  EXPECT_THAT(Do(learner_, &Stub::CreateEvidence, CreateRequest(evidence)),
              NamesFields(Names{"evidence.title", "evidence.held_at"}));
  v1::ListDecisionsRequest list;
  list.set_parent(kRegistration);
  list.set_unit(nul);
  EXPECT_THAT(Do(learner_, &Stub::ListDecisions, list),
              NamesFields(Names{"unit"}));
  EXPECT_THAT(
      Do(learner_, &Stub::MapEvidence, MapRequest(Created(), nul, {"1.1"})),
      NamesFields(Names{"criteria[0].unit"}));
}

// Before it is connected, a server says that it is not there yet.
TEST_F(ContractTest, WaitsForItsNeighbours) {
  auto storage = AssessmentServer::Storage{
      *db::OpenSqlite({rpc_.folder() + "/fresh.db"}),
      *blob::OpenFileBlobStore(rpc_.folder() + "/fresh")};
  const auto fresh = AssessmentServer::CreateOn(
      std::move(storage), {},
      {rpc_.runtime(), rpc_.clock(), ids_, "a secret of the tests", {}});
  ASSERT_THAT(fresh, IsOk());
  EXPECT_THAT((*fresh)->Check(), IsOk());
  assessment_->StopFollowing();
  rpc_.Serve({&(*fresh)->service()});
  stub_ = v1::AssessmentService::NewStub(rpc_.channel());

  EXPECT_THAT(
      Do(learner_, &Stub::CreateEvidence, CreateRequest(NewEvidence())),
      FailsWith(absl::StatusCode::kUnavailable, "NEIGHBOUR_UNAVAILABLE"));
  rpc_.Stop();
}

}  // namespace
}  // namespace attest::assessment
