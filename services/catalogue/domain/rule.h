// A rule of combination as an expression tree (req R40).
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_RULE_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_RULE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"

namespace attest::catalogue {

// What a leaf adds up.
enum class Measure { kCredits, kUnits };

// A node of the tree. Every leaf says the same: what is taken of some units
// adds up to at least `minimum` and at most `maximum`. Named units that must be
// taken, units that exclude each other and units that stand for each other are
// leaves with a minimum of all, a maximum of one, and exactly one. A value.
struct Rule {
  enum class Kind { kAllOf, kAnyOf, kLeaf };

  std::string id;
  std::string title;
  Kind kind = Kind::kLeaf;

  // Parts, at least one. Of kAllOf and kAnyOf.
  std::vector<Rule> rules;

  // Of kLeaf. Units are positions in the syllabus, ascending.
  Measure measure = Measure::kUnits;
  std::vector<size_t> units;
  int minimum = 0;
  std::optional<int> maximum;
};

// The leaves of `rule` in the order of the tree; they point into it.
std::vector<const Rule*> LeavesOf(const Rule& rule);

// What is known of a rule while units are still being chosen.
enum class Verdict { kFails, kOpen, kHolds };

// Gives the verdict of a leaf by its place in LeavesOf().
using LeafVerdict = absl::FunctionRef<Verdict(size_t leaf)>;

// The verdict of the tree.
Verdict Judge(const Rule& rule, LeafVerdict leaves);

// Places of the leaves that make the tree fail: those that fail themselves,
// but not where another part of an "any of" may still hold. Empty unless the
// tree fails.
std::vector<size_t> LeavesAtFault(const Rule& rule, LeafVerdict leaves);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_RULE_H_
