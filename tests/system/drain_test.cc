// SIGTERM under load: attestd finishes what it has begun, and ends well.

#include <atomic>
#include <thread>
#include <vector>

#include "attest/verification/v1/verification_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "tests/system/sandbox.h"
#include "tools/attest/demo/steps.h"

namespace attest::system_test {
namespace {

using ::attest::testing::IsOk;
using ::testing::AnyOf;

constexpr int kCallers = 64;
constexpr int kAnswersBeforeTheSignal = 100;
constexpr int kRounds = 5;

// Asks whether a learner can claim, over and over, from many threads: each
// call asks registration and assessment in turn.
class Load {
 public:
  Load(const client::Endpoints& endpoints, std::string token,
       const std::string& registration)
      : endpoints_(endpoints), token_(std::move(token)) {
    request_.set_registration(registration);
    for (int i = 0; i < kCallers; ++i) {
      callers_.emplace_back([this] { Loop(); });
    }
  }
  ~Load() { stop_ = true; }

  void AwaitAnswers(int count) {
    for (int now = answers_; now < count; now = answers_) answers_.wait(now);
  }

 private:
  void Loop() {
    client::Api api(endpoints_, /*patience=*/absl::ZeroDuration());
    while (!stop_) {
      const absl::Status status =
          api.Call<verification::v1::CheckClaimResponse>(
                 "verification.CheckClaim", token_, request_)
              .status();
      // CANCELLED is gRPC's word for a call that came in its last moment and
      // that no handler saw.
      EXPECT_THAT(status.code(),
                  AnyOf(absl::StatusCode::kOk, absl::StatusCode::kUnavailable,
                        absl::StatusCode::kCancelled))
          << client::Describe(status);
      ++answers_;
      answers_.notify_all();
    }
  }

  const client::Endpoints endpoints_;
  const std::string token_;
  verification::v1::CheckClaimRequest request_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> answers_ = 0;
  std::vector<std::jthread> callers_;
};

TEST(Drain, EndsWellUnderLoad) {
  testing::TempDir folder;
  const auto attestd = Attestd::Start(folder.path());
  ASSERT_THAT(attestd, IsOk());
  client::Api api((*attestd)->endpoints());
  demo::Report report(/*json=*/true, /*colour=*/false);
  demo::Stage stage(api, (*attestd)->issuer(), report, demo::FreshCentreId());
  ASSERT_THAT(demo::PrepareCentre(stage), IsOk());
  ASSERT_THAT(demo::RegisterCohort(stage), IsOk());
  const auto token = stage.Token(stage.centre_admin);
  ASSERT_THAT(token, IsOk());

  for (int round = 0; round < kRounds; ++round) {
    Load load((*attestd)->endpoints(), *token, stage.cohort[0].registration);
    load.AwaitAnswers(kAnswersBeforeTheSignal);

    EXPECT_EQ((*attestd)->Stop(), 0) << "round " << round;

    ASSERT_THAT((*attestd)->StartAgain(), IsOk());
  }
}

}  // namespace
}  // namespace attest::system_test
