#include "libs/testing/rpc_fixture.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace attest::testing {
namespace {

constexpr absl::Duration kTokenLifetime = absl::Hours(24 * 365);

// A test that cannot set up its surroundings ends here.
template <class T>
T OrDie(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", result.status().ToString().c_str());
    std::abort();
  }
  return *std::move(result);
}

absl::Time StartOfTime() {
  return absl::FromCivil(absl::CivilSecond(2026, 11, 24, 9, 0, 0),
                         absl::UTCTimeZone());
}

// Making a key takes a while: one a process will do.
std::unique_ptr<auth::SandboxIssuer> OpenIssuer(const std::string& folder,
                                                const Clock& clock) {
  static const TempDir shared;
  OrDie(auth::OpenSandboxIssuer(shared.path(), clock));
  std::filesystem::copy(shared.path(), folder,
                        std::filesystem::copy_options::recursive);
  return OrDie(auth::OpenSandboxIssuer(folder, clock));
}

}  // namespace

RpcFixture::RpcFixture(
    const std::vector<const google::protobuf::ServiceDescriptor*>& services)
    : clock_(StartOfTime()),
      issuer_(OpenIssuer(folder_.File("issuer"), clock_)),
      authenticator_(OrDie(auth::MakeAuthenticator(
          {.issuer = auth::kSandboxIssuer,
           .audience = auth::kAudience,
           .jwks_file = auth::SandboxJwksFile(folder_.File("issuer"))},
          clock_))),
      policies_(OrDie(auth::Policies::FromServices(services))),
      runtime_(
          std::make_unique<rpc::Runtime>(*authenticator_, policies_, clock_)) {}

void RpcFixture::Serve(const std::vector<grpc::Service*>& services) {
  config::v1::Server config;
  config.mutable_listen()->set_drain_seconds(1);
  server_ = OrDie(rpc::Server::Start(config, services));
  channel_ = server_->InProcessChannel();
}

std::string RpcFixture::Token(const std::string& subject, auth::Role role,
                              const std::string& centre) {
  std::vector<auth::Grant> grants;
  if (role != auth::v1::ROLE_UNSPECIFIED) grants.push_back({role, centre});
  return Token(subject, grants);
}

std::string RpcFixture::Token(const std::string& subject,
                              const std::vector<auth::Grant>& grants) {
  return "Bearer " + OrDie(issuer_->Mint(subject, grants, kTokenLifetime));
}

}  // namespace attest::testing
