#include "services/catalogue/server.h"

#include <utility>

#include "libs/cache/redis_tier.h"
#include "libs/db/sqlite.h"
#include "libs/journal/journal.h"
#include "libs/paging/paging.h"
#include "services/catalogue/api/catalogue_service.h"
#include "services/catalogue/migrations.h"
#include "services/catalogue/store/library.h"
#include "services/catalogue/store/publication.h"
#include "services/catalogue/store/publish_folder.h"

namespace attest::catalogue {
namespace {

constexpr int kConnections = 8;
constexpr int64_t kCacheBytes = int64_t{48} << 20;

// Which database it is, unlike any other that was made.
absl::StatusOr<std::string> IdentityOf(db::Database& database) {
  std::string id;
  ATTEST_RETURN_IF_ERROR(
      database.Read([&](db::Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(const db::Rows rows,
                                tx.Query("SELECT id FROM identity"));
        if (rows.size() != 1) return absl::DataLossError("no identity");
        id = rows.front().Text(0);
        return absl::OkStatus();
      }));
  return id;
}

// Null without a Redis. Only replicas on one database share keys: what another
// one holds under the same name is never served.
std::unique_ptr<cache::RedisTier> OpenRedis(
    const config::v1::Config& config, const std::string& identity,
    const CatalogueServer::Environment& environment) {
  if (!config.has_redis()) return nullptr;
  cache::RedisOptions options{.address = config.redis().address(),
                              .secret = environment.page_secret,
                              .metrics = environment.metrics};
  if (config.redis().timeout_ms() > 0) {
    options.timeout = absl::Milliseconds(config.redis().timeout_ms());
  }
  if (!config.redis().key_prefix().empty()) {
    options.key_prefix = config.redis().key_prefix();
  }
  options.key_prefix += ":" + identity;
  return std::make_unique<cache::RedisTier>(std::move(options));
}

store::Library::Options LibraryOptions(
    const config::v1::Config& config, cache::SharedTier* shared,
    const CatalogueServer::Environment& environment) {
  const int64_t most = config.cache_bytes_max();
  return {.bytes_max = static_cast<size_t>(most > 0 ? most : kCacheBytes),
          .shared = shared,
          .clock = nullptr,
          .metrics = environment.metrics};
}

}  // namespace

struct CatalogueServer::Parts {
  Parts(std::unique_ptr<db::Database> owned_database, db::Database& used,
        const std::string& identity, const config::v1::Config& config,
        const Environment& environment)
      : owned(std::move(owned_database)),
        database(used),
        journal(database, environment.clock),
        redis(OpenRedis(config, identity, environment)),
        library(database, LibraryOptions(config, redis.get(), environment)),
        publication(database, journal, library, environment.clock),
        tokens(environment.page_secret),
        service(environment.runtime, api::Tools{.database = database,
                                                .journal = journal,
                                                .library = library,
                                                .publication = publication,
                                                .clock = environment.clock,
                                                .tokens = tokens}) {}

  const std::unique_ptr<db::Database> owned;  // null when it is the caller's
  db::Database& database;
  journal::Journal journal;
  const std::unique_ptr<cache::RedisTier> redis;
  store::Library library;
  store::Publication publication;
  const PageTokens tokens;
  api::CatalogueServiceImpl service;
};

absl::StatusOr<std::unique_ptr<CatalogueServer>> CatalogueServer::CreateFrom(
    std::unique_ptr<db::Database> owned, db::Database& used,
    const config::v1::Config& config, Environment environment) {
  ATTEST_RETURN_IF_ERROR(db::Migrate(used, journal::WithJournal(Migrations())));
  ATTEST_ASSIGN_OR_RETURN(const std::string identity, IdentityOf(used));
  auto parts = std::make_unique<Parts>(std::move(owned), used, identity, config,
                                       environment);
  if (!config.syllabi_folder().empty()) {
    ATTEST_RETURN_IF_ERROR(store::PublishFolder(config.syllabi_folder(), used,
                                                parts->publication));
  }
  return std::unique_ptr<CatalogueServer>(
      new CatalogueServer(std::move(parts)));
}

absl::StatusOr<std::unique_ptr<CatalogueServer>> CatalogueServer::Create(
    const config::v1::Config& config, Environment environment) {
  const int connections = config.database().connections_max();
  ATTEST_ASSIGN_OR_RETURN(
      std::unique_ptr<db::Database> database,
      db::OpenSqlite(
          {.path = config.database().sqlite_path(),
           .connections_max = connections > 0 ? connections : kConnections}));
  db::Database& used = *database;
  return CreateFrom(std::move(database), used, config, std::move(environment));
}

absl::StatusOr<std::unique_ptr<CatalogueServer>> CatalogueServer::CreateOn(
    db::Database& database, const config::v1::Config& config,
    Environment environment) {
  return CreateFrom(nullptr, database, config, std::move(environment));
}

CatalogueServer::CatalogueServer(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

CatalogueServer::~CatalogueServer() = default;

grpc::Service& CatalogueServer::service() { return parts_->service; }

const google::protobuf::ServiceDescriptor& CatalogueServer::Descriptor() {
  return *v1::EvaluateSelectionRequest::descriptor()->file()->service(0);
}

absl::Status CatalogueServer::Check() {
  return parts_->database.Read([](db::Transaction& tx) {
    return tx.Execute("SELECT code FROM qualification LIMIT 1");
  });
}

void CatalogueServer::CheckConfig(config::v1::Config& config,
                                  attest::config::Problems& problems) {
  attest::config::CheckDatabase("database", *config.mutable_database(),
                                problems);
  if (config.has_redis()) {
    attest::config::CheckRedis("redis", *config.mutable_redis(), problems);
  }
  if (config.cache_bytes_max() < 0) {
    problems.Add("cache_bytes_max", "must not be negative; 0 means 48 MiB");
  }
}

}  // namespace attest::catalogue
