// How the server starts: its database, its readiness, and what it says before
// it knows its neighbours.
#include <memory>

#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"
#include "services/verification/server.h"

namespace attest::verification {
namespace {

using attest::testing::FailsWith;
using attest::testing::IsOk;

class StartupTest : public ::testing::Test {
 protected:
  ~StartupTest() override { fixture_.Stop(); }

  absl::StatusOr<std::unique_ptr<VerificationServer>> Create(
      const std::string& path) {
    config::v1::Config config;
    config.mutable_database()->set_sqlite_path(path);
    return VerificationServer::Create(config, {fixture_.runtime(),
                                               fixture_.clock(),
                                               ids_,
                                               "a secret of the tests",
                                               {}});
  }

  attest::testing::RpcFixture fixture_{{&VerificationServer::Descriptor()}};
  RandomIds ids_;
  std::unique_ptr<VerificationServer> server_;
};

TEST_F(StartupTest, MakesItsDatabaseAndOpensItAgain) {
  const std::string path = fixture_.folder() + "/new/verification.db";
  for (int start = 0; start < 2; ++start) {
    auto server = Create(path);
    ASSERT_THAT(server, IsOk());
    EXPECT_THAT((*server)->Check(), IsOk());
  }
}

TEST_F(StartupTest, RefusesAPlaceWhereNoDatabaseCanBe) {
  EXPECT_EQ(Create("/dev/null/verification.db").status().code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(StartupTest, BeforeItKnowsItsNeighboursItIsUnavailable) {
  server_ = *Create(fixture_.folder() + "/verification.db");
  fixture_.Serve({&server_->service()});
  const auto stub = v1::VerificationService::NewStub(fixture_.channel());
  const std::string adam =
      fixture_.Token("adam", auth::v1::CENTRE_ADMIN, "northgate");
  v1::CheckClaimRequest check;
  check.set_registration("registrations/r1");
  v1::VerifyCertificateRequest verify;
  verify.set_certificate_number("222222-222222-222222");

  const auto needs_them = fixture_.Call<v1::CheckClaimResponse>(
      adam, [&](auto* context, auto* response) {
        return stub->CheckClaim(context, check, response);
      });
  const auto needs_nobody = fixture_.Call<v1::VerifyCertificateResponse>(
      "", [&](auto* context, auto* response) {
        return stub->VerifyCertificate(context, verify, response);
      });

  EXPECT_THAT(needs_them, FailsWith(absl::StatusCode::kUnavailable,
                                    "NEIGHBOUR_NOT_CONNECTED"));
  EXPECT_THAT(needs_nobody, IsOk());
}

}  // namespace
}  // namespace attest::verification
