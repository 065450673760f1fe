#include "libs/auth/sandbox_issuer.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "libs/auth/authenticator.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"

namespace attest::auth {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::attest::testing::NamesFields;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Contents(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

unsigned ModeOf(const std::string& path) {
  struct stat facts {};
  EXPECT_EQ(stat(path.c_str(), &facts), 0);
  return facts.st_mode & 0777u;
}

class SandboxIssuerTest : public ::testing::Test {
 protected:
  std::unique_ptr<SandboxIssuer> Open() {
    auto issuer = OpenSandboxIssuer(folder_, clock_);
    EXPECT_THAT(issuer, IsOk());
    return *std::move(issuer);
  }
  std::unique_ptr<Authenticator> Reader() {
    return *MakeAuthenticator({.issuer = kSandboxIssuer,
                               .audience = kAudience,
                               .jwks_file = SandboxJwksFile(folder_)},
                              clock_);
  }

  testing::TempDir temp_;
  const std::string folder_ = temp_.File("data/sandbox");
  FakeClock clock_{absl::FromUnixSeconds(1'795'510'800)};
};

TEST_F(SandboxIssuerTest, MintsWhatTheAuthenticatorTakes) {
  const auto issuer = Open();
  const auto token = issuer->Mint(
      "ann", {{v1::ASSESSOR, "northgate"}, {v1::AWARDING_ADMIN, ""}},
      absl::Hours(1));
  ASSERT_THAT(token, IsOk());

  const auto caller = Reader()->Authenticate("Bearer " + *token);

  ASSERT_THAT(caller, IsOk());
  EXPECT_EQ(caller->subject(), "ann");
  EXPECT_EQ(caller->expires(), clock_.Now() + absl::Hours(1));
  EXPECT_TRUE(caller->HasAt(v1::ASSESSOR, "northgate"));
  EXPECT_FALSE(caller->HasAt(v1::ASSESSOR, "southgate"));
  EXPECT_TRUE(caller->HasAt(v1::AWARDING_ADMIN, "southgate"));
}

TEST_F(SandboxIssuerTest, MintsTokensThatExpire) {
  const auto issuer = Open();
  const auto reader = Reader();
  const auto token = *issuer->Mint("ann", {}, absl::Minutes(5));

  clock_.Advance(absl::Minutes(6));

  EXPECT_THAT(reader->Authenticate("Bearer " + token),
              FailsWith(absl::StatusCode::kUnauthenticated, "INVALID_TOKEN"));
}

TEST_F(SandboxIssuerTest, KeepsItsKeyForTheNextTime) {
  const auto token = *Open()->Mint("ann", {}, absl::Hours(1));
  const std::string key = Contents(folder_ + "/issuer.pem");

  Open();

  EXPECT_EQ(Contents(folder_ + "/issuer.pem"), key);
  EXPECT_THAT(Reader()->Authenticate("Bearer " + token), IsOk());
}

TEST_F(SandboxIssuerTest, HidesThePrivateKeyAndShowsThePublicOne) {
  Open();

  EXPECT_EQ(ModeOf(folder_ + "/issuer.pem"), 0600u);
  EXPECT_EQ(ModeOf(SandboxJwksFile(folder_)), 0644u);
  const std::string jwks = Contents(SandboxJwksFile(folder_));
  EXPECT_THAT(jwks, HasSubstr("\"RS256\""));
  for (const char* secret : {"\"d\"", "\"p\"", "\"q\"", "PRIVATE"}) {
    EXPECT_THAT(jwks, Not(HasSubstr(secret)));
  }
  // Nothing else is left lying about.
  const std::filesystem::directory_iterator files(folder_);
  EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST_F(SandboxIssuerTest, WritesThePublicKeyAgainWhenItIsGoneOrWrong) {
  Open();
  const std::string jwks = Contents(SandboxJwksFile(folder_));
  std::ofstream(SandboxJwksFile(folder_)) << "{}";

  Open();

  EXPECT_EQ(Contents(SandboxJwksFile(folder_)), jwks);
}

TEST_F(SandboxIssuerTest, AgreesOnOneKeyWhenManyStartAtOnce) {
  std::vector<std::string> tokens(6);
  {
    std::vector<std::jthread> starters;
    for (std::string& token : tokens) {
      starters.emplace_back([&] {
        token = *(*OpenSandboxIssuer(folder_, clock_))
                     ->Mint("ann", {}, absl::Hours(1));
      });
    }
  }

  const auto reader = Reader();
  for (const std::string& token : tokens) {
    EXPECT_THAT(reader->Authenticate("Bearer " + token), IsOk());
  }
}

TEST_F(SandboxIssuerTest, RefusesWhatTheAuthenticatorWouldRefuse) {
  const auto token = Open()->Mint("no body",
                                  {{v1::ASSESSOR, "northgate"},
                                   {v1::ROLE_UNSPECIFIED, ""},
                                   {v1::TUTOR, "north gate"}},
                                  absl::Hours(1));

  EXPECT_THAT(token,
              FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(token, NamesFields(std::vector<std::string>{
                         "subject", "grants[1]", "grants[2]"}));
}

TEST_F(SandboxIssuerTest, RefusesAKeyFileThatHoldsNoKey) {
  std::filesystem::create_directories(folder_);
  std::ofstream(folder_ + "/issuer.pem") << "no key";

  EXPECT_THAT(
      OpenSandboxIssuer(folder_, clock_),
      FailsWith(absl::StatusCode::kFailedPrecondition, "SANDBOX_ISSUER"));
}

TEST_F(SandboxIssuerTest, RefusesAFolderThatCannotBe) {
  std::ofstream(temp_.File("file")) << "in the way";

  EXPECT_THAT(
      OpenSandboxIssuer(temp_.File("file/sandbox"), clock_),
      FailsWith(absl::StatusCode::kFailedPrecondition, "SANDBOX_ISSUER"));
}

}  // namespace
}  // namespace attest::auth
