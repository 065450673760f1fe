#include "services/verification/domain/sampling.h"

#include "fmt/format.h"
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
