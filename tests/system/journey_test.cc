// A cohort from registration to certificate, on real processes.

#include <map>
#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "tests/system/sandbox.h"
#include "tools/attest/demo/steps.h"

namespace attest::system_test {
namespace {

using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using demo::LearnerResult;
using demo::Refusal;

// What a journey leaves behind is the same wherever it was played.
void ExpectTheWholeStory(const demo::Report& report,
                         const std::vector<LearnerResult>& learners) {
  ASSERT_THAT(learners, SizeIs(5));
  std::map<std::string, LearnerResult> by_name;
  for (const LearnerResult& learner : learners) {
    by_name[learner.learner] = learner;
  }
  // R7, R38, R41 to R46: certificates, credits only for whole units.
  EXPECT_THAT(by_name["Grace"].certificate, Not(IsEmpty()));
  EXPECT_EQ(by_name["Grace"].credits, 45);
  EXPECT_EQ(by_name["Grace"].level_7_credits, 38);
  EXPECT_EQ(by_name["Grace"].glh, 223);  // R43: the least there is
  EXPECT_GE(by_name["Henrik"].credits, 45);
  EXPECT_GE(by_name["Henrik"].level_7_credits, 35);
  EXPECT_EQ(by_name["Meera"].credits, 46);
  EXPECT_EQ(by_name["Meera"].level_7_credits, 46);
  EXPECT_EQ(by_name["Meera"].glh, 264);
  std::set<std::string> numbers;
  for (const char* name : {"Grace", "Henrik", "Meera"}) {
    numbers.insert(by_name[name].certificate);
  }
  EXPECT_THAT(numbers, SizeIs(3));
  // R19 and D23: two were refused and have neither registration nor award.
  for (const char* name : {"Tom", "Una"}) {
    EXPECT_THAT(by_name[name].registration, IsEmpty());
    EXPECT_THAT(by_name[name].certificate, IsEmpty());
    EXPECT_THAT(by_name[name].refusals, SizeIs(1));
  }

  const auto refused = [](std::string_view rule, std::string_view text) {
    return Contains(AllOf(Field(&Refusal::rule, HasSubstr(std::string(rule))),
                          Field(&Refusal::text, HasSubstr(std::string(text)))));
  };
  // R19, R46, R50, R76, R81, R84, R85, R87, R88: each was broken, and said so.
  EXPECT_THAT(report.refusals(), refused("R19", "UNDER_AGE"));
  EXPECT_THAT(report.refusals(), refused("D23", "unique_learner_number"));
  EXPECT_THAT(report.refusals(), refused("R46", "have 22"));
  EXPECT_THAT(report.refusals(), refused("R46", "need 35"));
  EXPECT_THAT(report.refusals(), refused("R46", "missing 13"));
  EXPECT_THAT(report.refusals(), refused("R81", "SIMULATION"));
  EXPECT_THAT(report.refusals(), refused("R84", "grade"));
  EXPECT_THAT(report.refusals(), refused("R76", "CRITERION_OPEN"));
  EXPECT_THAT(report.refusals(), refused("R87", "VERIFIER_ASSESSED"));
  EXPECT_THAT(report.refusals(), refused("R88", "MODERATION_NOT_CONFIRMED"));
  EXPECT_THAT(report.refusals(), refused("R85", "UNIT_NOT_SIGNED_OFF"));
  EXPECT_THAT(report.refusals(), Each(Field(&Refusal::reason, Not(IsEmpty()))));
}

// Plays the journey and looks at what it left behind.
void PlayAndExpect(const client::Endpoints& endpoints,
                   auth::SandboxIssuer& issuer, const std::string& folder) {
  client::Api api(endpoints);
  demo::Report report(/*json=*/true, /*colour=*/false);
  demo::Stage stage(api, issuer, report, demo::FreshCentreId());

  const absl::Status played = demo::PlayJourney(stage, folder);

  ASSERT_THAT(played, IsOk()) << client::Describe(played);
  ExpectTheWholeStory(report, report.learners());
}

TEST(Journey, GoesFromRegistrationToCertificateOnFourProcesses) {
  testing::TempDir folder;
  auto cluster = StartFour(folder.path());
  ASSERT_THAT(cluster, IsOk());

  PlayAndExpect((*cluster)->endpoints(), (*cluster)->issuer(), folder.path());
}

TEST(Journey, GoesFromRegistrationToCertificateInOneProcess) {
  testing::TempDir folder;
  auto attestd = Attestd::Start(folder.path());
  ASSERT_THAT(attestd, IsOk());

  PlayAndExpect((*attestd)->endpoints(), (*attestd)->issuer(), folder.path());
  EXPECT_EQ((*attestd)->Stop(), 0);
}

TEST(Journey, CanBePlayedAgainOnTheSameData) {
  testing::TempDir folder;
  auto attestd = Attestd::Start(folder.path());
  ASSERT_THAT(attestd, IsOk());
  PlayAndExpect((*attestd)->endpoints(), (*attestd)->issuer(), folder.path());
  ASSERT_THAT((*attestd)->KillAndRestart(), IsOk());

  PlayAndExpect((*attestd)->endpoints(), (*attestd)->issuer(), folder.path());
}

}  // namespace
}  // namespace attest::system_test
