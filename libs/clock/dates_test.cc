#include "libs/clock/dates.h"

#include <random>

#include "gtest/gtest.h"

namespace attest {
namespace {

using absl::CivilDay;

TEST(ParseDate, ReadsDays) {
  EXPECT_EQ(ParseDate("2026-11-24"), CivilDay(2026, 11, 24));
  EXPECT_EQ(ParseDate("1900-01-01"), CivilDay(1900, 1, 1));
  EXPECT_EQ(ParseDate("2999-12-31"), CivilDay(2999, 12, 31));
}

TEST(ParseDate, KnowsLeapYears) {
  EXPECT_EQ(ParseDate("2024-02-29"), CivilDay(2024, 2, 29));
  EXPECT_EQ(ParseDate("2000-02-29"), CivilDay(2000, 2, 29));
  EXPECT_EQ(ParseDate("2023-02-29"), std::nullopt);
  EXPECT_EQ(ParseDate("1900-02-29"), std::nullopt);
  EXPECT_EQ(ParseDate("2100-02-29"), std::nullopt);
}

TEST(ParseDate, RefusesDaysThatDoNotExist) {
  for (const char* text :
       {"1990-02-31", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
        "2026-01-32", "2026-99-99", "0000-00-00"}) {
    EXPECT_EQ(ParseDate(text), std::nullopt) << text;
  }
}

TEST(ParseDate, RefusesYearsOutOfReach) {
  EXPECT_EQ(ParseDate("1899-12-31"), std::nullopt);
  EXPECT_EQ(ParseDate("3000-01-01"), std::nullopt);
}

TEST(ParseDate, RefusesEveryOtherForm) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("24/11/2026"),
        std::string_view("2026-11-24T00:00:00Z"),
        std::string_view("2026/11/24"), std::string_view("2026-1-024"),
        std::string_view("26-11-2400"), std::string_view(" 2026-11-24"),
        std::string_view("2026-11-24 "), std::string_view("2026-11-2\0", 10),
        std::string_view("+026-11-24"), std::string_view("2026--1-24"),
        std::string_view("2026-11-2x"),
        std::string_view("\xD9\xA2\xD9\xA0-11-24")}) {
    EXPECT_EQ(ParseDate(text), std::nullopt) << text;
  }
}

TEST(ParseDate, ReadsBackEveryDayThatFormatDateWrites) {
  int days = 0;
  for (CivilDay day(1900, 1, 1); day <= CivilDay(2999, 12, 31); ++day) {
    ASSERT_EQ(ParseDate(FormatDate(day)), day) << FormatDate(day);
    ++days;
  }
  EXPECT_EQ(days, 401'767);
}

TEST(ParseDate, ReadsWhateverItIsGiven) {
  constexpr std::string_view kLikely = "0123456789-/:T\0\xFF";
  std::mt19937 random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string text(random() % 14, '\0');
    for (char& c : text) c = kLikely[random() % kLikely.size()];
    const auto day = ParseDate(text);
    if (day) {
      EXPECT_EQ(FormatDate(*day), text);
    }
  }
}

TEST(FormatDate, PadsWithNoughts) {
  EXPECT_EQ(FormatDate(CivilDay(2026, 1, 2)), "2026-01-02");
  EXPECT_EQ(FormatDate(CivilDay(33, 1, 2)), "0033-01-02");
}

TEST(DateOf, IsTheDayInUtc) {
  const absl::Time midnight = absl::FromUnixSeconds(1'798'761'600);

  EXPECT_EQ(DateOf(midnight), CivilDay(2027, 1, 1));
  EXPECT_EQ(DateOf(midnight - absl::Microseconds(1)), CivilDay(2026, 12, 31));
  EXPECT_EQ(DateOf(absl::FromUnixSeconds(-1)), CivilDay(1969, 12, 31));
}

// R19: a learner is 19 on the birthday, not on the day before.
TEST(YearsBetween, CountsAsBirthdaysDo) {
  const CivilDay birth(2007, 6, 15);

  EXPECT_EQ(YearsBetween(birth, CivilDay(2026, 6, 14)), 18);
  EXPECT_EQ(YearsBetween(birth, CivilDay(2026, 6, 15)), 19);
  EXPECT_EQ(YearsBetween(birth, CivilDay(2026, 6, 16)), 19);
  EXPECT_EQ(YearsBetween(birth, birth), 0);
}

// R19: of somebody born on 29 February.
TEST(YearsBetween, PutsALeapDaysBirthdayOnTheFirstOfMarch) {
  const CivilDay birth(2008, 2, 29);

  EXPECT_EQ(YearsBetween(birth, CivilDay(2027, 2, 28)), 18);
  EXPECT_EQ(YearsBetween(birth, CivilDay(2027, 3, 1)), 19);
  EXPECT_EQ(YearsBetween(birth, CivilDay(2028, 2, 28)), 19);
  EXPECT_EQ(YearsBetween(birth, CivilDay(2028, 2, 29)), 20);
}

TEST(YearsBetween, NeverGrowsByMoreThanOneFromADayToTheNext) {
  const CivilDay birth(1988, 2, 29);
  int years = 0;
  for (CivilDay day = birth; day <= CivilDay(2088, 3, 1); ++day) {
    const int now = YearsBetween(birth, day);
    ASSERT_TRUE(now == years || now == years + 1) << FormatDate(day);
    years = now;
  }
  EXPECT_EQ(years, 100);
}

TEST(YearsBetween, IsNegativeForADayBefore) {
  EXPECT_EQ(YearsBetween(CivilDay(2026, 6, 15), CivilDay(2026, 6, 14)), -1);
  EXPECT_EQ(YearsBetween(CivilDay(2026, 6, 15), CivilDay(2024, 6, 15)), -2);
}

TEST(FormatInstant, AlwaysHasSixDecimals) {
  EXPECT_EQ(FormatInstant(absl::FromUnixMicros(1'795'512'600'000'001)),
            "2026-11-24T09:30:00.000001Z");
  EXPECT_EQ(FormatInstant(absl::FromUnixSeconds(0)),
            "1970-01-01T00:00:00.000000Z");
}

}  // namespace
}  // namespace attest
