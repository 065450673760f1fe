#include "services/registration/domain/delivery_plan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::Time kNow = absl::UnixEpoch();

DeliveryPlan Good() {
  const SignedStatement statement{.text = "It is so.",
                                  .signed_by = "Principal",
                                  .signed_date = absl::CivilDay(2026, 1, 1)};
  DeliveryPlan plan;
  plan.centre = "northgate";
  plan.qualification = "7D27V2";
  plan.learning_experience = "Workshops.";
  plan.non_discrimination = statement;
  plan.equality_of_opportunity = statement;
  plan.schedule = "Two units a term.";
  plan.revision = 1;
  return plan;
}

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const RuleViolation& violation : violations) {
    types.push_back(violation.type);
  }
  return types;
}

// R59: a warning, which does not block.
TEST(DeliveryPlan, WarnsWithoutALearningExperience) {
  DeliveryPlan plan = Good();
  EXPECT_THAT(PlanWarnings(plan), IsEmpty());

  plan.learning_experience.clear();

  ASSERT_THAT(PlanWarnings(plan), SizeIs(1));
  EXPECT_THAT(PlanWarnings(plan)[0], HasSubstr("learning experience"));
  EXPECT_THAT(SubmitViolations(plan, ""), IsEmpty());
}

// R60, R61, R62: all in one answer.
TEST(DeliveryPlan, NamesEverythingThatKeepsItFromSubmission) {
  DeliveryPlan plan = Good();
  plan.non_discrimination.reset();
  plan.equality_of_opportunity.reset();
  plan.barriers = {{.barrier = "Shift work", .step = "Evenings", .reason = ""},
                   {.barrier = "Stairs", .step = "", .reason = ""},
                   {.barrier = "Distance", .step = "", .reason = "Too far"}};

  const auto violations = SubmitViolations(plan, "");

  EXPECT_THAT(
      Types(violations),
      ::testing::ElementsAre("NO_NON_DISCRIMINATION_STATEMENT",
                             "NO_EQUALITY_STATEMENT", "BARRIER_WITHOUT_STEP"));
  EXPECT_THAT(violations[2].description, HasSubstr("barriers[1]"));
}

// R63: draft, submitted, approved or returned; nothing else.
TEST(DeliveryPlan, OnlyADraftIsSubmittedAndOnlyASubmittedOneDecided) {
  for (const PlanState state : {PlanState::kDraft, PlanState::kSubmitted,
                                PlanState::kApproved, PlanState::kReturned}) {
    DeliveryPlan plan = Good();
    plan.state = state;

    EXPECT_EQ(SubmitViolations(plan, "").empty(), state == PlanState::kDraft);
    EXPECT_EQ(DecideViolations(plan).empty(), state == PlanState::kSubmitted);
  }
}

// R63
TEST(DeliveryPlan, IsDecidedWithNameAndTime) {
  const DeliveryPlan returned =
      Decide(Submit(Good()), false, "No dates.", "quinn", kNow);
  EXPECT_EQ(returned.state, PlanState::kReturned);
  EXPECT_EQ(returned.return_reason, "No dates.");
  EXPECT_EQ(returned.decided_by, "quinn");
  EXPECT_EQ(returned.decided, kNow);
  EXPECT_EQ(returned.revision, 3);

  const DeliveryPlan approved = Decide(returned, true, "", "quinn", kNow);
  EXPECT_EQ(approved.state, PlanState::kApproved);
  EXPECT_EQ(approved.return_reason, "");
}

// R63: a changed plan needs approval again.
TEST(DeliveryPlan, AChangeMakesItADraft) {
  const DeliveryPlan approved = Decide(Submit(Good()), true, "", "q", kNow);
  DeliveryPlan written = Good();
  written.schedule = "Three units a term.";

  const DeliveryPlan plan = Rewrite(approved, written);

  EXPECT_EQ(plan.state, PlanState::kDraft);
  EXPECT_EQ(plan.schedule, "Three units a term.");
  EXPECT_EQ(plan.decided_by, "q");
  EXPECT_EQ(plan.revision, 4);
  EXPECT_EQ(Rewrite(std::nullopt, written).revision, 1);
}

// R10: what is advertised has the full title.
TEST(DeliveryPlan, AdvertisesTheFullTitle) {
  const std::string title =
      "CMI Level 7 NVQ Diploma in Strategic Management and Leadership";
  DeliveryPlan plan = Good();
  EXPECT_THAT(SubmitViolations(plan, title), IsEmpty());

  plan.advert = "Join our " + title + " this autumn.";
  EXPECT_THAT(SubmitViolations(plan, title), IsEmpty());

  plan.advert = "Join our Level 7 NVQ Diploma this autumn.";
  const auto violations = SubmitViolations(plan, title);
  EXPECT_THAT(Types(violations), ::testing::ElementsAre("TITLE_NOT_FULL"));
  EXPECT_THAT(violations[0].description, HasSubstr(title.substr(0, 40)));
}

}  // namespace
}  // namespace attest::registration
