#include "services/catalogue/server.h"

#include <utility>

#include "libs/paging/paging.h"
#include "services/catalogue/api/catalogue_service.h"
#include "services/catalogue/store/syllabus_folder.h"

namespace attest::catalogue {

struct CatalogueServer::Parts {
  Parts(std::unique_ptr<const store::Published> syllabi,
        const Environment& environment)
      : published(std::move(syllabi)),
        tokens(environment.page_secret),
        service(environment.runtime, *published, tokens) {}

  const std::unique_ptr<const store::Published> published;
  const PageTokens tokens;
  api::CatalogueServiceImpl service;
};

absl::StatusOr<std::unique_ptr<CatalogueServer>> CatalogueServer::Create(
    const config::v1::Config& config, Environment environment) {
  ATTEST_ASSIGN_OR_RETURN(std::unique_ptr<const store::Published> published,
                          store::ReadSyllabi(config.syllabi_folder()));
  return std::unique_ptr<CatalogueServer>(new CatalogueServer(
      std::make_unique<Parts>(std::move(published), environment)));
}

CatalogueServer::CatalogueServer(std::unique_ptr<Parts> parts)
    : parts_(std::move(parts)) {}

CatalogueServer::~CatalogueServer() = default;

grpc::Service& CatalogueServer::service() { return parts_->service; }

const google::protobuf::ServiceDescriptor& CatalogueServer::Descriptor() {
  return *v1::EvaluateSelectionRequest::descriptor()->file()->service(0);
}

absl::Status CatalogueServer::Check() { return absl::OkStatus(); }

void CatalogueServer::CheckConfig(config::v1::Config& config,
                                  attest::config::Problems& problems) {
  if (config.syllabi_folder().empty()) {
    problems.Add("syllabi_folder", "must be the folder with the syllabi");
  }
}

}  // namespace attest::catalogue
