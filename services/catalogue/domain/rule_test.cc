#include "services/catalogue/domain/rule.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/domain/testing/combinations.h"

namespace attest::catalogue {
namespace {

using ::attest::catalogue::testing::Leaf;
using ::attest::catalogue::testing::Tree;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Verdict kFails = Verdict::kFails;
constexpr Verdict kOpen = Verdict::kOpen;
constexpr Verdict kHolds = Verdict::kHolds;

// a and (b or (c and d))
Rule Example() {
  const auto leaf = [](std::string id) {
    return Leaf(std::move(id), Measure::kUnits, {}, 1);
  };
  return Tree("ALL", Rule::Kind::kAllOf,
              {leaf("A"), Tree("ANY", Rule::Kind::kAnyOf,
                               {leaf("B"), Tree("BOTH", Rule::Kind::kAllOf,
                                                {leaf("C"), leaf("D")})})});
}

Verdict JudgeExample(const std::vector<Verdict>& leaves) {
  return Judge(Example(), [&](size_t leaf) { return leaves.at(leaf); });
}

std::vector<size_t> AtFault(const std::vector<Verdict>& leaves) {
  return LeavesAtFault(Example(), [&](size_t leaf) { return leaves.at(leaf); });
}

TEST(LeavesOf, KeepsTheOrderOfTheTree) {
  const Rule rule = Example();

  std::vector<std::string> ids;
  for (const Rule* leaf : LeavesOf(rule)) ids.push_back(leaf->id);

  EXPECT_THAT(ids, ElementsAre("A", "B", "C", "D"));
}

// R40
TEST(Judge, CombinesAllOfAndAnyOf) {
  EXPECT_EQ(JudgeExample({kHolds, kHolds, kFails, kFails}), kHolds);
  EXPECT_EQ(JudgeExample({kHolds, kFails, kHolds, kHolds}), kHolds);
  EXPECT_EQ(JudgeExample({kHolds, kFails, kHolds, kFails}), kFails);
  EXPECT_EQ(JudgeExample({kFails, kHolds, kHolds, kHolds}), kFails);
}

TEST(Judge, IsOpenWhileALeafDecides) {
  EXPECT_EQ(JudgeExample({kOpen, kHolds, kFails, kFails}), kOpen);
  EXPECT_EQ(JudgeExample({kHolds, kFails, kOpen, kHolds}), kOpen);
  EXPECT_EQ(JudgeExample({kHolds, kHolds, kOpen, kOpen}), kHolds);
  EXPECT_EQ(JudgeExample({kFails, kOpen, kOpen, kOpen}), kFails);
}

TEST(LeavesAtFault, AreThoseThatFailWhereNothingElseHelps) {
  EXPECT_THAT(AtFault({kHolds, kHolds, kFails, kFails}), IsEmpty());
  EXPECT_THAT(AtFault({kFails, kHolds, kFails, kFails}), ElementsAre(0));
  EXPECT_THAT(AtFault({kHolds, kFails, kFails, kHolds}), ElementsAre(1, 2));
  EXPECT_THAT(AtFault({kFails, kFails, kFails, kFails}),
              ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(AtFault({kHolds, kOpen, kFails, kFails}), IsEmpty());
}

}  // namespace
}  // namespace attest::catalogue
