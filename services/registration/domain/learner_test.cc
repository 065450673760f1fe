#include "services/registration/domain/learner.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(ComparisonKey, IgnoresCaseAndSpacing) {
  EXPECT_EQ(ComparisonKey("  Ann   EXAMPLE "), "ann example");
  EXPECT_EQ(ComparisonKey("ann\texample"), "ann example");
  EXPECT_EQ(ComparisonKey(""), "");
  EXPECT_NE(ComparisonKey("Annexample"), ComparisonKey("Ann Example"));
}

TEST(ComparisonKey, KeepsOtherScripts) {
  EXPECT_EQ(ComparisonKey("Müller 田中"), "müller 田中");
}

TEST(Duplicates, AreNamedAtTheSameCentre) {
  const auto violations = DuplicateViolations(
      {{.learner = "l1", .same_name = true, .same_centre = true},
       {.learner = "l2", .same_email = true, .same_centre = true}});

  ASSERT_THAT(violations, SizeIs(2));
  EXPECT_EQ(violations[0].type, "POSSIBLE_DUPLICATE");
  EXPECT_EQ(violations[0].subject, "learners/l1");
  EXPECT_THAT(violations[0].description, HasSubstr("same name"));
  EXPECT_THAT(violations[1].description, HasSubstr("same mail address"));
}

TEST(Duplicates, AreOnlyMentionedElsewhere) {
  const auto violations =
      DuplicateViolations({{.learner = "l1", .same_name = true},
                           {.learner = "l2", .same_email = true}});

  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].subject, "learners/-");
  EXPECT_THAT(violations[0].description, Not(HasSubstr("l1")));
  EXPECT_THAT(violations[0].description, Not(HasSubstr("centre")));
  EXPECT_THAT(DuplicateViolations({}), IsEmpty());
}

// D23, D31: the same words here and elsewhere; named only here.
TEST(Duplicates, OfAReleasableNumberAreNamedAtTheSameCentre) {
  const RuleViolation here = SameNumberViolation(
      {.learner = "l1", .studies = false, .same_centre = true});
  const RuleViolation elsewhere = SameNumberViolation(
      {.learner = "l1", .studies = false, .same_centre = false});

  EXPECT_EQ(here.type, "SAME_ULN_WITHDRAWN");
  EXPECT_EQ(here.subject, "learners/l1");
  EXPECT_EQ(elsewhere.subject, "learners/-");
  EXPECT_EQ(here.description, elsewhere.description);
}

}  // namespace
}  // namespace attest::registration
