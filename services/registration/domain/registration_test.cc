#include "services/registration/domain/registration.h"

#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using Day = absl::CivilDay;

Registration Active() {
  Registration registration;
  registration.id = "r1";
  registration.qualification = "7D27V2";
  registration.syllabus_version = "8";
  return registration;
}

InductionItem Done() {
  return {.done = true, .done_date = Day(2026, 11, 1), .notes = "n"};
}

// R115
TEST(Registration, NamesTheSyllabusThatItIsPinnedTo) {
  EXPECT_EQ(Active().syllabus(), "qualifications/7D27V2/syllabi/8");
}

// R26 to R30: four parts and a learning plan, whatever the order.
TEST(Induction, IsCompleteWithFourPartsAndALearningPlan) {
  for (unsigned parts = 0; parts < 16; ++parts) {
    for (const bool plan : {false, true}) {
      Registration registration = Active();
      for (size_t i = 0; i < kInductionItems; ++i) {
        if (parts & (1u << i)) registration.induction[i] = Done();
      }
      if (plan) {
        registration.learning_plan =
            LearningPlan{.goals = {}, .review_date = Day(2027, 1, 1)};
      }

      EXPECT_EQ(InductionComplete(registration), parts == 15 && plan);
    }
  }
}

TEST(Induction, KeepsPartsThatAreNotNamed) {
  Induction induction;
  InductionUpdate first;
  first[0] = Done();
  InductionUpdate second;
  second[2] = Done();

  MergeInduction(induction, first);
  MergeInduction(induction, second);

  EXPECT_TRUE(induction[0].done);
  EXPECT_FALSE(induction[1].done);
  EXPECT_TRUE(induction[2].done);
}

}  // namespace
}  // namespace attest::registration
