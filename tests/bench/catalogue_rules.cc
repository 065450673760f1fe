#include "tests/bench/catalogue_rules.h"

#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include "services/catalogue/domain/evaluation.h"
#include "services/catalogue/domain/proposals.h"
#include "services/catalogue/domain/testing/combinations.h"
#include "tests/bench/measurement.h"

namespace attest::bench {
namespace {

using catalogue::Combination;
using catalogue::Measure;
using catalogue::Objective;
using catalogue::Rule;
using catalogue::Selection;

constexpr size_t kGroups = 6;
constexpr size_t kUnitsOfAGroup = 10;
constexpr size_t kBest = 10;
constexpr size_t kUnitsEvaluated = 9;
constexpr int kEvaluations = 10'000;

constexpr Objective kObjectives[] = {
    Objective::kFewestCredits, Objective::kLeastGuidedLearningHours,
    Objective::kMostCreditsAtLevel, Objective::kFewestUnits,
    Objective::kClosestToWish};

absl::Duration CpuUsed() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return absl::DurationFromTimespec(used);
}

catalogue::UnitFacts UnitAt(size_t position) {
  const int credits = 2 + static_cast<int>(position * 7 % 8);
  const int hours = 4 * credits + static_cast<int>(position * 5 % 11);
  return {"U" + std::to_string(position), 5 + static_cast<int>(position % 3),
          credits, hours, 10 * credits};
}

// Positions from `first` to before `end` of units at `level` or above.
std::vector<size_t> Positions(const Combination& combination, size_t first,
                              size_t end, int level = 0) {
  std::vector<size_t> positions;
  for (size_t i = first; i < end; ++i) {
    if (combination.units[i].level >= level) positions.push_back(i);
  }
  return positions;
}

std::vector<Rule> RulesOfSixty(const Combination& combination) {
  using catalogue::testing::Leaf;
  const size_t size = combination.units.size();
  std::vector<Rule> rules = {
      Leaf("CREDITS", Measure::kCredits, Positions(combination, 0, size), 60),
      Leaf("LEVEL_7_CREDITS", Measure::kCredits,
           Positions(combination, 0, size, 7), 30),
      Leaf("BARRED", Measure::kUnits, {4, 17}, 0, 1)};
  for (size_t group = 0; group < kGroups; ++group) {
    const auto units = Positions(combination, group * kUnitsOfAGroup,
                                 (group + 1) * kUnitsOfAGroup);
    rules.push_back(Leaf("GROUP_" + std::to_string(group), Measure::kCredits,
                         units, 5 + static_cast<int>(group)));
    if (group < 2) {
      rules.push_back(Leaf("FEW_OF_" + std::to_string(group), Measure::kUnits,
                           units, 0, 3));
    }
  }
  return rules;
}

// Cold: the copy is new to whoever remembers combinations.
absl::Duration ProposalCpu(const Combination& combination,
                           Objective objective) {
  const Combination fresh = combination;
  catalogue::Wishes wishes;
  wishes.keep = FirstUnits(fresh, 0);
  wishes.avoid = FirstUnits(fresh, 0);
  wishes.wish = FirstUnits(fresh, kUnitsEvaluated);
  wishes.objective = objective;
  wishes.limit = kBest;
  return CpuOf([&] { catalogue::Propose(fresh, wishes); });
}

// The objective that costs most, in the median of its runs; milliseconds.
double SlowestProposalMs(const Combination& combination, int runs) {
  double slowest = 0;
  for (const Objective objective : kObjectives) {
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) {
      times.push_back(
          absl::ToDoubleMilliseconds(ProposalCpu(combination, objective)));
    }
    slowest = std::max(slowest, Median(std::move(times)));
  }
  return slowest;
}

double EvaluationUs(const Combination& combination, int runs) {
  const catalogue::Evaluator evaluator(combination);
  const Selection selection = FirstUnits(combination, kUnitsEvaluated);
  std::vector<double> times;
  for (int run = 0; run < runs; ++run) {
    const absl::Duration all = CpuOf([&] {
      for (int i = 0; i < kEvaluations; ++i) {
        evaluator.Evaluate(selection);
      }
    });
    times.push_back(absl::ToDoubleMicroseconds(all) / kEvaluations);
  }
  return Median(std::move(times));
}

}  // namespace

absl::Duration CpuOf(absl::FunctionRef<void()> work) {
  const absl::Duration before = CpuUsed();
  work();
  return CpuUsed() - before;
}

Combination SixtyUnits() {
  Combination combination;
  for (size_t i = 0; i < kGroups * kUnitsOfAGroup; ++i) {
    combination.units.push_back(UnitAt(i));
  }
  combination.rule = catalogue::testing::Tree("COMBINATION", Rule::Kind::kAllOf,
                                              RulesOfSixty(combination));
  combination.level = 7;
  combination.total_qualification_time_hours = 600;
  return combination;
}

Selection FirstUnits(const Combination& combination, size_t count) {
  Selection selection(combination.units.size(), false);
  std::fill_n(selection.begin(), std::min(count, selection.size()), true);
  return selection;
}

std::vector<Verdict> MeasureRules(const Combination& combination, int runs) {
  return {{.what = "evaluation of 9 units, in process, CPU",
           .measured = EvaluationUs(combination, runs),
           .unit = "us",
           .target = Target{Target::Kind::kUnder, 2}},
          {.what = "best 10 of 32,768, cold, in process, CPU",
           .measured = SlowestProposalMs(combination, runs),
           .unit = "ms",
           .target = Target{Target::Kind::kUnder, 1}},
          {.what = "best 10 of 60 units in 6 groups, cold, in process, CPU",
           .measured = SlowestProposalMs(SixtyUnits(), runs),
           .unit = "ms",
           .target = Target{Target::Kind::kUnder, 100}}};
}

}  // namespace attest::bench
