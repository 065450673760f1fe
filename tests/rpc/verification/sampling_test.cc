// Sampling plans, the draw, and samples added by hand (D49 to D53).
#include <algorithm>
#include <set>
#include <utility>

#include "libs/ids/ids.h"
#include "tests/rpc/verification/verification_fixture.h"

namespace attest::verification {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class SamplingRpcTest : public VerificationTest {
 protected:
  v1::DrawSampleRequest DrawRequest(const std::string& plan) {
    v1::DrawSampleRequest request;
    request.set_request_id(NewRequestId());
    request.set_plan(plan);
    return request;
  }
  v1::AddSampleRequest AddRequest(const std::string& plan,
                                  const std::string& unit) {
    v1::AddSampleRequest request;
    request.set_request_id(NewRequestId());
    request.set_plan(plan);
    request.set_sign_off("registrations/r1/units/" + unit);
    request.set_reason("Confidential words about why.");
    return request;
  }
  std::vector<v1::Sample> All(v1::SampleState state = {}) {
    v1::ListSamplesRequest request;
    request.set_parent("centres/northgate");
    request.set_state(state);
    const auto page = Call(ivy_, &Stub::ListSamples, request);
    EXPECT_THAT(page, IsOk());
    return {page->samples().begin(), page->samples().end()};
  }
};

TEST_F(SamplingRpcTest, PlanPublishesTheCommitmentAndNeverTheSeed) {  // D53
  const v1::SamplingPlan plan = CreatePlan(20, {"57"});

  EXPECT_THAT(plan.seed_commitment(), SizeIs(64));
  EXPECT_EQ(plan.state(), v1::SAMPLING_PLAN_OPEN);
  EXPECT_EQ(plan.strategy().rate_percent(), 20);
  EXPECT_THAT(plan.strategy().must_sample_units(), ElementsAre("57"));
  std::string seed;
  ASSERT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
    const auto rows = sql.Query("SELECT seed FROM sampling_plan");
    if (!rows.ok()) return rows.status();
    seed = rows->front().Bytes(0);
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(plan.seed_commitment(), Sha256Hex(seed));
  EXPECT_THAT(plan.SerializeAsString(), Not(HasSubstr(seed)));
  EXPECT_THAT(TrailText("centres/northgate"),
              AllOf(Not(HasSubstr(EncodeHex(seed))),
                    HasSubstr(plan.seed_commitment())));
}

TEST_F(SamplingRpcTest, OnePlanForEachCentreAndQualification) {  // D49
  const v1::SamplingPlan plan = CreatePlan(20);

  const auto second = Call(ivy_, &Stub::CreateSamplingPlan, PlanRequest(50));

  EXPECT_THAT(second,
              FailsWith(absl::StatusCode::kAlreadyExists, "PLAN_EXISTS"));
  EXPECT_EQ(ErrorInfoOf(second.status())->metadata.at("sampling_plan"),
            plan.name());
}

TEST_F(SamplingRpcTest, PlanNamesEveryWrongField) {
  v1::CreateSamplingPlanRequest request = PlanRequest(101, {"57", "57", "a b"});
  request.set_request_id("not a uuid");
  request.set_parent("centers/northgate");
  request.mutable_sampling_plan()->set_qualification("7D27V2");
  request.mutable_sampling_plan()
      ->mutable_strategy()
      ->set_new_assessor_rate_percent(-1);

  EXPECT_THAT(
      Call(ivy_, &Stub::CreateSamplingPlan, request),
      NamesFields(Names{"request_id", "parent", "sampling_plan.qualification",
                        "sampling_plan.strategy.rate_percent",
                        "sampling_plan.strategy.new_assessor_rate_percent",
                        "sampling_plan.strategy.must_sample_units[1]",
                        "sampling_plan.strategy.must_sample_units[2]"}));
}

TEST_F(SamplingRpcTest, PlanNeedsAStrategy) {
  v1::CreateSamplingPlanRequest request = PlanRequest(15);
  request.mutable_sampling_plan()->clear_strategy();

  EXPECT_THAT(Call(ivy_, &Stub::CreateSamplingPlan, request),
              NamesFields(Names{"sampling_plan.strategy"}));
}

TEST_F(SamplingRpcTest, PlanSamplesAtLeastWhatIsConfigured) {  // D51
  v1::CreateSamplingPlanRequest request = PlanRequest(9);
  v1::SamplingStrategy& strategy =
      *request.mutable_sampling_plan()->mutable_strategy();
  strategy.set_new_assessor_rate_percent(49);

  const auto refused = Call(ivy_, &Stub::CreateSamplingPlan, request);

  ASSERT_THAT(
      refused,
      NamesFields(Names{"sampling_plan.strategy.rate_percent",
                        "sampling_plan.strategy.new_assessor_rate_percent"}));
  EXPECT_THAT(FieldViolationsOf(refused.status())[0].description,
              HasSubstr("10"));
  EXPECT_THAT(FieldViolationsOf(refused.status())[1].description,
              HasSubstr("50"));
  strategy.set_rate_percent(10);
  strategy.set_new_assessor_rate_percent(50);
  EXPECT_THAT(Call(ivy_, &Stub::CreateSamplingPlan, request), IsOk());
}

TEST_F(SamplingRpcTest, OnlyAVerifierInStandingPlansAndDraws) {  // D15
  const std::string plan = CreatePlan(10).name();
  SetStanding("ivy", reg::STAFF_INTERNAL_VERIFIER, reg::PROVISIONAL);

  const auto planned = Call(ivy_, &Stub::CreateSamplingPlan, PlanRequest(15));
  const auto drawn = Call(ivy_, &Stub::DrawSample, DrawRequest(plan));

  EXPECT_THAT(planned, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "SAMPLING_REFUSED"));
  EXPECT_THAT(drawn, FailsWith(absl::StatusCode::kFailedPrecondition,
                               "SAMPLING_REFUSED"));
  EXPECT_THAT(drawn, BreaksRules(Names{"NO_STANDING"}));
  EXPECT_THAT(All(), IsEmpty());
}

TEST_F(SamplingRpcTest, PlanKnowsTheCatalogue) {
  EXPECT_THAT(
      Call(ivy_, &Stub::CreateSamplingPlan, PlanRequest(15, {"999"})),
      NamesFields(Names{"sampling_plan.strategy.must_sample_units[0]"}));
  v1::CreateSamplingPlanRequest unknown = PlanRequest(15);
  unknown.mutable_sampling_plan()->set_qualification("qualifications/X");
  EXPECT_THAT(Call(ivy_, &Stub::CreateSamplingPlan, unknown),
              NamesFields(Names{"sampling_plan.qualification"}));
}

TEST_F(SamplingRpcTest, PlanIsForVerifiersOfTheCentre) {
  v1::CreateSamplingPlanRequest request = PlanRequest(15);
  request.set_parent("centres/southgate");

  EXPECT_THAT(Call(ivy_, &Stub::CreateSamplingPlan, request),
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
}

TEST_F(SamplingRpcTest, PlanIsIdempotent) {
  const auto request = PlanRequest(20);
  const auto first = Call(ivy_, &Stub::CreateSamplingPlan, request);
  const auto again = Call(ivy_, &Stub::CreateSamplingPlan, request);
  v1::CreateSamplingPlanRequest other = PlanRequest(30);
  other.set_request_id(request.request_id());

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->name(), first->name());
  EXPECT_THAT(Call(ivy_, &Stub::CreateSamplingPlan, other),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(SamplingRpcTest, FullRateTakesEverySignOff) {  // D51
  const v1::SamplingPlan plan = CreatePlan(100);

  const auto samples = Draw(plan.name());

  ASSERT_THAT(samples, SizeIs(kSelection.size()));
  EXPECT_EQ(samples[0].reason(), v1::DRAWN);
  EXPECT_EQ(samples[0].state(), v1::SAMPLE_PENDING);
  EXPECT_EQ(samples[0].revision(), 1);
  EXPECT_EQ(samples[0].assessor(), "ann");
  EXPECT_EQ(samples[0].plan(), plan.name());
}

TEST_F(SamplingRpcTest, MustSampleUnitsAreTakenAtAnyRate) {  // D52
  const auto samples = Draw(CreatePlan(0, {"57", "58"}).name());

  ASSERT_THAT(samples, SizeIs(2));
  EXPECT_EQ(samples[0].reason(), v1::MUST_SAMPLE);
}

TEST_F(SamplingRpcTest, DrawingAgainChangesNoEarlierChoice) {  // D53
  const v1::SamplingPlan plan = CreatePlan(40);
  const auto first = Draw(plan.name());
  const auto before = All();

  const auto again = Call(ivy_, &Stub::DrawSample, DrawRequest(plan.name()));

  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(again->samples(), IsEmpty());
  EXPECT_EQ(again->sign_offs_considered(), 0);
  EXPECT_EQ(All().size(), before.size());
  EXPECT_EQ(before.size(), first.size());
}

TEST_F(SamplingRpcTest, TheDrawCanBeRecomputedFromTheSeed) {  // D53
  const v1::SamplingPlan plan = CreatePlan(50);
  std::set<std::string> drawn;
  for (const auto& sample : Draw(plan.name())) drawn.insert(sample.unit());
  std::string seed;
  ASSERT_THAT(database_->Read([&](db::Transaction& sql) -> absl::Status {
    const auto rows = sql.Query("SELECT seed FROM sampling_plan");
    if (!rows.ok()) return rows.status();
    seed = rows->front().Bytes(0);
    return absl::OkStatus();
  }),
              IsOk());

  std::set<std::string> expected;
  std::pair<std::string, std::string> lowest = {"\xff", ""};
  for (const std::string& unit : kSelection) {
    const std::string mac =
        HmacSha256(seed, "registrations/r1/units/" + unit + "@1");
    // Half of all fractions have their first bit clear.
    if ((static_cast<unsigned char>(mac[0]) & 0x80) == 0) expected.insert(unit);
    lowest = std::min(lowest, {mac, unit});
  }
  if (expected.empty()) expected.insert(lowest.second);
  EXPECT_EQ(drawn, expected);
}

TEST_F(SamplingRpcTest, OnlyWhatIsSignedOffForThisQualificationIsDrawn) {
  assessment_.Return("r1", "57");
  AddRegistration("r2", "northgate");
  registration_.registrations["registrations/r2"].set_qualification(
      "qualifications/BEE3");
  assessment_.SignOff("r2", "1");
  AddRegistration("r3", "southgate");
  assessment_.SignOff("r3", "57", "southgate");

  const auto samples = Draw(CreatePlan(100).name());

  EXPECT_THAT(samples, SizeIs(kSelection.size() - 1));
}

TEST_F(SamplingRpcTest, TraineesAreSampledAtTheirOwnRate) {  // D17, D51
  const std::string plan = CreatePlan(10).name();
  SetRates(plan, 0, 100);
  assessment_.SignOff("r1", "58", "northgate", "tina");
  SetStanding("tina", reg::STAFF_ASSESSOR, reg::PROVISIONAL);
  asm_v1::Decision& decision = assessment_.decisions.emplace_back();
  decision.set_name("registrations/r1/decisions/d1");
  decision.set_unit("67");
  decision.set_countersigned_by("cora");

  const auto samples = Draw(plan);

  Names units;
  for (const auto& sample : samples) units.push_back(sample.unit());
  EXPECT_THAT(units, ::testing::UnorderedElementsAre("58", "67"));
}

TEST_F(SamplingRpcTest, SigningOffAgainIsNoWayRound) {  // D53
  const v1::SamplingPlan plan = CreatePlan(0, {});
  ASSERT_THAT(Call(ivy_, &Stub::AddSample, AddRequest(plan.name(), "57")),
              IsOk());
  Draw(plan.name());
  assessment_.SignOff("r1", "57");

  const auto samples = Draw(plan.name());

  ASSERT_THAT(samples, SizeIs(1));
  EXPECT_EQ(samples[0].reason(), v1::RESAMPLED);
  EXPECT_EQ(samples[0].revision(), 2);
}

TEST_F(SamplingRpcTest, DrawIsIdempotentAndLeavesATrail) {
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  const auto request = DrawRequest(plan.name());
  const auto first = Call(ivy_, &Stub::DrawSample, request);
  const auto again = Call(ivy_, &Stub::DrawSample, request);

  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(Actions("centres/northgate"),
              ElementsAre("sampling_plan.created", "sample.drawn"));
  EXPECT_THAT(Actions("registrations/r1"), ElementsAre("sample.chosen"));
}

TEST_F(SamplingRpcTest, DrawRefusesWrongFieldsAndUnknownPlans) {
  v1::DrawSampleRequest request;
  EXPECT_THAT(Call(ivy_, &Stub::DrawSample, request),
              NamesFields(Names{"request_id", "plan"}));
  EXPECT_THAT(Call(ivy_, &Stub::DrawSample,
                   DrawRequest("centres/northgate/samplingPlans/none")),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(SamplingRpcTest, ASampleMayBeAddedWithAReason) {  // D53
  const v1::SamplingPlan plan = CreatePlan(0);
  const auto request = AddRequest(plan.name(), "58");

  const auto sample = Call(quinn_, &Stub::AddSample, request);

  ASSERT_THAT(sample, IsOk());
  EXPECT_EQ(sample->reason(), v1::ADDED);
  EXPECT_EQ(sample->added_reason(), request.reason());
  EXPECT_EQ(Call(quinn_, &Stub::AddSample, request)->name(), sample->name());
  EXPECT_THAT(TrailText("registrations/r1"),
              AllOf(HasSubstr(Sha256Hex(request.reason())),
                    Not(HasSubstr("Confidential"))));
}

TEST_F(SamplingRpcTest, ASignOffIsInTheSampleOnce) {
  const v1::SamplingPlan plan = CreatePlan(0, {"57"});
  const auto samples = Draw(plan.name());

  const auto again =
      Call(ivy_, &Stub::AddSample, AddRequest(plan.name(), "57"));

  EXPECT_THAT(again,
              FailsWith(absl::StatusCode::kAlreadyExists, "SAMPLE_EXISTS"));
  EXPECT_EQ(ErrorInfoOf(again.status())->metadata.at("sample"),
            samples[0].name());
}

TEST_F(SamplingRpcTest, AddedSampleIsNotDrawnAgain) {  // D53
  const v1::SamplingPlan plan = CreatePlan(100);
  ASSERT_THAT(Call(ivy_, &Stub::AddSample, AddRequest(plan.name(), "57")),
              IsOk());

  EXPECT_THAT(Draw(plan.name()), SizeIs(kSelection.size() - 1));
}

TEST_F(SamplingRpcTest, OnlyASignedOffUnitCanBeAdded) {
  const v1::SamplingPlan plan = CreatePlan(0);
  assessment_.Return("r1", "57");

  for (const char* unit : {"57", "46"}) {
    EXPECT_THAT(Call(ivy_, &Stub::AddSample, AddRequest(plan.name(), unit)),
                FailsWith(absl::StatusCode::kFailedPrecondition,
                          "UNIT_NOT_SIGNED_OFF"));
  }
}

TEST_F(SamplingRpcTest, AddNamesEveryWrongField) {
  v1::AddSampleRequest request;
  request.set_sign_off("registrations/r1");

  EXPECT_THAT(Call(ivy_, &Stub::AddSample, request),
              NamesFields(Names{"request_id", "plan", "sign_off", "reason"}));
}

TEST_F(SamplingRpcTest, AddKeepsToTheCentreAndQualificationOfThePlan) {
  const v1::SamplingPlan plan = CreatePlan(0);
  AddRegistration("r2", "southgate");
  assessment_.SignOff("r2", "57", "southgate");
  auto request = AddRequest(plan.name(), "57");
  request.set_sign_off("registrations/r2/units/57");
  EXPECT_THAT(Call(ivy_, &Stub::AddSample, request),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));

  registration_.registrations["registrations/r1"].set_qualification(
      "qualifications/BEE3");
  EXPECT_THAT(Call(ivy_, &Stub::AddSample, AddRequest(plan.name(), "57")),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(SamplingRpcTest, SilentNeighboursAreUnavailable) {
  const v1::SamplingPlan plan = CreatePlan(100);
  assessment_.failure = {grpc::StatusCode::UNAVAILABLE, "gone"};

  EXPECT_EQ(
      Call(ivy_, &Stub::DrawSample, DrawRequest(plan.name())).status().code(),
      absl::StatusCode::kUnavailable);
  EXPECT_THAT(All(), IsEmpty());
}

}  // namespace
}  // namespace attest::verification
