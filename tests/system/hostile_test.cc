// Every RPC of the contract under callers and bytes that mean no good.

#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/auth/sandbox_issuer.h"
#include "libs/ids/ids.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "tests/system/contract_walk.h"
#include "tests/system/sandbox.h"
#include "tools/attest/demo/steps.h"

namespace attest::system_test {
namespace {

using ::attest::testing::IsOk;
using ::testing::AnyOf;
using ::testing::Eq;

constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kPermissionDenied = absl::StatusCode::kPermissionDenied;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

// One sandbox for all tests, with a whole journey in it.
class Hostile : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new testing::TempDir;
    auto attestd = Attestd::Start(folder_->path());
    ASSERT_THAT(attestd, IsOk());
    attestd_ = attestd->release();
    channel_ = grpc::CreateChannel(attestd_->endpoints().catalogue,
                                   grpc::InsecureChannelCredentials());
    Play();
  }
  static void TearDownTestSuite() {
    EXPECT_EQ(attestd_->Stop(), 0) << "the server did not survive";
    delete attestd_;
    delete folder_;
  }

  static void Play() {
    client::Api api(attestd_->endpoints());
    demo::Report report(/*json=*/true, /*colour=*/false);
    demo::Stage stage(api, attestd_->issuer(), report, "northgate");
    const absl::Status played = demo::PlayJourney(stage, folder_->path());
    ASSERT_THAT(played, IsOk()) << client::Describe(played);
    registration_ = stage.cohort[0].registration;
    evidence_ = stage.cohort[0].evidence.begin()->second;
  }

  static std::string Bearer(const std::string& subject, auth::Role role,
                            const std::string& centre) {
    return "Bearer " + attestd_->issuer()
                           .Mint(subject, {{role, centre}}, absl::Hours(1))
                           .value();
  }
  // Somebody who may call the method as such, at `centre`.
  static std::string EntitledTo(const MethodDescriptor& method,
                                const std::string& centre) {
    const auth::v1::Policy& policy = PolicyOf(method);
    const auth::Role role = policy.roles().empty()
                                ? auth::v1::LEARNER
                                : static_cast<auth::Role>(policy.roles(0));
    const bool everywhere =
        role == auth::v1::AWARDING_ADMIN || role == auth::v1::SERVICE;
    return Bearer("somebody", role, everywhere ? "" : centre);
  }

  static absl::Status Send(const MethodDescriptor& method,
                           const std::string& token, const std::string& bytes) {
    return SendBytes(channel_, method, token, bytes);
  }

  static void ExpectClear(const absl::Status& status,
                          const std::string& where) {
    EXPECT_NE(status.code(), absl::StatusCode::kInternal) << where << status;
    EXPECT_NE(status.code(), absl::StatusCode::kUnknown) << where << status;
    EXPECT_NE(status.code(), absl::StatusCode::kUnavailable) << where << status;
    EXPECT_NE(status.code(), absl::StatusCode::kDeadlineExceeded)
        << where << status;
  }

  static testing::TempDir* folder_;
  static Attestd* attestd_;
  static std::shared_ptr<grpc::Channel> channel_;
  static std::string registration_;
  static std::string evidence_;
};

testing::TempDir* Hostile::folder_;
Attestd* Hostile::attestd_;
std::shared_ptr<grpc::Channel> Hostile::channel_;
std::string Hostile::registration_;
std::string Hostile::evidence_;

std::string OtherIssuersToken() {
  testing::TempDir folder;
  SystemClock clock;
  return auth::OpenSandboxIssuer(folder.path(), clock)
      .value()
      ->Mint("somebody", {{auth::v1::AWARDING_ADMIN, ""}}, absl::Hours(1))
      .value();
}

std::string WithHeader(const std::string& token, const std::string& header) {
  return EncodeBase64Url(header) + token.substr(token.find('.'));
}

TEST_F(Hostile, NoTokenOrAForgedOneIsUnauthenticatedEverywhere) {
  const std::string good =
      attestd_->issuer()
          .Mint("somebody", {{auth::v1::AWARDING_ADMIN, ""}}, absl::Hours(1))
          .value();
  std::string cut = good;
  cut.pop_back();
  const std::map<std::string, std::string> tokens = {
      {"nonsense", "Bearer nonsense"},
      {"no scheme", good},
      {"another issuer's key", "Bearer " + OtherIssuersToken()},
      {"alg none", "Bearer " + WithHeader(good, R"({"alg":"none"})")},
      {"HS256", "Bearer " + WithHeader(good, R"({"alg":"HS256"})")},
      {"cut off", "Bearer " + cut},
      {"expired",
       "Bearer " + attestd_->issuer()
                       .Mint("somebody", {{auth::v1::AWARDING_ADMIN, ""}},
                             absl::Minutes(-5))
                       .value()},
  };
  for (const MethodDescriptor* method : AllMethods()) {
    if (PolicyOf(*method).scope() != auth::v1::PUBLIC) {
      EXPECT_EQ(Send(*method, "", "").code(), kUnauthenticated)
          << FullName(*method);
    }
    for (const auto& [what, token] : tokens) {
      EXPECT_EQ(Send(*method, token, "").code(), kUnauthenticated)
          << FullName(*method) << ": " << what;
    }
  }
}

// R116 to R123: what a role is not granted, it may not do.
TEST_F(Hostile, ARoleThatThePolicyDoesNotNameIsRefusedEverywhere) {
  for (const MethodDescriptor* method : AllMethods()) {
    const auth::v1::Policy& policy = PolicyOf(*method);
    if (policy.roles().empty()) continue;
    for (int role = auth::v1::LEARNER; role <= auth::v1::SERVICE; ++role) {
      const bool named = std::find(policy.roles().begin(), policy.roles().end(),
                                   role) != policy.roles().end();
      if (named) continue;
      const std::string token =
          Bearer("somebody", static_cast<auth::Role>(role), "northgate");

      EXPECT_EQ(Send(*method, token, "").code(), kPermissionDenied)
          << FullName(*method) << " as "
          << auth::v1::Role_Name(static_cast<auth::Role>(role));
    }
  }
}

// The centre's things do not exist for another centre: the answer is the one
// for a thing that nobody has.
TEST_F(Hostile, AnotherCentreLearnsNothing) {
  const std::string nowhere = "registrations/" + RandomIds().NewId();
  for (const MethodDescriptor* method : AllMethods()) {
    const auth::v1::Policy& policy = PolicyOf(*method);
    if (policy.scope() != auth::v1::CENTRE && policy.scope() != auth::v1::OWN) {
      continue;
    }
    for (const char* field : {"name", "parent", "registration"}) {
      const auto request = NewRequest(*method);
      const auto* found = request->GetDescriptor()->FindFieldByName(field);
      if (found == nullptr) continue;
      request->GetReflection()->SetString(request.get(), found, registration_);
      const absl::Status real = Send(*method, EntitledTo(*method, "southbank"),
                                     request->SerializeAsString());
      request->GetReflection()->SetString(request.get(), found, nowhere);
      const absl::Status none = Send(*method, EntitledTo(*method, "southbank"),
                                     request->SerializeAsString());

      if (PolicyOf(*method).roles(0) == auth::v1::AWARDING_ADMIN) continue;
      EXPECT_FALSE(real.ok()) << FullName(*method);
      EXPECT_EQ(real.code(), none.code()) << FullName(*method);
      EXPECT_EQ(ReasonOf(real), ReasonOf(none)) << FullName(*method);
    }
  }
}

TEST_F(Hostile, ReadsOfAnotherCentreAreNotFound) {
  const std::map<std::string, std::string> names = {
      {"registration.GetRegistration", registration_},
      {"assessment.GetProgress", registration_},
      {"assessment.GetEvidence", evidence_},
  };
  for (const auto& [short_name, name] : names) {
    const MethodDescriptor& method = **client::FindMethod(short_name);
    const auto request = NewRequest(method);
    request->GetReflection()->SetString(
        request.get(), request->GetDescriptor()->FindFieldByName("name"), name);
    for (const auth::Role role :
         {auth::v1::LEARNER, auth::v1::ASSESSOR, auth::v1::INTERNAL_VERIFIER,
          auth::v1::CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
          auth::v1::PARTNER}) {
      EXPECT_EQ(Send(method, Bearer("somebody", role, "southbank"),
                     request->SerializeAsString())
                    .code(),
                kNotFound)
          << short_name << " as " << auth::v1::Role_Name(role);
    }
    // R116: a learner sees their own record, nobody else's.
    EXPECT_EQ(
        Send(method, Bearer("Henrik.northgate", auth::v1::LEARNER, "northgate"),
             request->SerializeAsString())
            .code(),
        kNotFound)
        << short_name;
    EXPECT_THAT(
        Send(method, Bearer("Grace.northgate", auth::v1::LEARNER, "northgate"),
             request->SerializeAsString()),
        IsOk())
        << short_name;
  }
}

TEST_F(Hostile, RandomBytesGetAClearAnswerFromEveryMethod) {
  std::mt19937 random(20261124);
  for (const MethodDescriptor* method : AllMethods()) {
    const std::string token = EntitledTo(*method, "northgate");
    for (int i = 0; i < 25; ++i) {
      std::string bytes(random() % 200, '\0');
      for (char& c : bytes) c = static_cast<char>(random());

      ExpectClear(Send(*method, token, bytes), FullName(*method) + ": ");
    }
  }
}

const std::vector<std::string>& HostileStrings() {
  static const auto& strings = *new std::vector<std::string>{
      "",
      "'; DROP TABLE registration; --",
      std::string("a\0b", 3),
      "centres/../northgate",
      "centres/northgate/",
      "registrations/-",
      "registrations/%2e%2e",
      "centres/northgate",
      "qualifications/7D27V2/syllabi/8",
      "57",
      "1.1",
      "2026-11-24",
      "9999-99-99",
      "00000000-0000-4000-8000-000000000001",
      "\xE2\x80\xAE\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
      std::string(5000, 'x'),
      std::string(70000, '/'),
  };
  return strings;
}

TEST_F(Hostile, HostileStringsGetAClearAnswerFromEveryMethod) {
  for (const MethodDescriptor* method : AllMethods()) {
    const std::string token = EntitledTo(*method, "northgate");
    for (const std::string& text : HostileStrings()) {
      const auto request = NewRequest(*method);
      FillStrings(*request, text);

      ExpectClear(Send(*method, token, request->SerializeAsString()),
                  FullName(*method) + " '" + text.substr(0, 20) + "': ");
    }
  }
}

TEST_F(Hostile, RandomRequestsGetAClearAnswerFromEveryMethod) {
  std::mt19937 random(7);
  std::vector<std::string> strings = HostileStrings();
  strings.push_back(registration_);
  strings.push_back(evidence_);
  for (const MethodDescriptor* method : AllMethods()) {
    const std::string token = EntitledTo(*method, "northgate");
    for (int i = 0; i < 40; ++i) {
      const auto request = NewRequest(*method);
      FillRandomly(*request, random, strings);

      ExpectClear(Send(*method, token, request->SerializeAsString()),
                  FullName(*method) + ": ");
    }
  }
}

// Everything that is wrong with an empty request is named, field by field.
TEST_F(Hostile, AnEmptyRequestNamesItsFields) {
  for (const MethodDescriptor* method : AllMethods()) {
    if (method->client_streaming()) continue;
    if (method->input_type()->FindFieldByName("request_id") == nullptr) {
      continue;
    }
    const absl::Status status =
        Send(*method, EntitledTo(*method, "northgate"), "");

    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument)
        << FullName(*method) << status;
    std::vector<std::string> fields;
    for (const FieldViolation& field : FieldViolationsOf(status)) {
      fields.push_back(field.field);
      EXPECT_FALSE(field.description.empty());
    }
    EXPECT_THAT(fields, ::testing::Contains("request_id")) << FullName(*method);
  }
}

}  // namespace
}  // namespace attest::system_test
