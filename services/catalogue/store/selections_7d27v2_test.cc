// The rule of combination of the real syllabus, and the numbers that were
// computed from it independently (requirements, section 12).
#include <algorithm>
#include <climits>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/testing/combinations.h"
#include "services/catalogue/testing/syllabi.h"

namespace attest::catalogue::store {
namespace {

using ::attest::catalogue::testing::Choosing;
using ::testing::ElementsAre;
using ::testing::Pair;

using Numbers = std::vector<std::string>;

constexpr int kLevel5 = 5;

const Combination& Real() {
  static const auto* const kCombination = new Combination(checks::CombinationOf(
      testing::ReadSyllabus(testing::RealSyllabusFile())));
  return *kCombination;
}

// Least and most.
struct Range {
  int least = INT_MAX;
  int most = INT_MIN;
  void Add(int value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  bool operator==(const Range&) const = default;
};

void PrintTo(const Range& range, std::ostream* out) {
  *out << range.least << " to " << range.most;
}

// The ranges of one family of selections.
struct Ranges {
  int count = 0;
  Range credits, guided_hours, unit_time, credits_at_level;
  void Add(const Totals& totals) {
    ++count;
    credits.Add(totals.credits);
    guided_hours.Add(totals.guided_learning_hours);
    unit_time.Add(totals.total_unit_time_hours);
    credits_at_level.Add(totals.credits_at_level);
  }
};

struct Survey {
  Ranges valid, minimal, at_45_credits;
  int without_level_5 = 0;
  Range level_5_credits_of_minimal;
  std::map<int, int> minimal_by_credits, minimal_by_optional_units;
  std::map<Numbers, int> invalid_by_rules;
  std::vector<Selection> with_least_guided_hours;
};

int Level5Credits(const Totals& totals) {
  return totals.credits - totals.credits_at_level;
}

void AddValid(const Selection& selection, const Evaluation& evaluation,
              Survey& survey) {
  const Totals& totals = evaluation.totals;
  survey.valid.Add(totals);
  if (totals.credits == 45) survey.at_45_credits.Add(totals);
  if (Level5Credits(totals) == 0) ++survey.without_level_5;
  if (totals.guided_learning_hours == 223) {
    survey.with_least_guided_hours.push_back(selection);
  }
  if (!evaluation.minimal) return;
  survey.minimal.Add(totals);
  survey.level_5_credits_of_minimal.Add(Level5Credits(totals));
  ++survey.minimal_by_credits[totals.credits];
  ++survey.minimal_by_optional_units[totals.units - 3];
}

Numbers BrokenRules(const Evaluation& evaluation) {
  Numbers broken;
  for (const RuleFinding& finding : evaluation.rules) {
    if (!finding.holds) broken.push_back(finding.rule->id);
  }
  return broken;
}

// Every selection with the mandatory units: 2^15 of them.
const Survey& Surveyed() {
  static const Survey* const kSurvey = [] {
    auto* survey = new Survey();
    const Selection mandatory = Choosing(Real(), {"57", "58", "67"});
    std::vector<size_t> optional;
    for (size_t i = 0; i < mandatory.size(); ++i) {
      if (!mandatory[i]) optional.push_back(i);
    }
    for (unsigned mask = 0; mask < 1u << optional.size(); ++mask) {
      Selection selection = mandatory;
      for (size_t i = 0; i < optional.size(); ++i) {
        selection[optional[i]] = (mask >> i & 1) != 0;
      }
      const Evaluation evaluation = Evaluate(Real(), selection);
      if (evaluation.valid) {
        AddValid(selection, evaluation, *survey);
      } else {
        ++survey->invalid_by_rules[BrokenRules(evaluation)];
      }
    }
    return survey;
  }();
  return *kSurvey;
}

Numbers WithMandatory(Numbers optional) {
  for (const char* unit : {"57", "58", "67"}) optional.push_back(unit);
  return optional;
}

// R47 to R49: the pool that everything is computed from.
TEST(RealCombination, HasTheUnitsOfTheDocument) {
  ASSERT_EQ(Real().units.size(), 18u);
  const Totals mandatory = Sum(Real(), Choosing(Real(), {"57", "58", "67"}));
  EXPECT_EQ(mandatory.credits, 16);
  EXPECT_EQ(mandatory.guided_learning_hours, 99);
  EXPECT_EQ(mandatory.total_unit_time_hours, 160);  // R44
  EXPECT_EQ(mandatory.credits_at_level, 16);
  Totals all = Sum(Real(), Selection(18, true));
  EXPECT_EQ(all.credits - mandatory.credits, 80);
  EXPECT_EQ(all.credits_at_level - mandatory.credits_at_level, 42);
  EXPECT_EQ(all.guided_learning_hours - mandatory.guided_learning_hours, 412);
  EXPECT_EQ(all.total_unit_time_hours - mandatory.total_unit_time_hours, 800);
  EXPECT_EQ(std::count_if(Real().units.begin(), Real().units.end(),
                          [](const auto& u) { return u.level == kLevel5; }),
            7);
  EXPECT_EQ(Real().total_qualification_time_hours, 450);  // R42, E3
}

TEST(RealCombination, Has20059ValidSelections) {
  EXPECT_EQ(Surveyed().valid.count, 20'059);
  EXPECT_EQ(Surveyed().valid.credits, (Range{45, 96}));           // R41, R51
  EXPECT_EQ(Surveyed().valid.guided_hours, (Range{223, 511}));    // R43
  EXPECT_EQ(Surveyed().valid.unit_time, (Range{450, 960}));       // R42, E3
  EXPECT_EQ(Surveyed().valid.credits_at_level, (Range{35, 58}));  // R46
  EXPECT_EQ(Surveyed().without_level_5, 40);
}

// R50: which rules the others break.
TEST(RealCombination, Has12709InvalidSelections) {
  EXPECT_THAT(
      Surveyed().invalid_by_rules,
      ElementsAre(Pair(ElementsAre("LEVEL_7_CREDITS"), 8'102),
                  Pair(ElementsAre("OPTIONAL_CREDITS", "LEVEL_7_CREDITS",
                                   "TOTAL_CREDITS"),
                       4'058),
                  Pair(ElementsAre("OPTIONAL_CREDITS", "TOTAL_CREDITS"), 549)));
}

TEST(RealCombination, Has1517MinimalSelections) {
  const Survey& survey = Surveyed();
  EXPECT_EQ(survey.minimal.count, 1'517);
  EXPECT_THAT(survey.minimal_by_optional_units,
              ElementsAre(Pair(5, 77), Pair(6, 1'440)));
  EXPECT_THAT(survey.minimal_by_credits,
              ElementsAre(Pair(45, 165), Pair(46, 277), Pair(47, 382),
                          Pair(48, 430), Pair(49, 247), Pair(50, 16)));
  EXPECT_EQ(survey.minimal.guided_hours, (Range{223, 293}));
  EXPECT_EQ(survey.minimal.unit_time, (Range{450, 500}));
  EXPECT_EQ(survey.level_5_credits_of_minimal.most, 13);
}

// R41, E2
TEST(RealCombination, Has165SelectionsOf45Credits) {
  EXPECT_EQ(Surveyed().at_45_credits.count, 165);
  EXPECT_EQ(Surveyed().at_45_credits.guided_hours, (Range{223, 278}));
}

// R43, E2
TEST(RealCombination, HasOneSelectionOf223GuidedLearningHours) {
  EXPECT_THAT(Surveyed().with_least_guided_hours,
              ElementsAre(Choosing(
                  Real(), WithMandatory({"54", "61", "63", "64", "65"}))));
}

struct Vector {
  Numbers optional;
  int credits, guided_hours, unit_time, credits_at_level;
  bool minimal;
  Numbers broken;  // empty: valid
};

// The ready test vectors of section 12.
const Vector kVectors[] = {
    {{"54", "61", "63", "64", "65"}, 45, 223, 450, 38, true, {}},
    {{"46", "47", "56", "63", "64"}, 45, 248, 450, 35, true, {}},
    {{"46", "51", "56", "59", "60", "65"}, 45, 278, 450, 35, true, {}},
    {{"52", "54", "56", "59", "60", "63"}, 50, 278, 500, 37, true, {}},
    {{"46", "51", "56", "60", "64", "66"}, 49, 293, 490, 39, true, {}},
    {{"56", "63", "64", "65"},
     39,
     213,
     390,
     39,
     false,
     {"OPTIONAL_CREDITS", "TOTAL_CREDITS"}},
    {{"46", "47", "49", "51", "52", "53", "54"},
     54,
     285,
     540,
     16,
     false,
     {"LEVEL_7_CREDITS"}},
    {{"56"},
     22,
     140,
     220,
     22,
     false,
     {"OPTIONAL_CREDITS", "LEVEL_7_CREDITS", "TOTAL_CREDITS"}},
    {{},
     16,
     99,
     160,
     16,
     false,
     {"OPTIONAL_CREDITS", "LEVEL_7_CREDITS", "TOTAL_CREDITS"}},
    {{"46", "47", "49", "51", "52", "56"},
     48,
     275,
     480,
     22,
     false,
     {"LEVEL_7_CREDITS"}},
    {{"56", "59", "60", "61", "63"},
     42,
     244,
     420,
     42,
     false,
     {"OPTIONAL_CREDITS", "TOTAL_CREDITS"}},
    {{"56", "59", "60", "61", "63", "65"}, 46, 264, 460, 46, true, {}},
    {{"46", "47", "49", "51", "52", "53", "54", "56", "59", "60", "61", "63",
      "64", "65", "66"},
     96,
     511,
     960,
     58,
     false,
     {}},
};

// R41 to R51
TEST(RealCombination, AgreesWithTheReadyVectors) {
  for (const Vector& vector : kVectors) {
    SCOPED_TRACE(::testing::PrintToString(vector.optional));
    const Evaluation evaluation =
        Evaluate(Real(), Choosing(Real(), WithMandatory(vector.optional)));
    EXPECT_EQ(evaluation.valid, vector.broken.empty());
    EXPECT_EQ(BrokenRules(evaluation), vector.broken);
    EXPECT_EQ(evaluation.minimal, vector.minimal);
    EXPECT_EQ(evaluation.totals.credits, vector.credits);
    EXPECT_EQ(evaluation.totals.guided_learning_hours, vector.guided_hours);
    EXPECT_EQ(evaluation.totals.total_unit_time_hours, vector.unit_time);
    EXPECT_EQ(evaluation.totals.credits_at_level, vector.credits_at_level);
  }
}

// R50: {56} has 22 of 45, 6 of 29, 22 of 35.
TEST(RealCombination, SaysHaveNeedAndMissing) {
  const Evaluation evaluation =
      Evaluate(Real(), Choosing(Real(), WithMandatory({"56"})));
  const auto numbers = [&](size_t rule) {
    const RuleFinding& finding = evaluation.rules[rule];
    return std::vector<int>{finding.have, finding.need, finding.missing};
  };
  EXPECT_THAT(numbers(0), ElementsAre(3, 3, 0));     // R44
  EXPECT_THAT(numbers(1), ElementsAre(6, 29, 23));   // R45
  EXPECT_THAT(numbers(2), ElementsAre(22, 35, 13));  // R46
  EXPECT_THAT(numbers(3), ElementsAre(22, 45, 23));  // R41
  EXPECT_EQ(evaluation.rules[1].candidates.size(), 14u);
  EXPECT_EQ(evaluation.rules[2].candidates.size(), 7u);
}

// R44: 90 credits without M&L 67 are not enough.
TEST(RealCombination, NeedsEveryMandatoryUnit) {
  Selection selection(18, true);
  const Selection without = Choosing(Real(), {"67"});
  for (size_t i = 0; i < selection.size(); ++i) {
    if (without[i]) selection[i] = false;
  }

  const Evaluation evaluation = Evaluate(Real(), selection);

  EXPECT_EQ(evaluation.totals.credits, 90);
  EXPECT_THAT(BrokenRules(evaluation), ElementsAre("MANDATORY_UNITS"));
  EXPECT_EQ(evaluation.rules[0].candidates.size(), 1u);
}

// R51: minimums only, so that one more unit never spoils a selection.
TEST(RealCombination, StaysValidWithMoreUnits) {
  for (const Vector& vector : kVectors) {
    if (!vector.broken.empty()) continue;
    Selection selection = Choosing(Real(), WithMandatory(vector.optional));
    for (size_t i = 0; i < selection.size(); ++i) {
      selection[i] = true;
      EXPECT_TRUE(IsValid(Real(), selection));
    }
  }
}

// E1: three rows of the table of units are shifted. Whoever believed them would
// come to less than the 223 hours that the same document prints.
TEST(RealCombination, WouldContradictTheDocumentWithItsShiftedRows) {
  const v1::Syllabus syllabus =
      testing::ReadSyllabus(testing::RealSyllabusFile());
  Combination believed = Real();
  for (const v1::UnitTableRow& row : syllabus.unit_table()) {
    for (UnitFacts& unit : believed.units) {
      if (unit.number != row.unit()) continue;
      unit.guided_learning_hours = row.printed_glh();
      unit.total_unit_time_hours = row.printed_tut();
    }
  }
  const Selection none(believed.units.size(), false);
  const auto best = [&](Objective objective) {
    return Sum(believed,
               Propose(believed, {none, none, objective, 1}).selections[0]);
  };

  EXPECT_EQ(best(Objective::kLeastGuidedLearningHours).guided_learning_hours,
            145);
  EXPECT_EQ(best(Objective::kFewestCredits).total_unit_time_hours, 389);
}

}  // namespace
}  // namespace attest::catalogue::store
