#include "services/catalogue/domain/key_dates.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::catalogue {
namespace {

using attest::testing::IsOk;
using attest::testing::NamesFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kOperational = 1;
constexpr int kCertification = 2;
using Day = absl::CivilDay;

constexpr Day kToday(2026, 11, 24);

absl::Status Findings(const std::vector<KeyDateEntry>& entries) {
  FieldChecks check("catalogue.attest");
  ReadKeyDates("key_dates", entries, kToday, check);
  return check.status();
}

KeyDate Dated(KeyDateKind kind, absl::CivilDay date) {
  return {.kind = kind,
          .date = date,
          .source = "external list",
          .observed = kToday};
}

std::vector<std::string> Types(const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const auto& violation : violations) types.push_back(violation.type);
  return types;
}

// E15: a date is a fact with a source and the day on which that was read.
TEST(KeyDatesTest, ADateNeedsItsSourceAndTheDayItWasRead) {
  EXPECT_THAT(Findings({{kOperational, "2027-08-31", "list", "2026-11-24"}}),
              IsOk());
  EXPECT_THAT(
      Findings({{kOperational, "2027-08-31", "", ""}}),
      NamesFields({"key_dates[0].source", "key_dates[0].observed_date"}));
}

TEST(KeyDatesTest, TheSourceIsNotReadInTheFuture) {
  EXPECT_THAT(Findings({{kOperational, "2027-08-31", "list", "2026-11-25"}}),
              NamesFields({"key_dates[0].observed_date"}));
}

// E16: unset is something that can be said, with or without a source.
TEST(KeyDatesTest, UnsetNeedsNothing) {
  EXPECT_THAT(Findings({{kOperational, "", "", ""}}), IsOk());
  EXPECT_THAT(Findings({{kOperational, "", "list", "2026-11-24"}}), IsOk());
}

TEST(KeyDatesTest, EachKindIsThereOnceAndOneOfThree) {
  EXPECT_THAT(Findings({{kOperational, "", "", ""},
                        {kCertification, "", "", ""},
                        {kOperational, "", "", ""},
                        {0, "", "", ""},
                        {-7, "", "", ""},
                        {4, "", "", ""}}),
              NamesFields({"key_dates[2].kind", "key_dates[3].kind",
                           "key_dates[4].kind", "key_dates[5].kind"}));
}

TEST(KeyDatesTest, EverythingWrongIsNamedAtOnce) {
  EXPECT_THAT(
      Findings({{9, "2026-02-30", std::string(201, 'x'), "yesterday"}}),
      NamesFields({"key_dates[0].kind", "key_dates[0].date",
                   "key_dates[0].source", "key_dates[0].observed_date"}));
}

TEST(KeyDatesTest, WhatIsNotNamedStays) {
  const KeyDates dates = WithDates(
      WithDates(NoKeyDates(),
                {Dated(KeyDateKind::kOperationalEnd, Day(2027, 8, 31))}),
      {Dated(KeyDateKind::kReview, Day(2027, 1, 1))});
  EXPECT_EQ(dates[0].date, absl::CivilDay(2027, 8, 31));
  EXPECT_FALSE(dates[1].date);
  EXPECT_EQ(dates[2].date, absl::CivilDay(2027, 1, 1));
}

// D10
TEST(KeyDatesTest, DatesDoNotRunBackwards) {
  const absl::CivilDay start(2014, 9, 1);
  const auto violations = [&](absl::CivilDay end,
                              absl::CivilDay certification) {
    return Types(OrderViolations(
        start,
        WithDates(NoKeyDates(),
                  {Dated(KeyDateKind::kOperationalEnd, end),
                   Dated(KeyDateKind::kCertificationEnd, certification)}),
        "qualifications/7D27V2"));
  };
  EXPECT_THAT(violations(Day(2027, 8, 31), Day(2030, 8, 31)), IsEmpty());
  EXPECT_THAT(violations(Day(2027, 8, 31), Day(2027, 8, 31)), IsEmpty());
  EXPECT_THAT(violations(Day(2014, 9, 1), Day(2014, 9, 1)), IsEmpty());
  EXPECT_THAT(violations(Day(2027, 8, 31), Day(2027, 8, 30)),
              ElementsAre("CERTIFICATION_END_BEFORE_OPERATIONAL_END"));
  EXPECT_THAT(violations(Day(2014, 8, 31), Day(2027, 8, 31)),
              ElementsAre("OPERATIONAL_END_BEFORE_START"));
  EXPECT_THAT(violations(Day(2014, 8, 31), Day(2014, 8, 30)),
              ElementsAre("OPERATIONAL_END_BEFORE_START",
                          "CERTIFICATION_END_BEFORE_OPERATIONAL_END",
                          "CERTIFICATION_END_BEFORE_START"));
}

// D10: a certification end alone is held against the start.
TEST(KeyDatesTest, WhatIsNotConfiguredIsInNobodysWay) {
  KeyDates dates = WithDates(
      NoKeyDates(), {Dated(KeyDateKind::kCertificationEnd, Day(2010, 1, 1))});
  EXPECT_THAT(Types(OrderViolations(absl::CivilDay(2014, 9, 1), dates, "q")),
              ElementsAre("CERTIFICATION_END_BEFORE_START"));
  EXPECT_THAT(OrderViolations({}, dates, "q"), IsEmpty());
  EXPECT_THAT(OrderViolations(absl::CivilDay(2014, 9, 1), NoKeyDates(), "q"),
              IsEmpty());
}

// R113, E15: unset says so, and never "no end".
TEST(KeyDatesTest, UnsetSaysSo) {
  KeyDate end{.kind = KeyDateKind::kOperationalEnd};
  EXPECT_EQ(NoteOf(end, "the external list"),
            "not configured, which is not `no end`; see the external list");
  end.source = "external list";
  end.observed = kToday;
  EXPECT_THAT(NoteOf(end, ""),
              HasSubstr("external list gave none on 2026-11-24"));
  EXPECT_EQ(NoteOf({.kind = KeyDateKind::kReview}, ""), "not configured");
  EXPECT_EQ(NoteOf(Dated(KeyDateKind::kReview, kToday), "x"), "");
}

}  // namespace
}  // namespace attest::catalogue
