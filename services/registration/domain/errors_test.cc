#include "services/registration/domain/errors.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::registration::errors {
namespace {

using attest::testing::FailsWith;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Key;
using ::testing::Not;

RuleViolation Broken(std::string type) {
  return {std::move(type), "registrations/r1", "is broken"};
}

TEST(Errors, OfRulesNameEveryRuleInTheMessage) {
  const absl::Status status =
      RegistrationRefused({Broken("UNDER_AGE"), Broken("LANGUAGE")});

  EXPECT_THAT(status, FailsWith(absl::StatusCode::kFailedPrecondition,
                                "REGISTRATION_REFUSED"));
  EXPECT_EQ(status.message(),
            "the learner cannot be registered: UNDER_AGE, LANGUAGE");
  EXPECT_EQ(ErrorInfoOf(status)->domain, kDomain);
}

TEST(Errors, TellAPossibleDuplicateApart) {
  EXPECT_EQ(ReasonOf(RegistrationRefused({Broken("POSSIBLE_DUPLICATE")})),
            "POSSIBLE_DUPLICATE");
  EXPECT_EQ(ReasonOf(RegistrationRefused(
                {Broken("POSSIBLE_DUPLICATE"), Broken("SAME_ULN_WITHDRAWN")})),
            "POSSIBLE_DUPLICATE");
  EXPECT_EQ(ReasonOf(RegistrationRefused(
                {Broken("POSSIBLE_DUPLICATE"), Broken("LANGUAGE")})),
            "REGISTRATION_REFUSED");
}

TEST(Errors, NameTheOtherOneOnlyToWhomMayKnow) {
  EXPECT_THAT(ErrorInfoOf(DuplicateUln("learners/l1"))->metadata,
              Contains(Key("learner")));
  EXPECT_THAT(ErrorInfoOf(DuplicateUln(""))->metadata, IsEmpty());
  EXPECT_EQ(DuplicateUln("").message(), DuplicateUln("learners/l1").message());
  EXPECT_THAT(AlreadyRegistered(""), FailsWith(absl::StatusCode::kAlreadyExists,
                                               "ALREADY_REGISTERED"));
}

TEST(Errors, OfThingsThatAreNotFoundNameThem) {
  const absl::Status status = NotFound("centre", "centres/x");

  EXPECT_THAT(status, FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(ErrorInfoOf(status)->metadata, Not(Contains(Key("reason"))));
}

}  // namespace
}  // namespace attest::registration::errors
