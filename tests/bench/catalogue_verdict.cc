#include "tests/bench/catalogue_verdict.h"

#include <algorithm>

#include "fmt/format.h"

namespace attest::bench {
namespace {

const char* SignOf(Target::Kind kind) {
  switch (kind) {
    case Target::Kind::kAtLeast:
      return ">=";
    case Target::Kind::kAtMost:
      return "<=";
    case Target::Kind::kUnder:
      return "<";
  }
  return "";
}

}  // namespace

bool Meets(double measured, const Target& target) {
  switch (target.kind) {
    case Target::Kind::kAtLeast:
      return measured >= target.limit;
    case Target::Kind::kAtMost:
      return measured <= target.limit;
    case Target::Kind::kUnder:
      return measured < target.limit;
  }
  return false;
}

std::string TextOf(const Target& target) {
  return fmt::format("{} {:g}", SignOf(target.kind), target.limit);
}

Table TableOf(const std::vector<Verdict>& verdicts) {
  Table table({{"what", "what"},
               {"measured", "measured", 3},
               {"unit", "unit"},
               {"target", "target"},
               {"met", "met"}});
  for (const Verdict& verdict : verdicts) {
    std::vector<Cell> row = {
        verdict.what, verdict.measured, verdict.unit, {}, {}};
    if (verdict.target) {
      row[3] = TextOf(*verdict.target);
      row[4] = Meets(verdict.measured, *verdict.target) ? "yes" : "no";
    }
    table.Add(std::move(row));
  }
  return table;
}

double MedianRatio(const std::vector<Measurement>& subject,
                   const std::vector<Measurement>& floor,
                   double Measurement::*measure) {
  std::vector<double> ratios;
  for (size_t i = 0; i < std::min(subject.size(), floor.size()); ++i) {
    if (floor[i].*measure == 0) continue;
    ratios.push_back(subject[i].*measure / floor[i].*measure);
  }
  return Median(std::move(ratios));
}

}  // namespace attest::bench
