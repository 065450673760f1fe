#include "tools/attest/catalogue/table.h"

#include "gtest/gtest.h"

namespace attest::catalogue_tools {
namespace {

using Cells = std::vector<std::string>;

std::string Printed(const Table& table, int width, int indent = 0) {
  Page page({false, width});
  table.PrintTo(page, indent);
  return page.text();
}

TEST(Table, AlignsColumns) {
  Table table({{"UNIT"}, {"CREDITS", true}, {"REFERENCE"}});
  table.Add(Cells{"57", "5", "K/506/2074"});
  table.Add(Cells{"ÄÖ", "10", "x"});
  EXPECT_EQ(Printed(table, 80),
            "UNIT  CREDITS  REFERENCE\n"
            "57          5  K/506/2074\n"
            "ÄÖ         10  x\n");
}

TEST(Table, WrapsTheFlexibleColumnWhenThePageIsNarrow) {
  Table table({{"UNIT"}, {"TITLE", false, true}, {"GLH", true}});
  table.Add(Cells{"57", "Develop a strategic plan", "31"});
  EXPECT_EQ(Printed(table, 25),
            "UNIT  TITLE           GLH\n"
            "57    Develop a        31\n"
            "      strategic plan\n");
}

TEST(Table, NeverSqueezesTheFlexibleColumnToNothing) {
  Table table({{"A", false, true}, {"B"}});
  table.Add(Cells{"develop a strategic plan", std::string(40, 'b')});
  EXPECT_NE(Printed(table, 20).find("develop a "), std::string::npos);
}

TEST(Table, IndentsAndLeavesNoSpacesAtTheEnd) {
  Table table({{"A"}, {"B"}});
  table.Add(Cells{"x", ""});
  EXPECT_EQ(Printed(table, 80, 2), "  A  B\n  x\n");
}

TEST(Table, FillsMissingCellsAndDropsOthers) {
  Table table({{"A"}, {"B"}});
  table.Add(Cells{"1"});
  table.Add(Cells{"1", "2", "3"});
  EXPECT_EQ(Printed(table, 80), "A  B\n1\n1  2\n");
}

}  // namespace
}  // namespace attest::catalogue_tools
