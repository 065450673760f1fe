#include "services/verification/domain/sampling.h"

#include <algorithm>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"

namespace attest::verification {
namespace {

SamplingPlan PlanWith(int rate, int new_rate,
                      std::vector<std::string> must = {}) {
  return {.centre = "northgate",
          .id = "p1",
          .qualification = "7D27V2",
          .strategy = {rate, new_rate, std::move(must)},
          .seed = std::string(kSeedBytes, 's'),
          .create_time = absl::UnixEpoch()};
}

Candidate SignOffNumber(int number) {
  return {.key = {fmt::format("r{}", number), "57", 1}, .assessor = "ann"};
}

int ChosenOf(const SamplingPlan& plan, int count, bool new_assessor) {
  int chosen = 0;
  for (int i = 0; i < count; ++i) {
    Candidate candidate = SignOffNumber(i);
    candidate.new_assessor = new_assessor;
    if (Choose(plan, candidate).has_value()) ++chosen;
  }
  return chosen;
}

TEST(Sampling, HashesTheNameAndRevisionOfTheSignOff) {  // D53
  const SignOffKey key{"r7", "57", 2};

  EXPECT_EQ(key.text(), "registrations/r7/units/57@2");
}

// Worked by hand from the definition, so that anybody can do it again.
TEST(Sampling, ComparesTheFirstEightBytesAsAFraction) {  // D53
  const std::string seed(kSeedBytes, 's');
  const SignOffKey key{"r7", "57", 1};
  const std::string mac = HmacSha256(seed, "registrations/r7/units/57@1");
  long double fraction = 0;
  for (int i = 7; i >= 0; --i) {
    fraction = (fraction + static_cast<unsigned char>(mac[i])) / 256;
  }
  const int percent = static_cast<int>(fraction * 100);

  EXPECT_FALSE(FallsUnder(seed, key, percent));
  EXPECT_TRUE(FallsUnder(seed, key, percent + 1));
}

TEST(Sampling, RateOfZeroTakesNothingAndOfHundredEverything) {
  EXPECT_EQ(ChosenOf(PlanWith(0, 100), 200, false), 0);
  EXPECT_EQ(ChosenOf(PlanWith(100, 0), 200, false), 200);
}

TEST(Sampling, TakesAboutItsRate) {  // D51
  const int chosen = ChosenOf(PlanWith(15, 50), 10'000, false);

  EXPECT_GT(chosen, 1'300);
  EXPECT_LT(chosen, 1'700);
}

TEST(Sampling, TakesMoreOfNewAssessors) {  // D51
  const int chosen = ChosenOf(PlanWith(15, 50), 10'000, true);

  EXPECT_GT(chosen, 4'700);
  EXPECT_LT(chosen, 5'300);
}

TEST(Sampling, AHigherRateKeepsWhatALowerOneChose) {  // D53
  for (int i = 0; i < 500; ++i) {
    const SignOffKey key = SignOffNumber(i).key;
    const std::string seed(kSeedBytes, 's');
    if (FallsUnder(seed, key, 20)) {
      EXPECT_TRUE(FallsUnder(seed, key, 60));
    }
  }
}

TEST(Sampling, AlwaysTakesUnitsThatMustBeSampled) {  // D52
  const SamplingPlan plan = PlanWith(0, 0, {"57"});

  EXPECT_EQ(Choose(plan, SignOffNumber(1)), SampleReason::kMustSample);
}

TEST(Sampling, SamplesAgainWhatWasSampledAtAnEarlierRevision) {  // D53
  Candidate candidate = SignOffNumber(1);
  candidate.key.revision = 2;
  candidate.sampled_before = true;

  EXPECT_EQ(Choose(PlanWith(0, 0), candidate), SampleReason::kResampled);
}

// Three units of one registration.
std::vector<Candidate> OneLearner(const std::string& registration) {
  std::vector<Candidate> candidates;
  for (const char* unit : {"57", "58", "67"}) {
    candidates.push_back({.key = {registration, unit, 1}, .assessor = "ann"});
  }
  return candidates;
}

TEST(ChooseAmong, TakesTheLowestOfALearnerOfWhomNothingWasChosen) {  // D53
  const SamplingPlan plan = PlanWith(0, 0);
  const auto candidates = OneLearner("r1");
  size_t lowest = 0;
  for (size_t i = 1; i < candidates.size(); ++i) {
    if (HmacSha256(plan.seed, candidates[i].key.text()) <
        HmacSha256(plan.seed, candidates[lowest].key.text())) {
      lowest = i;
    }
  }

  const auto reasons = ChooseAmong(plan, candidates, {});

  ASSERT_EQ(reasons.size(), candidates.size());
  for (size_t i = 0; i < reasons.size(); ++i) {
    EXPECT_EQ(reasons[i].has_value(), i == lowest);
  }
  EXPECT_EQ(reasons[lowest], SampleReason::kDrawn);
}

TEST(ChooseAmong, LeavesALearnerWithASampleToTheRate) {
  EXPECT_THAT(ChooseAmong(PlanWith(0, 0), OneLearner("r1"), {"r1"}),
              ::testing::Each(std::nullopt));
}

TEST(ChooseAmong, OneMustSampleUnitIsEnough) {  // D52
  EXPECT_THAT(ChooseAmong(PlanWith(0, 0, {"58"}), OneLearner("r1"), {}),
              ::testing::ElementsAre(std::nullopt, SampleReason::kMustSample,
                                     std::nullopt));
}

TEST(ChooseAmong, ServesEveryLearner) {
  auto candidates = OneLearner("r1");
  for (auto& candidate : OneLearner("r2")) candidates.push_back(candidate);

  const auto reasons = ChooseAmong(PlanWith(0, 0), candidates, {});

  for (const size_t start : {0, 3}) {
    EXPECT_EQ(std::count(reasons.begin() + start, reasons.begin() + start + 3,
                         SampleReason::kDrawn),
              1);
  }
}

TEST(Sampling, IsTheSameForTheSameSeedAndAnotherForAnother) {  // D53
  SamplingPlan plan = PlanWith(50, 50);
  SamplingPlan other = plan;
  other.seed = std::string(kSeedBytes, 't');
  int different = 0;
  for (int i = 0; i < 200; ++i) {
    const Candidate candidate = SignOffNumber(i);
    EXPECT_EQ(Choose(plan, candidate), Choose(plan, candidate));
    if (Choose(plan, candidate) != Choose(other, candidate)) ++different;
  }

  EXPECT_GT(different, 50);
}

TEST(SamplingPlan, CommitsToItsSeed) {  // D53
  const SamplingPlan plan = PlanWith(1, 1);

  EXPECT_EQ(plan.commitment(), Sha256Hex(std::string(kSeedBytes, 's')));
  EXPECT_EQ(plan.name(), "centres/northgate/samplingPlans/p1");
}

TEST(Sample, VerifiesOnlyTheRevisionThatWasVerified) {  // D54
  Sample sample;
  sample.state = SampleState::kAgreed;
  sample.verified_revision = 1;

  EXPECT_TRUE(sample.VerifiesRevision(1));
  EXPECT_FALSE(sample.VerifiesRevision(2));
}

TEST(Sample, VerifiesNothingWhilePendingOrDisagreed) {
  Sample sample;

  EXPECT_FALSE(sample.VerifiesRevision(0));
  sample.state = SampleState::kDisagreed;
  EXPECT_FALSE(sample.VerifiesRevision(0));
}

}  // namespace
}  // namespace attest::verification
