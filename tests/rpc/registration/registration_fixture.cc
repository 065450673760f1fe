#include "tests/rpc/registration/registration_fixture.h"

#include <chrono>
#include <filesystem>

#include "fmt/format.h"
#include "libs/db/sqlite.h"
#include "services/catalogue/server.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::registration {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);

// The catalogue with everything around it.
class Catalogue {
 public:
  Catalogue() {
    const std::string folder = fixture_.folder() + "/syllabi";
    std::filesystem::create_directory(folder);
    for (const std::string& file :
         {catalogue::testing::RealSyllabusFile(),
          catalogue::testing::InventedSyllabusFile()}) {
      std::filesystem::copy(file, folder);
    }
    catalogue::config::v1::Config config;
    config.set_syllabi_folder(folder);
    config.mutable_database()->set_sqlite_path(fixture_.folder() +
                                               "/catalogue.db");
    auto server =
        catalogue::CatalogueServer::Create(config, {fixture_.runtime(),
                                                    fixture_.clock(),
                                                    ids_,
                                                    "a secret of the tests",
                                                    {}});
    if (!server.ok()) abort();
    server_ = *std::move(server);
    fixture_.Serve({&server_->service()});
  }

  std::shared_ptr<grpc::Channel> channel() { return fixture_.channel(); }

 private:
  attest::testing::RpcFixture fixture_{
      {&catalogue::CatalogueServer::Descriptor()}};
  SequentialIds ids_;
  std::unique_ptr<catalogue::CatalogueServer> server_;
};

}  // namespace

std::shared_ptr<grpc::Channel> CatalogueChannel() {
  static auto* const kCatalogue = new Catalogue;
  return kCatalogue->channel();
}

RegistrationTest::RegistrationTest() {
  auto opened =
      db::OpenSqlite({.path = fixture_.folder() + "/registration.db"});
  EXPECT_THAT(opened, IsOk());
  real_database_ = *std::move(opened);
  database_ =
      std::make_unique<attest::testing::FaultyDatabase>(*real_database_);
  auto server = RegistrationServer::CreateOn(*database_, {},
                                             {fixture_.runtime(),
                                              fixture_.clock(),
                                              ids_,
                                              "a secret of the tests",
                                              {}});
  EXPECT_THAT(server, IsOk());
  server_ = *std::move(server);
  fixture_.Serve({&server_->service()});
  server_->Connect(CatalogueChannel(), neighbours_.channel(),
                   neighbours_.channel());
  stub_ = v1::RegistrationService::NewStub(fixture_.channel());
}

RegistrationTest::~RegistrationTest() { fixture_.Stop(); }

void RegistrationTest::MakeCentre(const std::string& id) {
  auto request = Proto<v1::CreateCentreRequest>(R"pb(
    centre {
      display_name: "Northgate College"
      sites: "Main Street"
      agreement_start_date: "2014-01-01"
      quality_manager: "quinn"
      entry_criteria: "Three years in a senior post."
    })pb");
  request.set_centre_id(id);
  ASSERT_THAT(Change(awarding_, &Stub::CreateCentre, request), IsOk());
}

absl::StatusOr<v1::Centre> RegistrationTest::Approve(const std::string& id,
                                                     const std::string& code) {
  v1::ApproveQualificationRequest request;
  request.set_name("centres/" + id);
  request.set_qualification("qualifications/" + code);
  request.set_start_date("2014-01-01");
  return Change(awarding_, &Stub::ApproveQualification, request);
}

v1::DeliveryPlan RegistrationTest::GoodPlan() {
  return Proto<v1::DeliveryPlan>(R"pb(
    learning_experience: "Workshops, coaching and the daily work."
    non_discrimination {
      text: "Open to all."
      signed_by: "Principal"
      signed_date: "2014-01-02"
    }
    equality_of_opportunity {
      text: "Reviewed every term."
      signed_by: "Principal"
      signed_date: "2014-01-02"
    }
    barriers { barrier: "Shift work" step: "Evening sessions" }
    schedule: "Two units a term.")pb");
}

void RegistrationTest::ApprovePlan(const std::string& id,
                                   const std::string& code) {
  const std::string name = fmt::format("centres/{}/deliveryPlans/{}", id, code);
  const std::string admin = Token("carol", auth::v1::CENTRE_ADMIN, id);
  v1::PutDeliveryPlanRequest put;
  put.set_name(name);
  *put.mutable_delivery_plan() = GoodPlan();
  ASSERT_THAT(Change(admin, &Stub::PutDeliveryPlan, put), IsOk());
  v1::SubmitDeliveryPlanRequest submit;
  submit.set_name(name);
  ASSERT_THAT(Change(admin, &Stub::SubmitDeliveryPlan, submit), IsOk());
  v1::DecideDeliveryPlanRequest decide;
  decide.set_name(name);
  decide.set_approved(true);
  ASSERT_THAT(Change(Token("quinn", auth::v1::QUALITY_MANAGER, id),
                     &Stub::DecideDeliveryPlan, decide),
              IsOk());
}

void RegistrationTest::MakeReadyCentre(const std::string& id) {
  MakeCentre(id);
  ASSERT_THAT(Approve(id), IsOk());
  ApprovePlan(id);
  ASSERT_THAT(Appoint("carol", v1::STAFF_CENTRE_ADMIN, id), IsOk());
}

v1::RegisterLearnerRequest RegistrationTest::Ann() {
  return Proto<v1::RegisterLearnerRequest>(R"pb(
    parent: "centres/northgate"
    qualification_code: "7D27V2"
    learner {
      full_name: "Ann Example"
      birth_date: "1980-05-04"
      email: "ann@example.org"
      unique_learner_number: "1000000043"
      subject: "ann"
      job_role: "Head of Operations"
      awarding_organisation_number: "P0012345"
    }
    registration_date: "2026-11-01"
    recruitment {
      capability {
        text: "Interview and work history."
        stated_by: "carol"
        stated_date: "2026-10-20"
      }
      integrity {
        meets_needs: true
        enables_achievement: true
        enables_progression: true
      }
      advice { text: "Programme guide and interview." given_date: "2026-10-20" }
    }
    language: "en"
    site: "Main Street")pb");
}

v1::RegisterLearnerRequest RegistrationTest::Bob() {
  v1::RegisterLearnerRequest request = Ann();
  request.mutable_learner()->set_full_name("Bob Other");
  request.mutable_learner()->set_email("bob@example.org");
  request.mutable_learner()->set_unique_learner_number("9276308686");
  request.mutable_learner()->set_subject("bob");
  return request;
}

absl::StatusOr<v1::RegisterLearnerResponse> RegistrationTest::Register(
    v1::RegisterLearnerRequest request) {
  return Change(admin_, &Stub::RegisterLearner, std::move(request));
}

std::string RegistrationTest::RegisterAnn() {
  const auto response = Register(Ann());
  EXPECT_THAT(response, IsOk());
  return response.ok() ? response->registration().name() : "";
}

absl::StatusOr<v1::Registration> RegistrationTest::SelectUnits(
    const std::string& registration, const Strings& units) {
  v1::SelectUnitsRequest request;
  request.set_name(registration);
  request.mutable_units()->Assign(units.begin(), units.end());
  return Change(admin_, &Stub::SelectUnits, request);
}

v1::Registration RegistrationTest::Get(const std::string& registration) {
  v1::GetRegistrationRequest request;
  request.set_name(registration);
  const auto answer = Call(awarding_, &Stub::GetRegistration, request);
  EXPECT_THAT(answer, IsOk());
  return answer.value_or(v1::Registration());
}

absl::StatusOr<v1::Appointment> RegistrationTest::Appoint(
    const std::string& person, v1::StaffRole role, const std::string& centre) {
  v1::AppointStaffRequest request;
  request.set_parent("centres/" + centre);
  request.mutable_appointment()->set_person(person);
  request.mutable_appointment()->set_role(role);
  request.mutable_appointment()->set_start_date("2020-01-01");
  return Change(Token("carol", auth::v1::CENTRE_ADMIN, centre),
                &Stub::AppointStaff, request);
}

events::v1::Event RegistrationTest::AwaitEventOf(
    const std::string& registration, const std::string& type) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", awarding_);
  context.set_deadline(absl::ToChronoTime(absl::Now() + kPatience));
  events::v1::WatchEventsRequest request;
  request.add_types(type);
  const auto reader = stub_->WatchEvents(&context, request);
  events::v1::WatchEventsResponse response;
  while (reader->Read(&response)) {
    const events::v1::Event& event = response.event();
    if (!response.has_event()) continue;
    if (registration.empty() || event.registration() == registration) {
      return event;
    }
  }
  ADD_FAILURE() << "no event " << type;
  return {};
}

std::pair<int64_t, int64_t> RegistrationTest::Counts() {
  std::pair<int64_t, int64_t> counts;
  EXPECT_THAT(real_database_->Read([&](db::Transaction& tx) -> absl::Status {
    ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                            tx.Query("SELECT (SELECT COUNT(*) FROM learner), "
                                     "(SELECT COUNT(*) FROM registration)"));
    counts = {rows[0].Int(0), rows[0].Int(1)};
    return absl::OkStatus();
  }),
              IsOk());
  return counts;
}

RegistrationTest::Strings RegistrationTest::EventTypes() {
  journal::Journal journal(*real_database_, fixture_.clock());
  const auto page = journal.Events({}, 10'000);
  EXPECT_THAT(page, IsOk());
  Strings types;
  for (const journal::Event& event : page->events) types.push_back(event.type);
  return types;
}

RegistrationTest::Strings RegistrationTest::AuditTexts(
    const std::string& parent) {
  journal::Journal journal(*real_database_, fixture_.clock());
  const auto entries = journal.Entries(parent, 0, 10'000);
  EXPECT_THAT(entries, IsOk());
  Strings texts;
  for (const journal::Entry& entry : *entries) texts.push_back(entry.text);
  return texts;
}

RegistrationTest::Strings RegistrationTest::Violations(
    const absl::Status& status) {
  Strings found;
  for (const RuleViolation& violation : RuleViolationsOf(status)) {
    found.push_back(violation.type + ": " + violation.description);
  }
  return found;
}

}  // namespace attest::registration
