#include "tests/rpc/assessment/assessment_fixture.h"

#include <cstdlib>
#include <filesystem>

#include "attest/audit/v1/audit.pb.h"
#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "libs/db/sqlite.h"
#include "nlohmann/json.hpp"
#include "services/catalogue/testing/syllabi.h"

namespace attest::assessment {
namespace {

constexpr char kSecret[] = "a secret of the tests";

struct RealDatabase {
  std::unique_ptr<db::Database> real;
};

// A faulty database that owns the real one.
class OwningFaultyDatabase : private RealDatabase,
                             public testing::FaultyDatabase {
 public:
  explicit OwningFaultyDatabase(std::unique_ptr<db::Database> owned)
      : RealDatabase{std::move(owned)}, FaultyDatabase(*real) {}
};

// A test that cannot be set up ends here.
template <class T>
T Must(absl::StatusOr<T> result) {
  EXPECT_THAT(result, IsOk());
  if (!result.ok()) std::abort();
  return *std::move(result);
}

void Allocate(const std::string& person,
              registration::v1::Registration& record) {
  auto& allocation = *record.add_allocations();
  allocation.set_role(registration::v1::STAFF_ASSESSOR);
  allocation.set_person(person);
}

registration::v1::Registration NewRecord() {
  registration::v1::Registration record;
  record.set_name(kRegistration);
  record.set_centre(kCentre);
  record.set_syllabus(kSyllabus);
  record.set_state(registration::v1::ACTIVE);
  for (const char* unit : {"46", "57", "63", "67"}) record.add_units(unit);
  record.mutable_induction()->set_complete(true);
  record.set_learner_subject("ann");
  for (const char* person : {"amir", "sofia", "tom"}) Allocate(person, record);
  return record;
}

std::unique_ptr<catalogue::CatalogueServer> NewCatalogue(
    const std::string& folder, testing::RpcFixture& rpc, IdSource& ids) {
  std::filesystem::create_directory(folder);
  std::filesystem::copy(catalogue::testing::RealSyllabusFile(), folder);
  catalogue::config::v1::Config config;
  config.set_syllabi_folder(folder);
  config.mutable_database()->set_sqlite_path(rpc.folder() + "/catalogue.db");
  return Must(catalogue::CatalogueServer::Create(
      config, {rpc.runtime(), rpc.clock(), ids, kSecret, {}}));
}

}  // namespace

AssessmentTest::AssessmentTest(const config::v1::Config& config)
    : rpc_({&AssessmentServer::Descriptor(),
            &catalogue::CatalogueServer::Descriptor()}),
      record_(NewRecord()),
      catalogue_(NewCatalogue(rpc_.folder() + "/syllabi", rpc_, ids_)),
      assessment_(Must(AssessmentServer::CreateOn(
          OpenStorage(), config,
          {rpc_.runtime(), rpc_.clock(), ids_, kSecret, {}}))) {
  PutRecord();
  registration_.SetQualityManager(kCentre, "quinn");
  registration_.SetStanding("tom", registration::v1::PROVISIONAL);
  rpc_.Serve({&assessment_->service(), &catalogue_->service(), &registration_,
              &verification_});
  assessment_->Connect(rpc_.channel(), rpc_.channel(), rpc_.channel());
  stub_ = v1::AssessmentService::NewStub(rpc_.channel());
}

AssessmentTest::~AssessmentTest() {
  assessment_->StopFollowing();
  rpc_.Stop();
}

AssessmentServer::Storage AssessmentTest::OpenStorage() {
  auto database = std::make_unique<OwningFaultyDatabase>(
      Must(db::OpenSqlite({rpc_.folder() + "/assessment.db"})));
  faults_ = database.get();
  return {std::move(database),
          Must(blob::OpenFileBlobStore(rpc_.folder() + "/evidence"))};
}

v1::Evidence AssessmentTest::NewEvidence(v1::EvidenceKind kind) {
  v1::Evidence evidence;
  evidence.set_kind(kind);
  evidence.set_title("Strategic plan");
  evidence.set_description("The plan as the board adopted it.");
  evidence.set_workplace("Harbour Street");
  evidence.set_performed_date("2026-11-20");
  evidence.set_conditions("The usual board, in the usual room.");
  evidence.set_occurrence(v1::NATURALLY_OCCURRING);
  if (kind == v1::WITNESS_TESTIMONY) {
    v1::Witness& witness = *evidence.mutable_witness();
    witness.set_full_name("Ruth Adeyemi");
    witness.set_position("Finance director");
    witness.set_relationship("Works with the learner");
    witness.set_contact("ruth@example.org");
    witness.set_signed_date("2026-11-21");
    witness.set_person("ruth");
  }
  if (kind == v1::PROFESSIONAL_DISCUSSION || kind == v1::QUESTIONING) {
    v1::DiscussionRecord& record = *evidence.add_discussion();
    record.set_unit("57");
    record.set_criterion("1.1");
    record.set_question("Why this plan?");
    record.set_note("Weighed three alternatives.");
    record.set_time_stamp("00:12:30");
  }
  return evidence;
}

v1::CreateEvidenceRequest AssessmentTest::CreateRequest(
    const v1::Evidence& evidence) {
  v1::CreateEvidenceRequest request;
  request.set_request_id(NewId());
  request.set_parent(kRegistration);
  *request.mutable_evidence() = evidence;
  return request;
}

v1::MapEvidenceRequest AssessmentTest::MapRequest(
    const std::string& evidence, const std::string& unit,
    const std::vector<std::string>& criteria) {
  v1::MapEvidenceRequest request;
  request.set_request_id(NewId());
  request.set_name(evidence);
  for (const std::string& criterion : criteria) {
    v1::CriterionRef& ref = *request.add_criteria();
    ref.set_unit(unit);
    ref.set_criterion(criterion);
  }
  return request;
}

v1::SubmitEvidenceRequest AssessmentTest::SubmitRequest(
    const std::string& evidence) {
  v1::SubmitEvidenceRequest request;
  request.set_request_id(NewId());
  request.set_name(evidence);
  request.mutable_declaration()->set_own_work(true);
  request.mutable_declaration()->set_ai_use("none");
  return request;
}

v1::Decision AssessmentTest::NewDecision(const std::string& unit,
                                         const std::string& criterion,
                                         const std::string& evidence,
                                         v1::Outcome outcome) {
  v1::Decision decision;
  decision.set_unit(unit);
  decision.set_criterion(criterion);
  decision.set_outcome(outcome);
  decision.set_reason("Shown at work.");
  decision.add_evidence(evidence);
  v1::Judgements& judgements = *decision.mutable_judgements();
  judgements.set_accurate(true);
  judgements.set_current(true);
  judgements.set_authentic(true);
  judgements.set_relevant_in_depth(outcome == v1::MET);
  judgements.set_relevant_in_breadth(true);
  decision.set_usual_conditions(true);
  return decision;
}

v1::RecordDecisionsRequest AssessmentTest::DecideRequest(
    const std::vector<v1::Decision>& decisions) {
  v1::RecordDecisionsRequest request;
  request.set_request_id(NewId());
  request.set_parent(kRegistration);
  for (const v1::Decision& decision : decisions) {
    *request.add_decisions() = decision;
  }
  return request;
}

v1::SignOffUnitRequest AssessmentTest::SignOffRequest(const std::string& unit) {
  v1::SignOffUnitRequest request;
  request.set_request_id(NewId());
  request.set_name(std::string(kRegistration) + "/units/" + unit);
  request.set_assessor_declares(true);
  request.set_learner_declares(true);
  request.set_learner_declared_date("2026-11-24");
  return request;
}

v1::UploadStart AssessmentTest::StartFor(const std::string& evidence,
                                         std::string_view bytes) {
  v1::UploadStart start;
  start.set_upload_id(NewId());
  start.set_evidence(evidence);
  start.set_file_name("plan.pdf");
  start.set_media_type(kPdf);
  start.set_size_bytes(static_cast<int64_t>(bytes.size()));
  start.set_sha256(Sha256Hex(bytes));
  return start;
}

absl::StatusOr<v1::Evidence> AssessmentTest::Upload(
    const std::string& token, const v1::UploadStart& start,
    std::string_view bytes, size_t chunk_bytes) {
  grpc::ClientContext context;
  if (!token.empty()) context.AddMetadata("authorization", token);
  v1::Evidence response;
  const auto writer = stub_->UploadEvidence(&context, &response);
  v1::UploadEvidenceRequest message;
  *message.mutable_start() = start;
  bool open = writer->Write(message);
  while (open && !bytes.empty()) {
    message.set_chunk(std::string(bytes.substr(0, chunk_bytes)));
    bytes.remove_prefix(message.chunk().size());
    open = writer->Write(message);
  }
  writer->WritesDone();
  const absl::Status status = rpc::FromGrpc(writer->Finish());
  if (!status.ok()) return status;
  return response;
}

std::string AssessmentTest::Created(v1::EvidenceKind kind) {
  return Must(Do(learner_, &Stub::CreateEvidence,
                 CreateRequest(NewEvidence(kind))))
      .name();
}

std::string AssessmentTest::HandedIn(const std::string& unit,
                                     const std::vector<std::string>& criteria,
                                     v1::EvidenceKind kind) {
  const std::string evidence = Created(kind);
  Must(Upload(learner_, StartFor(evidence, kPdfBytes), kPdfBytes));
  Must(Do(learner_, &Stub::MapEvidence, MapRequest(evidence, unit, criteria)));
  Must(Do(learner_, &Stub::SubmitEvidence, SubmitRequest(evidence)));
  return evidence;
}

std::vector<std::string> AssessmentTest::CriteriaOf(const std::string& unit) {
  catalogue::v1::GetUnitRequest request;
  request.set_name(std::string(kSyllabus) + "/units/" + unit);
  const auto stub = catalogue::v1::CatalogueService::NewStub(rpc_.channel());
  const auto found = Must(rpc_.Call<catalogue::v1::Unit>(
      learner_, [&](auto* context, auto* response) {
        return stub->GetUnit(context, request, response);
      }));
  std::vector<std::string> numbers;
  for (const auto& outcome : found.outcomes()) {
    for (const auto& criterion : outcome.criteria()) {
      numbers.push_back(criterion.number());
    }
  }
  return numbers;
}

v1::Decision AssessmentTest::Decided(const std::string& token,
                                     const v1::Decision& decision) {
  return Must(Do(token, &Stub::RecordDecisions, DecideRequest({decision})))
      .decisions(0);
}

void AssessmentTest::MeetAll(const std::string& unit,
                             const std::string& token) {
  const std::vector<std::string> criteria = CriteriaOf(unit);
  const std::string evidence = HandedIn(unit, criteria);
  std::vector<v1::Decision> decisions;
  for (const std::string& criterion : criteria) {
    decisions.push_back(NewDecision(unit, criterion, evidence));
  }
  Must(Do(token, &Stub::RecordDecisions, DecideRequest(decisions)));
}

v1::SignOff AssessmentTest::SignedOff(const std::string& unit) {
  return Must(Do(assessor_, &Stub::SignOffUnit, SignOffRequest(unit)));
}

std::vector<std::string> AssessmentTest::Actions(const std::string& parent) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(parent);
  request.set_page_size(1000);
  const auto answer = Must(Do(admin_, &Stub::ListAuditEntries, request));
  std::vector<std::string> actions;
  for (const auto& entry : answer.entries()) {
    actions.push_back(nlohmann::json::parse(entry.entry())["action"]);
  }
  return actions;
}

std::string AssessmentTest::LastEntry(const std::string& parent) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(parent);
  request.set_page_size(1000);
  const auto answer = Must(Do(admin_, &Stub::ListAuditEntries, request));
  return answer.entries().empty() ? "" : answer.entries().rbegin()->entry();
}

std::vector<events::v1::Event> AssessmentTest::Events() {
  grpc::ClientContext context;
  context.AddMetadata("authorization", service_);
  const auto reader = stub_->WatchEvents(&context, {});
  std::vector<events::v1::Event> events;
  events::v1::WatchEventsResponse response;
  // A message without an event says that there are no more for now.
  while (reader->Read(&response) && response.has_event()) {
    events.push_back(response.event());
  }
  context.TryCancel();
  reader->Finish();
  return events;
}

}  // namespace attest::assessment
