#include "services/verification/domain/verifying.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::verification {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const auto& violation : violations) types.push_back(violation.type);
  return types;
}

Sample Pending() {
  Sample sample;
  sample.centre = "northgate";
  sample.id = "s1";
  sample.key = {"r1", "57", 1};
  sample.assessor = "ann";
  return sample;
}

Sample Disagreed() {
  Sample sample = Pending();
  sample.state = SampleState::kDisagreed;
  sample.verifier = "ivy";
  return sample;
}

VerificationFacts FactsOf(std::string verifier, int64_t revision) {
  return {.verifier = {.subject = std::move(verifier),
                       .in_standing = true,
                       .reasons = {},
                       .is_the_learner = false},
          .sign_off = SignOffFound{.signed_off = true,
                                   .revision = revision,
                                   .assessor = "ann",
                                   .involved_people = {"ann", "cora", "will"}},
          .unknown_criteria = {},
          .disagreer_in_standing = true};
}

TEST(WhyNotVerify, NothingForAnIndependentVerifierInStanding) {
  EXPECT_THAT(WhyNotVerify(Pending(), FactsOf("ivy", 1)), IsEmpty());
}

TEST(WhyNotVerify, RefusesWhoeverWasInvolved) {  // R87, D14
  for (const char* person : {"ann", "cora", "will"}) {
    EXPECT_THAT(Types(WhyNotVerify(Pending(), FactsOf(person, 1))),
                ElementsAre("VERIFIER_ASSESSED"));
  }
}

TEST(WhyNotVerify, RefusesTheAssessorOfTheSampleEvenWhenTheSignOffIsGone) {
  VerificationFacts facts = FactsOf("ann", 1);
  facts.sign_off.reset();

  EXPECT_THAT(Types(WhyNotVerify(Pending(), facts)),
              UnorderedElementsAre("VERIFIER_ASSESSED", "SIGN_OFF_MOVED"));
}

TEST(WhyNotVerify, RefusesTheLearner) {  // R87
  VerificationFacts facts = FactsOf("lee", 1);
  facts.verifier.is_the_learner = true;

  EXPECT_THAT(Types(WhyNotVerify(Pending(), facts)), ElementsAre("OWN_WORK"));
}

TEST(WhyNotVerify, SaysWhyThereIsNoStanding) {  // D15
  VerificationFacts facts = FactsOf("ivy", 1);
  facts.verifier.in_standing = false;
  facts.verifier.reasons = {"award expired on 2026-01-31"};

  const auto found = WhyNotVerify(Pending(), facts);

  ASSERT_THAT(Types(found), ElementsAre("NO_STANDING"));
  EXPECT_THAT(found[0].description, HasSubstr("2026-01-31"));
}

TEST(WhyNotVerify, RefusesAnotherRevisionAndAReopenedUnit) {  // D54
  EXPECT_THAT(Types(WhyNotVerify(Pending(), FactsOf("ivy", 2))),
              ElementsAre("SIGN_OFF_MOVED"));
  VerificationFacts reopened = FactsOf("ivy", 1);
  reopened.sign_off->signed_off = false;
  EXPECT_THAT(Types(WhyNotVerify(Pending(), reopened)),
              ElementsAre("SIGN_OFF_MOVED"));
}

TEST(WhyNotVerify, ListsEveryReasonAtOnce) {
  VerificationFacts facts = FactsOf("ann", 3);
  facts.verifier.in_standing = false;
  facts.unknown_criteria = {"9.9", "8.8"};

  EXPECT_THAT(Types(WhyNotVerify(Disagreed(), facts)),
              UnorderedElementsAre("NOT_PENDING", "SIGN_OFF_MOVED",
                                   "VERIFIER_ASSESSED", "NO_STANDING",
                                   "UNKNOWN_CRITERION", "UNKNOWN_CRITERION"));
}

TEST(WhyNotClose, NothingWhenSignedOffAgain) {  // D54
  EXPECT_THAT(WhyNotClose(Disagreed(), FactsOf("ivy", 2)), IsEmpty());
}

TEST(WhyNotClose, NeedsAHigherRevisionThatStands) {  // D54
  EXPECT_THAT(Types(WhyNotClose(Disagreed(), FactsOf("ivy", 1))),
              ElementsAre("NOT_SIGNED_OFF_AGAIN"));
  VerificationFacts reopened = FactsOf("ivy", 2);
  reopened.sign_off->signed_off = false;
  EXPECT_THAT(Types(WhyNotClose(Disagreed(), reopened)),
              ElementsAre("NOT_SIGNED_OFF_AGAIN"));
}

TEST(WhyNotClose, OnlyTheVerifierWhoDisagreed) {  // D54
  EXPECT_THAT(Types(WhyNotClose(Disagreed(), FactsOf("ian", 2))),
              ElementsAre("OTHER_VERIFIER"));
}

TEST(WhyNotClose, AnotherOnceWhoeverDisagreedHasNoStanding) {  // D54
  VerificationFacts facts = FactsOf("ian", 2);
  facts.disagreer_in_standing = false;
  EXPECT_THAT(WhyNotClose(Disagreed(), facts), IsEmpty());

  facts.verifier.in_standing = false;
  EXPECT_THAT(Types(WhyNotClose(Disagreed(), facts)),
              ElementsAre("NO_STANDING"));
}

TEST(WhyNotSample, NeedsStanding) {  // D15
  Verifier verifier = FactsOf("ivy", 1).verifier;
  EXPECT_THAT(WhyNotSample("northgate", verifier), IsEmpty());

  verifier.in_standing = false;
  EXPECT_THAT(Types(WhyNotSample("northgate", verifier)),
              ElementsAre("NO_STANDING"));
}

TEST(WhyNotClose, NotSomebodyWhoAssessedMeanwhile) {  // R87
  VerificationFacts facts = FactsOf("ivy", 2);
  facts.sign_off->involved_people = {"ann", "ivy"};

  EXPECT_THAT(Types(WhyNotClose(Disagreed(), facts)),
              ElementsAre("VERIFIER_ASSESSED"));
}

TEST(WhyNotClose, ThereMustBeAnOpenAction) {
  EXPECT_THAT(Types(WhyNotClose(Pending(), FactsOf("ivy", 2))),
              ElementsAre("NO_OPEN_ACTION"));
}

}  // namespace
}  // namespace attest::verification
