#include "services/registration/server.h"

#include <utility>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "libs/rpc/follower.h"
#include "services/registration/api/effects.h"
#include "services/registration/api/expiry.h"
#include "services/registration/api/registration_service.h"
#include "services/registration/clients/catalogue_client.h"
#include "services/registration/migrations.h"

namespace attest::registration {
namespace {

constexpr int kTimeoutSeconds = 5;
constexpr int kConnections = 8;
constexpr int kYears = 3;  // that a registration lasts
constexpr int kSweepSeconds = 60;

absl::Duration Timeout(const attest::config::v1::Neighbour& neighbour) {
  const int seconds = neighbour.timeout_seconds();
  return absl::Seconds(seconds > 0 ? seconds : kTimeoutSeconds);
}

LifeTerms TermsOf(const config::v1::Config& config) {
  const int years = config.registration_years();
  return {.years = years > 0 ? years : kYears,
          .days_start_to_registration_max =
              config.max_days_start_to_registration()};
}

RetentionClasses RetentionOf(const config::v1::Config& config) {
  RetentionClasses classes;
  for (const auto& one : config.retention()) {
    classes.push_back({.records = one.records(), .years = one.years()});
  }
  return classes.empty() ? DefaultRetention() : classes;
}

void CheckNotNegative(std::string_view where, int value,
                      attest::config::Problems& problems) {
  if (value < 0) problems.Add(where, "must not be negative");
}

absl::Duration SweepPause(const config::v1::Config& config) {
  const int seconds = config.expiry_sweep_seconds();
  return absl::Seconds(seconds > 0 ? seconds : kSweepSeconds);
}

rpc::FollowerOptions Following(std::string neighbour,
                               std::vector<std::string> types,
                               const rpc::ServiceIdentity& identity) {
  return {.name = std::move(neighbour),
          .subject = "service:registration",
          .types = std::move(types),
          .identity = identity};
}

// How to open the stream of events of a neighbour.
template <class Service>
rpc::OpenStream StreamOf(const std::shared_ptr<grpc::Channel>& channel) {
  return [stub = std::shared_ptr<typename Service::Stub>(Service::NewStub(
              channel))](grpc::ClientContext* context, const auto& request) {
    return stub->WatchEvents(context, request);
  };
}

}  // namespace

struct RegistrationServer::Parts {
  Parts(std::unique_ptr<db::Database> owned_database, db::Database& used,
        const config::v1::Config& config, Environment environment)
      : owned(std::move(owned_database)),
        database(used),
        identity(environment.identity),
        journal(database, environment.clock),
        tokens(environment.page_secret),
        catalogue(identity, Timeout(config.catalogue())),
        sweep_pause(SweepPause(config)),
        tools{.database = database,
              .journal = journal,
              .clock = environment.clock,
              .ids = environment.ids,
              .tokens = tokens,
              .catalogue = catalogue,
              .terms = TermsOf(config),
              .retention = RetentionOf(config)},
        service(environment.runtime, tools) {}

  const std::unique_ptr<db::Database> owned;  // null when it is the caller's
  db::Database& database;
  const rpc::ServiceIdentity identity;
  journal::Journal journal;
  const PageTokens tokens;
  clients::CatalogueClient catalogue;
  const absl::Duration sweep_pause;
  const api::Tools tools;
  api::RegistrationServiceImpl service;
  std::unique_ptr<api::ExpirySweep> sweep;
  std::unique_ptr<rpc::Follower> assessment;
  std::unique_ptr<rpc::Follower> verification;
};

absl::StatusOr<std::unique_ptr<RegistrationServer>> RegistrationServer::Create(
    const config::v1::Config& config, Environment environment) {
  const int connections = config.database().connections_max();
  ATTEST_ASSIGN_OR_RETURN(
      std::unique_ptr<db::Database> database,
      db::OpenSqlite(
          {.path = config.database().sqlite_path(),
           .connections_max = connections > 0 ? connections : kConnections}));
  ATTEST_RETURN_IF_ERROR(
      db::Migrate(*database, journal::WithJournal(Migrations())));
  db::Database& used = *database;
  return std::unique_ptr<RegistrationServer>(
      new RegistrationServer(std::make_unique<Parts>(
          std::move(database), used, config, std::move(environment))));
}

absl::StatusOr<std::unique_ptr<RegistrationServer>>
RegistrationServer::CreateOn(db::Database& database,
                             const config::v1::Config& config,
                             Environment environment) {
  ATTEST_RETURN_IF_ERROR(
      db::Migrate(database, journal::WithJournal(Migrations())));
  return std::unique_ptr<RegistrationServer>(
      new RegistrationServer(std::make_unique<Parts>(nullptr, database, config,
                                                     std::move(environment))));
}

RegistrationServer::RegistrationServer(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

RegistrationServer::~RegistrationServer() = default;

grpc::Service& RegistrationServer::service() { return parts_->service; }

const google::protobuf::ServiceDescriptor& RegistrationServer::Descriptor() {
  return *v1::CreateCentreRequest::descriptor()->file()->service(0);
}

void RegistrationServer::Connect(
    const std::shared_ptr<grpc::Channel>& catalogue,
    const std::shared_ptr<grpc::Channel>& assessment,
    const std::shared_ptr<grpc::Channel>& verification) {
  parts_->catalogue.Connect(catalogue);
  parts_->sweep =
      std::make_unique<api::ExpirySweep>(parts_->tools, parts_->sweep_pause);
  if (assessment != nullptr) {
    parts_->assessment = std::make_unique<rpc::Follower>(
        parts_->journal,
        Following("assessment", api::AssessmentEvents(), parts_->identity),
        StreamOf<assessment::v1::AssessmentService>(assessment),
        api::ApplyAssessmentEvent);
  }
  if (verification != nullptr) {
    parts_->verification = std::make_unique<rpc::Follower>(
        parts_->journal,
        Following("verification", api::VerificationEvents(), parts_->identity),
        StreamOf<verification::v1::VerificationService>(verification),
        api::ApplyVerificationEvent);
  }
}

void RegistrationServer::StopFollowing() {
  parts_->sweep.reset();
  parts_->assessment.reset();
  parts_->verification.reset();
}

absl::Status RegistrationServer::Check() {
  return parts_->database.Read([](db::Transaction& tx) {
    return tx.Execute("SELECT COUNT(*) FROM follower_cursor");
  });
}

void RegistrationServer::CheckConfig(config::v1::Config& config,
                                     attest::config::Problems& problems) {
  attest::config::CheckDatabase("database", *config.mutable_database(),
                                problems);
  attest::config::CheckNeighbour("catalogue", *config.mutable_catalogue(),
                                 problems);
  attest::config::CheckNeighbour("assessment", *config.mutable_assessment(),
                                 problems);
  attest::config::CheckNeighbour("verification", *config.mutable_verification(),
                                 problems);
  CheckNotNegative("registration_years", config.registration_years(), problems);
  CheckNotNegative("max_days_start_to_registration",
                   config.max_days_start_to_registration(), problems);
  CheckNotNegative("expiry_sweep_seconds", config.expiry_sweep_seconds(),
                   problems);
  for (const auto& one : config.retention()) {
    CheckNotNegative("retention.years", one.years(), problems);
    if (one.records().empty()) {
      problems.Add("retention.records", "must say which records");
    }
  }
}

void RegistrationServer::Dial(const config::v1::Config& config) {
  Connect(rpc::Dial(config.catalogue().target()),
          rpc::Dial(config.assessment().target()),
          rpc::Dial(config.verification().target()));
}

}  // namespace attest::registration
