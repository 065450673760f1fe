#include "tests/bench/table.h"

#include "gtest/gtest.h"

namespace attest::bench {
namespace {

Table Results() {
  Table table({{"server", "server"},
               {"calls/s", "calls_per_second"},
               {"CPU s", "cpu_seconds", 2}});
  table.Add({"sync", 41'234.4, 1.5});
  table.Add({"callback", 999.0, CellOf(std::nullopt)});
  return table;
}

TEST(Table, AlignsTextsLeftAndNumbersRight) {
  EXPECT_EQ(Results().Text(),
            "server    calls/s  CPU s\n"
            "sync       41,234   1.50\n"
            "callback      999      -\n");
}

TEST(Table, GroupsDigitsInThousands) {
  Table table({Column{"n", "n"}});
  for (const double number : {0.0, 100.0, 1000.0, 1234567.0, -1000.0, -100.0}) {
    table.Add({number});
  }

  EXPECT_EQ(table.Text(),
            "        n\n        0\n      100\n    1,000\n1,234,567\n"
            "   -1,000\n     -100\n");
}

TEST(Table, GivesJsonWithNullForWhatIsNotKnown) {
  EXPECT_EQ(Results().Json().dump(),
            R"([{"server":"sync","calls_per_second":41234.4,)"
            R"("cpu_seconds":1.5},{"server":"callback",)"
            R"("calls_per_second":999.0,"cpu_seconds":null}])");
}

TEST(Table, ShowsItsTitlesWhenItIsEmpty) {
  EXPECT_EQ(Table({{"a", "a"}, {"b", "b"}}).Text(), "a  b\n");
}

}  // namespace
}  // namespace attest::bench
