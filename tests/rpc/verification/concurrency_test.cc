// Many at once: one claim, one certificate, one outcome, one draw.
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::Each;
using ::testing::SizeIs;

constexpr int kThreads = 16;

class ConcurrencyTest : public VerificationTest {
 protected:
  // Runs `act` in every thread; gives what they returned.
  template <class Result>
  std::vector<Result> AtOnce(const std::function<Result()>& act) {
    std::mutex mutex;
    std::vector<Result> results;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        Result result = act();
        const std::lock_guard lock(mutex);
        results.push_back(std::move(result));
      });
    }
    for (std::thread& thread : threads) thread.join();
    return results;
  }
  template <class Message>
  static std::set<std::string> NamesOf(
      const std::vector<absl::StatusOr<Message>>& results,
      std::vector<absl::Status>& refusals) {
    std::set<std::string> names;
    for (const auto& result : results) {
      if (result.ok()) {
        names.insert(result->name());
      } else {
        refusals.push_back(result.status());
      }
    }
    return names;
  }
};

TEST_F(ConcurrencyTest, OneClaimHoweverManyClaimAtOnce) {  // D61
  MakeReady();

  const auto results = AtOnce<absl::StatusOr<v1::Claim>>([&] {
    v1::SubmitClaimRequest request;
    request.set_request_id(NewRequestId());
    request.set_parent("registrations/r1");
    return Call(adam_, &Stub::SubmitClaim, request);
  });

  std::vector<absl::Status> refusals;
  EXPECT_THAT(NamesOf(results, refusals), SizeIs(1));
  EXPECT_THAT(refusals, SizeIs(kThreads - 1));
  EXPECT_THAT(refusals, Each(FailsWith(absl::StatusCode::kAlreadyExists,
                                       "ALREADY_CLAIMED")));
}

TEST_F(ConcurrencyTest, OneCertificateHoweverManyIssueAtOnce) {  // D64
  MakeReady();
  const std::string claim = Claim().name();

  const auto results = AtOnce<absl::StatusOr<v1::Award>>([&] {
    v1::IssueAwardRequest request;
    request.set_request_id(NewRequestId());
    request.set_claim(claim);
    return Call(alma_, &Stub::IssueAward, request);
  });

  std::vector<absl::Status> refusals;
  EXPECT_THAT(NamesOf(results, refusals), SizeIs(1));
  EXPECT_THAT(refusals, SizeIs(kThreads - 1));
  EXPECT_THAT(refusals, Each(FailsWith(absl::StatusCode::kFailedPrecondition,
                                       "CLAIM_NOT_ACCEPTED")));
}

TEST_F(ConcurrencyTest, TheSameRequestManyTimesIsOneAward) {
  MakeReady();
  v1::IssueAwardRequest request;
  request.set_request_id(NewRequestId());
  request.set_claim(Claim().name());

  const auto results = AtOnce<absl::StatusOr<v1::Award>>(
      [&] { return Call(alma_, &Stub::IssueAward, request); });

  std::vector<absl::Status> refusals;
  EXPECT_THAT(NamesOf(results, refusals), SizeIs(1));
  EXPECT_THAT(refusals, SizeIs(0));
}

TEST_F(ConcurrencyTest, OnePlanHoweverManyStartAtOnce) {  // D49
  const auto results = AtOnce<absl::StatusOr<v1::SamplingPlan>>(
      [&] { return Call(ivy_, &Stub::CreateSamplingPlan, PlanRequest(10)); });

  std::vector<absl::Status> refusals;
  EXPECT_THAT(NamesOf(results, refusals), SizeIs(1));
  EXPECT_THAT(refusals,
              Each(FailsWith(absl::StatusCode::kAlreadyExists, "PLAN_EXISTS")));
}

TEST_F(ConcurrencyTest, DrawingAtOnceTakesEachSignOffOnce) {  // D53
  const std::string plan = CreatePlan(100).name();

  const auto results = AtOnce<absl::StatusOr<v1::DrawSampleResponse>>([&] {
    v1::DrawSampleRequest request;
    request.set_request_id(NewRequestId());
    request.set_plan(plan);
    return Call(ivy_, &Stub::DrawSample, request);
  });

  int drawn = 0;
  for (const auto& result : results) {
    ASSERT_THAT(result, IsOk());
    drawn += result->samples_size();
  }
  EXPECT_EQ(drawn, static_cast<int>(kSelection.size()));
}

TEST_F(ConcurrencyTest, OneModerationHoweverManyOpenAtOnce) {  // R85
  const auto results = AtOnce<absl::StatusOr<v1::Moderation>>([&] {
    v1::OpenModerationRequest request;
    request.set_request_id(NewRequestId());
    request.set_parent("registrations/r1");
    return Call(quinn_, &Stub::OpenModeration, request);
  });

  std::vector<absl::Status> refusals;
  EXPECT_THAT(NamesOf(results, refusals), SizeIs(1));
  EXPECT_THAT(refusals, Each(BreaksRules(Names{"ALREADY_OPEN"})));
}

}  // namespace
}  // namespace attest::verification
