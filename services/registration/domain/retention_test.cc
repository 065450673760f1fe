#include "services/registration/domain/retention.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Day = absl::CivilDay;

const RetentionClasses kClasses = {{.records = "learner records", .years = 3},
                                   {.records = "funding records", .years = 6}};

LearnerRecord Ended(Day end,
                    RegistrationState state = RegistrationState::kCompleted) {
  Registration registration;
  registration.id = "r1";
  registration.state = state;
  registration.end_date = end;
  LearnerRecord record;
  record.learner.id = "l1";
  record.registrations = {registration};
  return record;
}

std::vector<std::string> Types(const LearnerRecord& record, Day today) {
  std::vector<std::string> types;
  for (const auto& one : ErasureViolations(record, kClasses, today)) {
    types.push_back(one.type);
  }
  return types;
}

// D70: a clock for each class of records, from the end of the studies on.
TEST(Retention, RunsForEachClassOfRecords) {
  const LearnerRecord record = Ended(Day(2020, 2, 29));
  EXPECT_THAT(Types(record, Day(2023, 2, 28)),
              ElementsAre("RETENTION_RUNNING", "RETENTION_RUNNING"));
  EXPECT_THAT(Types(record, Day(2023, 3, 1)), ElementsAre("RETENTION_RUNNING"));
  EXPECT_THAT(Types(record, Day(2026, 3, 1)), IsEmpty());

  const auto violations = ErasureViolations(record, kClasses, Day(2025, 1, 1));
  ASSERT_THAT(violations, SizeIs(1));
  EXPECT_THAT(violations[0].description,
              HasSubstr("funding records are kept for 6 years, until "
                        "2026-03-01"));
}

TEST(Retention, WaitsForTheEndOfEveryRegistration) {
  for (const auto state :
       {RegistrationState::kActive, RegistrationState::kOnBreak}) {
    EXPECT_THAT(Types(Ended(Day(2000, 1, 1), state), Day(2026, 1, 1)),
                ElementsAre("REGISTRATION_LIVE"));
  }
  // D32: expired by its date, whether or not it was noticed.
  LearnerRecord record = Ended(Day(2000, 1, 1), RegistrationState::kActive);
  record.registrations[0].end_date = std::nullopt;
  record.registrations[0].expiry_date = Day(2010, 1, 1);
  EXPECT_THAT(Types(record, Day(2026, 1, 1)), IsEmpty());
}

// D68: a hold keeps everything.
TEST(Retention, WaitsForHolds) {
  Hold hold;
  hold.id = "h1";
  hold.scopes = {HoldScope::kVerification};
  LearnerRecord record = Ended(Day(2000, 1, 1));
  record.holds = {hold};
  record.registrations[0].holds = {hold};
  EXPECT_THAT(Types(record, Day(2026, 1, 1)), ElementsAre("ON_HOLD"));
}

TEST(Retention, ErasesOnceAndUnderTheNameThatStays) {
  LearnerRecord record = Ended(Day(2000, 1, 1));
  record.learner.merged_into = "l2";
  EXPECT_THAT(Types(record, Day(2026, 1, 1)), ElementsAre("LEARNER_MERGED"));
  record.learner.merged_into = "";
  record.learner.erased = true;
  EXPECT_THAT(Types(record, Day(2026, 1, 1)), ElementsAre("LEARNER_ERASED"));
}

TEST(Retention, IsThreeYearsUnlessConfigured) {
  for (const RetentionClass& one : DefaultRetention()) {
    EXPECT_EQ(one.years, 3) << one.records;
  }
}

}  // namespace
}  // namespace attest::registration
