// Comparisons in lines, for tests.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMPARISON_LINES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMPARISON_LINES_H_

#include <string>
#include <vector>

#include "services/catalogue/domain/comparison.h"
#include "services/catalogue/domain/testing/documents.h"

namespace attest::catalogue::testing {

// A change in one line, e.g. `units/1/criteria/1.1 > units/1/criteria/1.2 n`.
inline std::string Line(const ItemChange& change) {
  static constexpr char kLetters[] = "+-wnmf";
  std::string line = change.from_place + " > " + change.to_place + " ";
  for (const ChangeKind kind : change.changes) {
    line += kLetters[static_cast<int>(kind)];
  }
  return line;
}

inline std::vector<std::string> Changes(const Comparison& comparison) {
  std::vector<std::string> lines;
  for (const ItemChange& change : comparison.changes) {
    lines.push_back(Line(change));
  }
  return lines;
}

// A mapping in one line, e.g. `1.1 > 1.2 carries 100` with the
// places in full.
inline std::vector<std::string> Criteria(const Comparison& comparison) {
  static constexpr const char* kNames[] = {"carries", "review", "none"};
  std::vector<std::string> lines;
  for (const CriterionMapping& each : comparison.criteria) {
    lines.push_back(each.from_place + " > " + each.to_place + " " +
                    kNames[static_cast<int>(each.carry_over)] + " " +
                    std::to_string(each.likeness));
  }
  return lines;
}

inline DocumentWriter Bees() {
  DocumentWriter bees;
  bees.Unit("1", "Inspect a colony", "L/600/0001", "3 credits")
      .Outcome("1", "Understand how to inspect a colony")
      .Criterion("1.1", "Explain when to inspect a colony")
      .Criterion("1.2", "Explain the risks");
  return bees;
}

}  // namespace attest::catalogue::testing

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_COMPARISON_LINES_H_
