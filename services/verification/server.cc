#include "services/verification/server.h"

#include <utility>

#include "attest/verification/v1/verification_service.pb.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "services/verification/api/verification_service.h"
#include "services/verification/clients/neighbours.h"
#include "services/verification/migrations.h"

namespace attest::verification {
namespace {

constexpr int kConnectionsDefault = 8;
constexpr int kTimeoutSecondsDefault = 5;
constexpr int kLeastRateDefault = 10;             // D51
constexpr int kLeastNewAssessorRateDefault = 50;  // D51

int OrDefault(int value, int fallback) { return value > 0 ? value : fallback; }

LeastRates LeastRatesOf(const config::v1::LeastRates& least) {
  return {OrDefault(least.rate_percent(), kLeastRateDefault),
          OrDefault(least.new_assessor_rate_percent(),
                    kLeastNewAssessorRateDefault)};
}

void CheckRate(std::string_view where, int rate,
               attest::config::Problems& problems) {
  if (rate < 0 || rate > 100) {
    problems.Add(where, "must be from 1 to 100, or 0 for the default");
  }
}

absl::Duration TimeoutOf(const attest::config::v1::Neighbour& neighbour) {
  const int seconds = neighbour.timeout_seconds();
  return absl::Seconds(seconds > 0 ? seconds : kTimeoutSecondsDefault);
}

}  // namespace

struct VerificationServer::Parts {
  Parts(std::unique_ptr<db::Database> opened,
        const config::v1::Config& settings, const Environment& environment)
      : config(settings),
        identity(environment.identity),
        database(std::move(opened)),
        journal(*database, environment.clock),
        page_tokens(environment.page_secret),
        service(environment.runtime, {*database, journal, environment.clock,
                                      environment.ids, page_tokens, neighbours,
                                      LeastRatesOf(settings.least_rates())}) {}

  const config::v1::Config config;
  const rpc::ServiceIdentity identity;
  const std::unique_ptr<db::Database> database;
  journal::Journal journal;
  const PageTokens page_tokens;
  clients::Neighbours neighbours;
  api::VerificationServiceImpl service;
};

absl::StatusOr<std::unique_ptr<VerificationServer>> VerificationServer::Create(
    const config::v1::Config& config, Environment environment) {
  db::SqliteOptions options;
  options.path = config.database().sqlite_path();
  options.connections_max = config.database().connections_max() > 0
                                ? config.database().connections_max()
                                : kConnectionsDefault;
  ATTEST_ASSIGN_OR_RETURN(std::unique_ptr<db::Database> database,
                          db::OpenSqlite(std::move(options)));
  return CreateOn(std::move(database), config, std::move(environment));
}

absl::StatusOr<std::unique_ptr<VerificationServer>>
VerificationServer::CreateOn(std::unique_ptr<db::Database> database,
                             const config::v1::Config& config,
                             Environment environment) {
  ATTEST_RETURN_IF_ERROR(
      db::Migrate(*database, journal::WithJournal(Migrations())));
  return std::unique_ptr<VerificationServer>(new VerificationServer(
      std::make_unique<Parts>(std::move(database), config, environment)));
}

VerificationServer::VerificationServer(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

VerificationServer::~VerificationServer() = default;

grpc::Service& VerificationServer::service() { return parts_->service; }

const google::protobuf::ServiceDescriptor& VerificationServer::Descriptor() {
  return *v1::CheckClaimRequest::descriptor()->file()->service(0);
}

void VerificationServer::Connect(Channels channels) {
  const rpc::ServiceIdentity& identity = parts_->identity;
  const config::v1::Config& config = parts_->config;
  using clients::Link;
  parts_->neighbours.Connect(
      std::unique_ptr<const clients::Clients>(new clients::Clients{
          clients::CatalogueClient(Link{std::move(channels.catalogue), identity,
                                        TimeoutOf(config.catalogue())}),
          clients::RegistrationClient(Link{std::move(channels.registration),
                                           identity,
                                           TimeoutOf(config.registration())}),
          clients::AssessmentClient(Link{std::move(channels.assessment),
                                         identity,
                                         TimeoutOf(config.assessment())})}));
}

absl::Status VerificationServer::Check() {
  return parts_->database->Read(
      [](db::Transaction& sql) { return sql.Execute("SELECT 1"); });
}

void VerificationServer::CheckConfig(config::v1::Config& config,
                                     attest::config::Problems& problems) {
  attest::config::CheckDatabase("database", *config.mutable_database(),
                                problems);
  attest::config::CheckNeighbour("catalogue", *config.mutable_catalogue(),
                                 problems);
  attest::config::CheckNeighbour("registration", *config.mutable_registration(),
                                 problems);
  attest::config::CheckNeighbour("assessment", *config.mutable_assessment(),
                                 problems);
  CheckRate("least_rates.rate_percent", config.least_rates().rate_percent(),
            problems);
  CheckRate("least_rates.new_assessor_rate_percent",
            config.least_rates().new_assessor_rate_percent(), problems);
}

void VerificationServer::Dial(const config::v1::Config& config) {
  Connect({rpc::Dial(config.catalogue().target()),
           rpc::Dial(config.registration().target()),
           rpc::Dial(config.assessment().target())});
}

}  // namespace attest::verification
