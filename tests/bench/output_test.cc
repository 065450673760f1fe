#include "tests/bench/output.h"

#include "gmock/gmock.h"

namespace attest::bench {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

Section Small() {
  Table table({Column{"n", "n"}});
  table.Add({2.0});
  return {.name = "small",
          .title = "A small one",
          .table = table,
          .notes = {"Of no weight."}};
}

TEST(Print, ShowsMachineTitleTableAndNotes) {
  const std::string text = Print({Small()}, /*json=*/false);

  EXPECT_THAT(text, HasSubstr(" cores, "));
  EXPECT_THAT(text, EndsWith("\n\nA small one\n\nn\n2\n\nOf no weight.\n"));
}

TEST(Print, GivesTheSameAsJson) {
  const auto json = nlohmann::json::parse(Print({Small()}, /*json=*/true));

  EXPECT_EQ(json.at("machine"), DescribeMachine());
  EXPECT_EQ(json.at("small").at("rows").dump(), R"([{"n":2.0}])");
  EXPECT_EQ(json.at("small").at("notes").at(0), "Of no weight.");
}

}  // namespace
}  // namespace attest::bench
