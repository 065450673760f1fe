#include "services/assessment/server.h"

#include <utility>

#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "fmt/format.h"
#include "fmt/ranges.h"
#include "libs/db/sqlite.h"
#include "libs/paging/paging.h"
#include "libs/rpc/follower.h"
#include "services/assessment/api/assessment_service.h"
#include "services/assessment/api/verification_effects.h"
#include "services/assessment/migrations.h"

namespace attest::assessment {
namespace {

constexpr int kTimeoutSecondsDefault = 5;
constexpr char kSubject[] = "service:assessment";

using VerificationStub = verification::v1::VerificationService::Stub;

absl::Duration TimeoutOf(const attest::config::v1::Neighbour& neighbour) {
  const int seconds = neighbour.timeout_seconds();
  return absl::Seconds(seconds > 0 ? seconds : kTimeoutSecondsDefault);
}

UploadLimits LimitsOf(const config::v1::Config& config) {
  UploadLimits limits;
  if (config.file_bytes_max() > 0) {
    limits.file_bytes_max = config.file_bytes_max();
  }
  if (config.files_max() > 0) limits.files_max = config.files_max();
  if (config.upload_idle_seconds() > 0) {
    limits.idle_max = absl::Seconds(config.upload_idle_seconds());
  }
  if (!config.media_types().empty()) {
    limits.media_types = {config.media_types().begin(),
                          config.media_types().end()};
  }
  return limits;
}

}  // namespace

struct AssessmentServer::Parts {
  Parts(Storage opened, const config::v1::Config& config,
        const Environment& environment)
      : storage(std::move(opened)),
        identity(environment.identity),
        limits(LimitsOf(config)),
        idle_watch(limits.idle_max),
        tokens(environment.page_secret),
        journal(*storage.database, environment.clock),
        catalogue(identity, TimeoutOf(config.catalogue())),
        registration(identity, TimeoutOf(config.registration())),
        service(environment.runtime,
                {*storage.database, journal, *storage.blobs, environment.clock,
                 environment.ids, tokens, catalogue, registration, limits,
                 idle_watch}) {}

  const Storage storage;
  const rpc::ServiceIdentity identity;
  const UploadLimits limits;
  api::IdleWatch idle_watch;
  const PageTokens tokens;
  journal::Journal journal;
  clients::CatalogueClient catalogue;
  clients::RegistrationClient registration;
  api::AssessmentServiceImpl service;
  std::unique_ptr<VerificationStub> verification;
  std::unique_ptr<rpc::Follower> follower;  // last: it uses what is above
};

void AssessmentServer::CheckConfig(config::v1::Config& config,
                                   attest::config::Problems& problems) {
  attest::config::CheckDatabase("database", *config.mutable_database(),
                                problems);
  attest::config::CheckNeighbour("catalogue", *config.mutable_catalogue(),
                                 problems);
  attest::config::CheckNeighbour("registration", *config.mutable_registration(),
                                 problems);
  attest::config::CheckNeighbour("verification", *config.mutable_verification(),
                                 problems);
  if (config.evidence_folder().empty()) {
    problems.Add("evidence_folder", "must be a folder for bytes of evidence");
  }
  if (config.file_bytes_max() < 0) {
    problems.Add("file_bytes_max", "must not be negative");
  }
  if (config.files_max() < 0) {
    problems.Add("files_max", "must not be negative");
  }
  if (config.upload_idle_seconds() < 0) {
    problems.Add("upload_idle_seconds", "must not be negative");
  }
  for (const std::string& type : config.media_types()) {
    if (IsKnownMediaType(type)) continue;
    problems.Add("media_types",
                 fmt::format("{} cannot be told from its bytes; these can: {}",
                             type, fmt::join(KnownMediaTypes(), ", ")));
  }
}

absl::StatusOr<std::unique_ptr<AssessmentServer>> AssessmentServer::Create(
    const config::v1::Config& config, Environment environment) {
  db::SqliteOptions options;
  options.path = config.database().sqlite_path();
  if (config.database().connections_max() > 0) {
    options.connections_max = config.database().connections_max();
  }
  Storage storage;
  ATTEST_ASSIGN_OR_RETURN(storage.database, db::OpenSqlite(options));
  ATTEST_ASSIGN_OR_RETURN(storage.blobs,
                          blob::OpenFileBlobStore(config.evidence_folder()));
  return CreateOn(std::move(storage), config, std::move(environment));
}

absl::StatusOr<std::unique_ptr<AssessmentServer>> AssessmentServer::CreateOn(
    Storage storage, const config::v1::Config& config,
    Environment environment) {
  ATTEST_RETURN_IF_ERROR(
      db::Migrate(*storage.database, journal::WithJournal(Migrations())));
  return std::unique_ptr<AssessmentServer>(new AssessmentServer(
      std::make_unique<Parts>(std::move(storage), config, environment)));
}

AssessmentServer::AssessmentServer(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

AssessmentServer::~AssessmentServer() = default;

grpc::Service& AssessmentServer::service() { return parts_->service; }

const google::protobuf::ServiceDescriptor& AssessmentServer::Descriptor() {
  return *v1::GetProgressRequest::descriptor()->file()->service(0);
}

void AssessmentServer::Connect(
    const std::shared_ptr<grpc::Channel>& catalogue,
    const std::shared_ptr<grpc::Channel>& registration,
    const std::shared_ptr<grpc::Channel>& verification) {
  parts_->catalogue.Connect(catalogue);
  parts_->registration.Connect(registration);
  parts_->verification =
      verification::v1::VerificationService::NewStub(verification);
  VerificationStub* const stub = parts_->verification.get();
  parts_->follower = std::make_unique<rpc::Follower>(
      parts_->journal,
      rpc::FollowerOptions{.name = "verification",
                           .subject = kSubject,
                           .types = api::ReturningEvents(),
                           .identity = parts_->identity},
      [stub](grpc::ClientContext* context,
             const events::v1::WatchEventsRequest& request) {
        return stub->WatchEvents(context, request);
      },
      api::ApplyReturn);
}

void AssessmentServer::StopFollowing() { parts_->follower.reset(); }

absl::Status AssessmentServer::Check() {
  return parts_->storage.database->Read(
      [](db::Transaction& sql) { return sql.Execute("SELECT 1"); });
}

void AssessmentServer::Dial(const config::v1::Config& config) {
  Connect(rpc::Dial(config.catalogue().target()),
          rpc::Dial(config.registration().target()),
          rpc::Dial(config.verification().target()));
}

}  // namespace attest::assessment
