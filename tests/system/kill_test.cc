// kill -9 in the middle of the journey: nothing acknowledged is lost, and the
// same request id goes through once.

#include <atomic>
#include <thread>

#include "absl/time/clock.h"
#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "tests/system/sandbox.h"
#include "tools/attest/demo/steps.h"

namespace attest::system_test {
namespace {

using ::attest::testing::IsOk;

namespace reg = registration::v1;

constexpr absl::Duration kPatience = absl::Seconds(60);
constexpr int kJourneys = 4;
constexpr int kKillsLeast = 10;

// Kills and restarts one service after another until told to stop.
class Killer {
 public:
  explicit Killer(client::Cluster& cluster)
      : cluster_(cluster), thread_([this] { Loop(); }) {}
  ~Killer() {
    stop_ = true;
    thread_.join();
  }
  int kills() const { return kills_; }

 private:
  void Loop() {
    const std::vector<std::string> victims = {"registration", "assessment",
                                              "verification", "catalogue"};
    for (size_t i = 0; !stop_; ++i) {
      const std::string& victim = victims[i % victims.size()];
      absl::SleepFor(absl::Milliseconds(150 + 37 * (i % 7)));
      ASSERT_THAT(cluster_.Kill(victim), IsOk());
      ASSERT_THAT(cluster_.Restart(victim), IsOk());
      ++kills_;
    }
  }

  client::Cluster& cluster_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> kills_ = 0;
  std::thread thread_;
};

int Registrations(demo::Stage& stage) {
  reg::ListRegistrationsRequest request;
  request.set_parent(stage.centre());
  const auto answer = stage.Call<reg::ListRegistrationsResponse>(
      stage.centre_admin, "registration.ListRegistrations", request);
  return answer.ok() ? answer->registrations_size() : -1;
}

int Decisions(demo::Stage& stage, const std::string& registration) {
  assessment::v1::ListDecisionsRequest request;
  request.set_parent(registration);
  request.set_page_size(1000);
  const auto answer = stage.Call<assessment::v1::ListDecisionsResponse>(
      stage.assessor, "assessment.ListDecisions", request);
  return answer.ok() ? answer->decisions_size() : -1;
}

// Plays a journey at a centre of its own and expects each thing once.
void PlayOnce(client::Cluster& cluster, const std::string& folder) {
  client::Api api(cluster.endpoints(), kPatience);
  demo::Report report(/*json=*/true, /*colour=*/false);
  demo::Stage stage(api, cluster.issuer(), report, demo::FreshCentreId());

  const absl::Status played = demo::PlayJourney(stage, folder);

  ASSERT_THAT(played, IsOk()) << client::Describe(played);
  EXPECT_EQ(Registrations(stage), 3);
  int decided = 0;
  for (const demo::CohortLearner& learner : stage.cohort) {
    decided += Decisions(stage, learner.registration);
  }
  EXPECT_EQ(decided, report.facts()["decisions_recorded"].get<int>());
}

TEST(KillNine, JourneysEndTheSameWhileEveryServerIsKilledOverAndOver) {
  testing::TempDir folder;
  auto cluster = StartFour(folder.path());
  ASSERT_THAT(cluster, IsOk());
  Killer killer(**cluster);

  for (int journey = 0; journey < kJourneys; ++journey) {
    PlayOnce(**cluster, folder.path());
  }

  EXPECT_GE(killer.kills(), kKillsLeast);
}

TEST(KillNine, TheSameRequestIdGoesThroughOnceAcrossARestart) {
  testing::TempDir folder;
  auto attestd = Attestd::Start(folder.path());
  ASSERT_THAT(attestd, IsOk());
  client::Api api((*attestd)->endpoints(), kPatience);
  demo::Report report(/*json=*/true, /*colour=*/false);
  demo::Stage stage(api, (*attestd)->issuer(), report, demo::FreshCentreId());
  const auto token = stage.Token(stage.awarding_admin);
  ASSERT_THAT(token, IsOk());
  reg::CreateCentreRequest request;
  request.set_request_id(stage.NewId());
  request.set_centre_id(stage.centre_id());
  request.mutable_centre()->set_display_name("Northgate");
  request.mutable_centre()->set_agreement_start_date(demo::Today(-1));
  request.mutable_centre()->set_quality_manager(stage.quality_manager.subject);
  const auto first =
      api.Call<reg::Centre>("registration.CreateCentre", *token, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT((*attestd)->KillAndRestart(), IsOk());

  const auto second =
      api.Call<reg::Centre>("registration.CreateCentre", *token, request);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
}

}  // namespace
}  // namespace attest::system_test
