#include "tests/rpc/verification/verification_fixture.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "libs/db/sqlite.h"
#include "nlohmann/json.hpp"
#include "services/catalogue/testing/syllabi.h"

namespace attest::verification {
namespace {

// A faulty database that owns the real one.
class FaultyOwner final : public attest::testing::FaultyDatabase {
 public:
  explicit FaultyOwner(std::unique_ptr<db::Database> real)
      : FaultyDatabase(*real), real_(std::move(real)) {}

 private:
  std::unique_ptr<db::Database> real_;
};

template <class T>
T Must(absl::StatusOr<T> result) {
  EXPECT_THAT(result, IsOk());
  return result.ok() ? *std::move(result) : T();
}

audit::v1::VerifyAuditTrailResponse WholeTrail() {
  audit::v1::VerifyAuditTrailResponse trail;
  trail.set_intact(true);
  trail.set_entries(7);
  return trail;
}

}  // namespace

VerificationTest::VerificationTest() {
  FillNeighbours();
  Start();
}

VerificationTest::~VerificationTest() { fixture_.Stop(); }

void VerificationTest::FillNeighbours() {
  for (const char* centre : {"northgate", "southgate"}) {
    const std::string name = std::string("centres/") + centre;
    registration_.centres[name].set_name(name);
    registration_.centres[name].set_quality_manager("quinn");
  }
  for (const char* person : {"ivy", "ian"}) {
    reg::Appointment& appointment = registration_.staff.emplace_back();
    appointment.set_person(person);
    appointment.set_role(reg::STAFF_INTERNAL_VERIFIER);
    appointment.set_start_date("2025-01-01");
    SetStanding(person, reg::STAFF_INTERNAL_VERIFIER, reg::FULL);
  }
  SetStanding("ann", reg::STAFF_ASSESSOR, reg::FULL);
  const std::string plan = "centres/northgate/deliveryPlans/7D27V2";
  registration_.delivery_plans[plan].set_name(plan);
  registration_.delivery_plans[plan].set_state(reg::PLAN_APPROVED);
  registration_.trail = WholeTrail();
  const std::string matrix = "centres/northgate/assessmentPlans/7D27V2-8";
  assessment_.plans[matrix].set_name(matrix);
  assessment_.plans[matrix].set_state(asm_v1::PLAN_AGREED);
  assessment_.trail = WholeTrail();
  AddRegistration("r1", "northgate");
  for (const std::string& unit : kSelection) assessment_.SignOff("r1", unit);
}

void VerificationTest::Start() {
  const std::string syllabi = fixture_.folder() + "/syllabi";
  std::filesystem::create_directory(syllabi);
  std::filesystem::copy(catalogue::testing::RealSyllabusFile(), syllabi);
  catalogue::config::v1::Config shelves;
  shelves.set_syllabi_folder(syllabi);
  shelves.mutable_database()->set_sqlite_path(fixture_.folder() +
                                              "/catalogue.db");
  catalogue_ =
      Must(catalogue::CatalogueServer::Create(shelves, {fixture_.runtime(),
                                                        fixture_.clock(),
                                                        ids_,
                                                        "a secret of the tests",
                                                        {}}));
  db::SqliteOptions options;
  options.path = fixture_.folder() + "/verification.db";
  auto database = std::make_unique<FaultyOwner>(Must(db::OpenSqlite(options)));
  database_ = database.get();
  server_ = Must(VerificationServer::CreateOn(std::move(database),
                                              config::v1::Config(),
                                              {fixture_.runtime(),
                                               fixture_.clock(),
                                               ids_,
                                               "a secret of the tests",
                                               {}}));
  fixture_.Serve({&server_->service(), &catalogue_->service(), &registration_,
                  &assessment_});
  server_->Connect(
      {fixture_.channel(), fixture_.channel(), fixture_.channel()});
  stub_ = v1::VerificationService::NewStub(fixture_.channel());
}

void VerificationTest::AddRegistration(const std::string& id,
                                       const std::string& centre) {
  reg::Registration& added = registration_.registrations["registrations/" + id];
  added.set_name("registrations/" + id);
  added.set_learner("learners/l-" + id);
  added.set_centre("centres/" + centre);
  added.set_qualification("qualifications/7D27V2");
  added.set_syllabus("qualifications/7D27V2/syllabi/8");
  added.set_state(reg::ACTIVE);
  added.set_learner_subject("lee");
  added.mutable_induction()->set_complete(true);
  *added.mutable_units() = {kSelection.begin(), kSelection.end()};
  reg::Learner& learner = registration_.learners["learners/l-" + id];
  learner.set_name("learners/l-" + id);
  learner.set_full_name("Lee Å. O'Learner");
}

void VerificationTest::SetStanding(const std::string& person,
                                   reg::StaffRole role, reg::Standing standing,
                                   const std::string& reason) {
  reg::GetStandingResponse& answer = registration_.standings[{person, role}];
  answer.Clear();
  answer.set_standing(standing);
  if (!reason.empty()) answer.add_reasons(reason);
}

v1::CreateSamplingPlanRequest VerificationTest::PlanRequest(int rate,
                                                            Names must_sample) {
  v1::CreateSamplingPlanRequest request;
  request.set_request_id(NewRequestId());
  request.set_parent("centres/northgate");
  v1::SamplingPlan& plan = *request.mutable_sampling_plan();
  plan.set_qualification("qualifications/7D27V2");
  plan.mutable_strategy()->set_rate_percent(rate);
  plan.mutable_strategy()->set_new_assessor_rate_percent(std::max(rate, 50));
  *plan.mutable_strategy()->mutable_must_sample_units() = {must_sample.begin(),
                                                           must_sample.end()};
  return request;
}

v1::RecordSampleOutcomeRequest VerificationTest::Agreeing(
    const std::string& sample) {
  v1::RecordSampleOutcomeRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(sample);
  request.set_agreed(true);
  request.set_comment("Looked at the whole unit.");
  return request;
}

v1::RecordSampleOutcomeRequest VerificationTest::Disagreeing(
    const std::string& sample) {
  v1::RecordSampleOutcomeRequest request = Agreeing(sample);
  request.set_agreed(false);
  v1::Disagreement& found = *request.add_disagreements();
  found.set_criterion("1.1");
  found.set_reason("Confidential words about the work.");
  found.set_action("Add a second piece of evidence.");
  return request;
}

v1::RecordModerationOutcomeRequest VerificationTest::Confirming(
    const v1::Moderation& open) {
  v1::RecordModerationOutcomeRequest request;
  request.set_request_id(NewRequestId());
  request.set_name(open.name());
  for (const v1::ModeratedUnit& unit : open.units()) {
    v1::ModeratedUnit& outcome = *request.add_units();
    outcome.set_unit(unit.unit());
    outcome.set_outcome(v1::CONFIRMED);
  }
  return request;
}

v1::SamplingPlan VerificationTest::CreatePlan(int rate, Names must_sample) {
  const v1::SamplingPlan plan =
      Must(Call(ivy_, &Stub::CreateSamplingPlan,
                PlanRequest(std::max(rate, 10), std::move(must_sample))));
  SetRates(plan.name(), rate, rate);
  return plan;
}

void VerificationTest::SetRates(const std::string& plan, int rate,
                                int new_assessor_rate) {
  const std::string id = plan.substr(plan.rfind('/') + 1);
  EXPECT_THAT(database_->Write([&](db::Transaction& sql) {
    return sql.Execute(
        "UPDATE sampling_plan SET rate_percent = $2,"
        " new_assessor_rate_percent = $3 WHERE id = $1",
        id, rate, new_assessor_rate);
  }),
              IsOk());
}

void VerificationTest::DrawAndAgree(const std::string& plan) {
  for (const v1::Sample& sample : Draw(plan)) Agree(sample.name());
}

std::vector<v1::Sample> VerificationTest::Draw(const std::string& plan) {
  v1::DrawSampleRequest request;
  request.set_request_id(NewRequestId());
  request.set_plan(plan);
  const auto response = Must(Call(ivy_, &Stub::DrawSample, request));
  return {response.samples().begin(), response.samples().end()};
}

v1::Sample VerificationTest::Agree(const std::string& sample) {
  return Must(Call(ivy_, &Stub::RecordSampleOutcome, Agreeing(sample)));
}

v1::Sample VerificationTest::Disagree(const std::string& sample) {
  return Must(Call(ivy_, &Stub::RecordSampleOutcome, Disagreeing(sample)));
}

v1::Moderation VerificationTest::OpenModeration(const std::string& registration,
                                                Names units) {
  v1::OpenModerationRequest request;
  request.set_request_id(NewRequestId());
  request.set_parent(registration);
  *request.mutable_units() = {units.begin(), units.end()};
  return Must(Call(quinn_, &Stub::OpenModeration, request));
}

void VerificationTest::Moderate(const std::string& registration, Names units) {
  const v1::Moderation open = OpenModeration(registration, std::move(units));
  Must(Call(quinn_, &Stub::RecordModerationOutcome, Confirming(open)));
  v1::CloseModerationRequest close;
  close.set_request_id(NewRequestId());
  close.set_name(open.name());
  Must(Call(quinn_, &Stub::CloseModeration, close));
}

void VerificationTest::MakeReady() {
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  DrawAndAgree(plan.name());
  Moderate("registrations/r1");
}

v1::Claim VerificationTest::Claim(const std::string& registration) {
  v1::SubmitClaimRequest request;
  request.set_request_id(NewRequestId());
  request.set_parent(registration);
  return Must(Call(adam_, &Stub::SubmitClaim, request));
}

v1::Award VerificationTest::Award(const std::string& claim) {
  v1::IssueAwardRequest request;
  request.set_request_id(NewRequestId());
  request.set_claim(claim);
  return Must(Call(alma_, &Stub::IssueAward, request));
}

Names VerificationTest::Missing(const std::string& registration) {
  v1::CheckClaimRequest request;
  request.set_registration(registration);
  const auto response = Must(Call(adam_, &Stub::CheckClaim, request));
  EXPECT_EQ(response.ready(), response.missing().empty());
  Names rules;
  for (const auto& item : response.missing()) rules.push_back(item.rule());
  return rules;
}

std::string VerificationTest::TrailText(const std::string& chain) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(chain);
  std::string text;
  const auto page = Must(Call(alma_, &Stub::ListAuditEntries, request));
  for (const auto& entry : page.entries()) text += entry.entry() + "\n";
  return text;
}

Names VerificationTest::Actions(const std::string& chain) {
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent(chain);
  Names actions;
  const auto page = Must(Call(alma_, &Stub::ListAuditEntries, request));
  for (const auto& entry : page.entries()) {
    actions.push_back(nlohmann::json::parse(entry.entry()).at("action"));
  }
  return actions;
}

}  // namespace attest::verification
