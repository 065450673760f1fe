#include "services/registration/domain/correction.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

Learner Ann() {
  return {.id = "l1",
          .full_name = "Ann Example",
          .birth_date = Day(1980, 5, 4),
          .email = "ann@example.org",
          .unique_learner_number = "1000000043",
          .subject = "ann",
          .job_role = "Head",
          .awarding_organisation_number = "P1",
          .created = absl::UnixEpoch()};
}

Registration On(Day day, RegistrationState state = RegistrationState::kActive) {
  Registration registration;
  registration.id = "r1";
  registration.qualification = "7D27V2";
  registration.registration_date = day;
  registration.state = state;
  return registration;
}

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const RuleViolation& one : violations) types.push_back(one.type);
  return types;
}

TEST(Correction, ReadsAndWritesEveryField) {
  const LearnerValues values = {{"full_name", "Bob"},
                                {"birth_date", "1990-01-02"},
                                {"email", "b@example.org"},
                                {"unique_learner_number", "9276308686"},
                                {"subject", "bob"},
                                {"job_role", "Chief"},
                                {"awarding_organisation_number", "P2"}};

  const Learner changed = WithValues(Ann(), values);

  for (const auto& [field, value] : values) {
    EXPECT_EQ(ValueOf(changed, field), value) << field;
    EXPECT_NE(ValueOf(Ann(), field), value) << field;
  }
  EXPECT_EQ(changed.id, "l1");
}

// D30: before and after, of what they are known by.
TEST(Correction, FindsWhichIdentityFieldsDiffer) {
  const Learner after = WithValues(
      Ann(), {{"birth_date", "1981-05-04"}, {"email", "x@example.org"}});

  EXPECT_THAT(
      IdentityChanges(Ann(), after),
      ElementsAre(CorrectedField{"birth_date", "1980-05-04", "1981-05-04"}));
  EXPECT_THAT(IdentityChanges(Ann(), Ann()), IsEmpty());
}

// D30
TEST(Correction, LeavesIdentityToTheAwardingOrganisation) {
  EXPECT_THAT(NeedsCorrectionViolations({{"email", "x"}, {"subject", "y"}}),
              IsEmpty());
  const auto violations =
      NeedsCorrectionViolations({{"email", "x"}, {"full_name", "y"}});
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].type, "NEEDS_CORRECTION");
  EXPECT_EQ(violations[0].subject, "learner.full_name");
}

TEST(Correction, ChangesNothingOfWhoIsGone) {
  EXPECT_THAT(GoneViolations(Ann()), IsEmpty());
  Learner gone = Ann();
  gone.erased = true;
  gone.merged_into = "l2";
  const auto violations = GoneViolations(gone);
  EXPECT_THAT(Types(violations),
              ElementsAre("LEARNER_ERASED", "LEARNER_MERGED"));
  EXPECT_THAT(violations[1].description, HasSubstr("learners/l2"));
}

// R19, E44: on the registration date; what was withdrawn does not count.
TEST(Correction, ChecksTheAgeOnEveryRegistrationDate) {
  const MinimumAges ages = {{"7D27V2", 19}};
  const auto check = [&](Day birth, const Registration& registration) {
    return Types(AgeViolations(birth, {registration}, ages));
  };

  EXPECT_THAT(check(Day(2007, 11, 1), On(Day(2026, 11, 1))), IsEmpty());
  EXPECT_THAT(check(Day(2007, 11, 2), On(Day(2026, 11, 1))),
              ElementsAre("UNDER_AGE"));
  EXPECT_THAT(check(Day(2007, 11, 2),
                    On(Day(2026, 11, 1), RegistrationState::kWithdrawn)),
              IsEmpty());
  EXPECT_THAT(AgeViolations(Day(2020, 1, 1), {On(Day(2026, 11, 1))}, {}),
              IsEmpty());
}

TEST(Correction, IsDecidedOnce) {
  Correction correction;
  EXPECT_THAT(DecidedViolations(correction), IsEmpty());
  for (const auto state :
       {CorrectionState::kApproved, CorrectionState::kRefused}) {
    correction.state = state;
    EXPECT_THAT(Types(DecidedViolations(correction)),
                ElementsAre("CORRECTION_DECIDED"));
  }
}

TEST(Correction, IsOutdatedWhenAFieldIsNotWhatItWas) {
  Correction correction;
  correction.fields = {{"full_name", "Ann Example", "Ann Exemplar"},
                       {"birth_date", "1980-05-04", "1980-04-05"}};
  EXPECT_THAT(OutdatedViolations(correction, Ann()), IsEmpty());
  EXPECT_EQ(ValuesOf(correction).at("full_name"), "Ann Exemplar");

  const Learner changed = WithValues(Ann(), {{"birth_date", "1980-06-04"}});
  const auto violations = OutdatedViolations(correction, changed);
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_EQ(violations[0].subject, "learner.birth_date");
}

}  // namespace
}  // namespace attest::registration
