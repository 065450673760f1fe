#include "services/catalogue/store/published_syllabus.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "services/catalogue/checks/syllabus_file.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::store {
namespace {

using attest::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::Not;

std::string Bytes(const std::string& file) {
  return checks::CheckSource(testing::ReadText(file))
      .syllabus.SerializeAsString();
}

SyllabusPtr Real() {
  return *PublishedSyllabus::FromBytes(Bytes(testing::RealSyllabusFile()));
}

SyllabusPtr Invented() {
  return *PublishedSyllabus::FromBytes(Bytes(testing::InventedSyllabusFile()));
}

TEST(PublishedSyllabusTest, CountsWhatItHolds) {
  const SyllabusPtr real = Real();
  EXPECT_EQ(real->name(), "qualifications/7D27V2/syllabi/8");
  EXPECT_EQ(real->summary().units(), 18);             // R3
  EXPECT_EQ(real->summary().outcomes(), 58);          // R99
  EXPECT_EQ(real->summary().criteria(), 273);         // R99
  EXPECT_EQ(real->summary().damaged_criteria(), 12);  // R107
  EXPECT_EQ(real->unit_count(), 18u);
}

// The bytes of a unit are those that the unit alone would have.
TEST(PublishedSyllabusTest, CutsUnitsOutOfTheWhole) {
  for (const SyllabusPtr& syllabus : {Real(), Invented()}) {
    const v1::Syllabus whole = syllabus->Parse();
    EXPECT_EQ(whole.SerializeAsString(), syllabus->bytes());
    ASSERT_EQ(static_cast<size_t>(whole.units_size()), syllabus->unit_count());
    for (int i = 0; i < whole.units_size(); ++i) {
      EXPECT_EQ(syllabus->UnitBytes(i), whole.units(i).SerializeAsString());
      EXPECT_EQ(syllabus->ParseUnit(i).name(), whole.units(i).name());
      EXPECT_EQ(syllabus->Position(whole.units(i).number()), i);
      EXPECT_EQ(syllabus->LevelOf(i), whole.units(i).level());
    }
  }
}

TEST(PublishedSyllabusTest, KnowsGroupsAndKindsOfOutcomes) {
  const SyllabusPtr bees = Invented();
  EXPECT_EQ(bees->GroupOf(*bees->Position("H3")), "C");
  EXPECT_TRUE(bees->HasGroup("C"));
  EXPECT_FALSE(bees->HasGroup("A"));
  EXPECT_TRUE(bees->HasOutcomeOf(0, v1::COMPETENCE));
  EXPECT_TRUE(bees->HasOutcomeOf(3, v1::KNOWLEDGE));
  EXPECT_FALSE(bees->HasOutcomeOf(3, v1::COMPETENCE));
  EXPECT_EQ(bees->Position("H9"), std::nullopt);
}

TEST(PublishedSyllabusTest, CutsOutTheRowsOfStandards) {
  for (const SyllabusPtr& syllabus : {Real(), Invented()}) {
    const v1::Syllabus whole = syllabus->Parse();
    ASSERT_EQ(static_cast<size_t>(whole.standards_size()),
              syllabus->standards().size());
    for (int i = 0; i < whole.standards_size(); ++i) {
      const auto& standard = syllabus->standards()[i];
      EXPECT_EQ(standard.unit, whole.standards(i).unit());
      EXPECT_EQ(standard.code, whole.standards(i).code());
      EXPECT_EQ(standard.row, whole.standards(i).SerializeAsString());
    }
  }
}

// The rule of combination of another shape needs no new code.
TEST(PublishedSyllabusTest, ReadsARuleWithBarredUnitsAndMaximums) {
  const SyllabusPtr bees = Invented();
  const Rule& rule = bees->combination().rule;
  ASSERT_EQ(rule.rules.size(), 3u);
  EXPECT_EQ(rule.rules[0].maximum, 2);
  EXPECT_THAT(rule.rules[1].units, ElementsAre(1u, 2u));
  EXPECT_EQ(rule.rules[1].maximum, 1);
  EXPECT_EQ(rule.rules[2].minimum, 6);
}

TEST(PublishedSyllabusTest, IsNotMadeOfOtherBytes) {
  const std::string bytes = Bytes(testing::InventedSyllabusFile());
  EXPECT_THAT(PublishedSyllabus::FromBytes(""), Not(IsOk()));
  EXPECT_THAT(PublishedSyllabus::FromBytes("rubbish"), Not(IsOk()));
  EXPECT_THAT(PublishedSyllabus::FromBytes(bytes + '\x0f'), Not(IsOk()));
  EXPECT_THAT(PublishedSyllabus::FromBytes(bytes.substr(0, bytes.size() - 1)),
              Not(IsOk()));
}

// 1,000 syllabi are to fit: what it takes is little more than its bytes.
TEST(PublishedSyllabusTest, WeighsLittleMoreThanItsBytes) {
  const SyllabusPtr real = Real();
  EXPECT_GE(real->weight(), real->bytes().size());
  EXPECT_LE(real->weight(), real->bytes().size() + 16'384);
}

}  // namespace
}  // namespace attest::catalogue::store
