#include "services/registration/domain/period.h"

#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using Day = absl::CivilDay;

TEST(Period, CoversFirstAndLastDay) {
  const Period period{.first = Day(2024, 1, 1), .last = Day(2024, 12, 31)};

  EXPECT_FALSE(period.Covers(Day(2023, 12, 31)));
  EXPECT_TRUE(period.Covers(Day(2024, 1, 1)));
  EXPECT_TRUE(period.Covers(Day(2024, 12, 31)));
  EXPECT_FALSE(period.Covers(Day(2025, 1, 1)));
}

TEST(Period, WithoutALastDayIsOpen) {
  const Period period{.first = Day(2024, 1, 1), .last = {}};

  EXPECT_TRUE(period.Covers(Day(2999, 1, 1)));
  EXPECT_EQ(period.Text(), "from 2024-01-01");
}

TEST(Period, OverlapsWhereADayIsInBoth) {
  const Period spring{.first = Day(2024, 1, 1), .last = Day(2024, 6, 30)};
  const Period summer{.first = Day(2024, 6, 30), .last = Day(2024, 9, 30)};
  const Period autumn{.first = Day(2024, 7, 1), .last = {}};

  EXPECT_TRUE(spring.Overlaps(summer));
  EXPECT_TRUE(summer.Overlaps(spring));
  EXPECT_TRUE(summer.Overlaps(autumn));
  EXPECT_FALSE(spring.Overlaps(autumn));
  EXPECT_FALSE(autumn.Overlaps(spring));
  EXPECT_TRUE(autumn.Overlaps(autumn));
}

TEST(Period, SaysItsDays) {
  const Period period{.first = Day(2024, 1, 1), .last = Day(2024, 12, 31)};

  EXPECT_EQ(period.Text(), "2024-01-01 to 2024-12-31");
}

}  // namespace
}  // namespace attest::registration
