// The sandbox as a whole: four services that reach each other on one port.
#include "services/attestd/sandbox.h"

#include <filesystem>
#include <string>

#include "attest/assessment/v1/assessment_service.grpc.pb.h"
#include "attest/catalogue/v1/catalogue_service.grpc.pb.h"
#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "attest/verification/v1/verification_service.grpc.pb.h"
#include "fmt/format.h"
#include "gtest/gtest.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/rpc/wire.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::attestd {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::TempDir;

// Somebody who calls a sandbox from outside, with one token for all calls.
class Client {
 public:
  Client(int port, std::string token)
      : channel_(grpc::CreateChannel(fmt::format("127.0.0.1:{}", port),
                                     grpc::InsecureChannelCredentials())),
        token_(std::move(token)) {}

  absl::StatusOr<catalogue::v1::Qualification> Qualification() {
    catalogue::v1::GetQualificationRequest request;
    request.set_name("qualifications/7D27V2");
    return Call<catalogue::v1::Qualification>([&](auto* c, auto* r) {
      return catalogue::v1::CatalogueService::NewStub(channel_)
          ->GetQualification(c, request, r);
    });
  }
  absl::StatusOr<registration::v1::Centre> CreateCentre() {
    registration::v1::CreateCentreRequest request;
    request.set_request_id("5a1ba6a0-54ef-4f93-9b5b-5b1fd0a8c0a1");
    request.set_centre_id("northgate");
    request.mutable_centre()->set_display_name("Northgate College");
    request.mutable_centre()->set_agreement_start_date("2020-01-01");
    request.mutable_centre()->set_quality_manager("quinn");
    request.mutable_centre()->set_entry_criteria("Two years in management.");
    return Call<registration::v1::Centre>([&](auto* c, auto* r) {
      return registration::v1::RegistrationService::NewStub(channel_)
          ->CreateCentre(c, request, r);
    });
  }
  // Registration asks the catalogue about the qualification.
  absl::StatusOr<registration::v1::Centre> Approve(
      const std::string& qualification) {
    registration::v1::ApproveQualificationRequest request;
    request.set_request_id("6b2cb7b1-65f0-4fa4-8c6c-6c20e1b9d1b2");
    request.set_name("centres/northgate");
    request.set_qualification(qualification);
    request.set_start_date("2020-01-01");
    return Call<registration::v1::Centre>([&](auto* c, auto* r) {
      return registration::v1::RegistrationService::NewStub(channel_)
          ->ApproveQualification(c, request, r);
    });
  }
  absl::StatusOr<registration::v1::Centre> Centre() {
    registration::v1::GetCentreRequest request;
    request.set_name("centres/northgate");
    return Call<registration::v1::Centre>([&](auto* c, auto* r) {
      return registration::v1::RegistrationService::NewStub(channel_)
          ->GetCentre(c, request, r);
    });
  }
  // Assessment asks registration about the registration.
  absl::StatusOr<assessment::v1::Progress> Progress() {
    assessment::v1::GetProgressRequest request;
    request.set_name("registrations/00000000-0000-4000-8000-000000000001");
    return Call<assessment::v1::Progress>([&](auto* c, auto* r) {
      return assessment::v1::AssessmentService::NewStub(channel_)->GetProgress(
          c, request, r);
    });
  }
  // Verification asks registration about the registration.
  absl::StatusOr<verification::v1::CheckClaimResponse> CheckClaim() {
    verification::v1::CheckClaimRequest request;
    request.set_registration(
        "registrations/00000000-0000-4000-8000-000000000001");
    return Call<verification::v1::CheckClaimResponse>([&](auto* c, auto* r) {
      return verification::v1::VerificationService::NewStub(channel_)
          ->CheckClaim(c, request, r);
    });
  }

 private:
  template <class Response, class Method>
  absl::StatusOr<Response> Call(Method method) {
    grpc::ClientContext context;
    if (!token_.empty()) {
      context.AddMetadata("authorization", "Bearer " + token_);
    }
    Response response;
    const absl::Status status = rpc::FromGrpc(method(&context, &response));
    if (!status.ok()) return status;
    return response;
  }

  std::shared_ptr<grpc::Channel> channel_;
  const std::string token_;
};

class SandboxTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Sandbox>> Start(
      const std::string& listen = "127.0.0.1:0") {
    return Sandbox::Start({listen, folder_.File("data"), Syllabi()}, clock_);
  }
  static std::string Syllabi() {
    return std::filesystem::path(catalogue::testing::RealSyllabusFile())
        .parent_path();
  }
  std::string Token(auth::Role role) {
    auto issuer = auth::OpenSandboxIssuer(folder_.File("data"), clock_);
    EXPECT_THAT(issuer, IsOk());
    return *(*issuer)->Mint("somebody", {{role, ""}}, absl::Hours(1));
  }

  SystemClock clock_;
  TempDir folder_;
};

TEST_F(SandboxTest, ServesAllFourOnOnePort) {
  const auto sandbox = Start();
  ASSERT_THAT(sandbox, IsOk());
  Client admin((*sandbox)->port(), Token(auth::v1::AWARDING_ADMIN));

  ASSERT_THAT(admin.Qualification(), IsOk());
  ASSERT_THAT(admin.CreateCentre(), IsOk());
  const auto approved = admin.Approve("qualifications/7D27V2");
  ASSERT_THAT(approved, IsOk());
  EXPECT_EQ(approved->approvals_size(), 1);
  EXPECT_EQ(admin.Progress().status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(admin.CheckClaim().status().code(), absl::StatusCode::kNotFound);
}

TEST_F(SandboxTest, AcceptsTokensOfItsOwnIssuerOnly) {
  const auto sandbox = Start();
  ASSERT_THAT(sandbox, IsOk());
  const TempDir elsewhere;
  auto stranger = auth::OpenSandboxIssuer(elsewhere.path(), clock_);
  ASSERT_THAT(stranger, IsOk());
  const auto forged = (*stranger)->Mint(
      "somebody", {{auth::v1::AWARDING_ADMIN, ""}}, absl::Hours(1));

  EXPECT_THAT(Client((*sandbox)->port(), "").Qualification(),
              FailsWith(absl::StatusCode::kUnauthenticated, "NO_TOKEN"));
  EXPECT_THAT(Client((*sandbox)->port(), *forged).Qualification(),
              FailsWith(absl::StatusCode::kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(SandboxTest, KeepsWhatItWasToldAcrossARestart) {
  auto sandbox = Start();
  ASSERT_THAT(sandbox, IsOk());
  const std::string token = Token(auth::v1::AWARDING_ADMIN);
  ASSERT_THAT(Client((*sandbox)->port(), token).CreateCentre(), IsOk());
  (*sandbox)->Drain();
  sandbox->reset();

  sandbox = Start();

  ASSERT_THAT(sandbox, IsOk());
  const auto centre = Client((*sandbox)->port(), token).Centre();
  ASSERT_THAT(centre, IsOk());
  EXPECT_EQ(centre->display_name(), "Northgate College");
}

TEST_F(SandboxTest, RefusesAFolderThatAnotherHolds) {
  const auto first = Start();
  ASSERT_THAT(first, IsOk());

  EXPECT_THAT(Start(), FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "DATA_FOLDER_TAKEN"));
}

TEST_F(SandboxTest, SaysWhatKeepsItFromStarting) {
  EXPECT_THAT(Start("nowhere"),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"));
  EXPECT_THAT(Sandbox::Start({"127.0.0.1:0", folder_.File("data"),
                              folder_.File("no-syllabi")},
                             clock_),
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_CONFIG"));
  const TempDir other;
  const auto first = Start();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Sandbox::Start({fmt::format("127.0.0.1:{}", (*first)->port()),
                              other.path(), Syllabi()},
                             clock_),
              FailsWith(absl::StatusCode::kUnavailable, "CANNOT_LISTEN"));
}

}  // namespace
}  // namespace attest::attestd
