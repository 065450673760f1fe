// What is different between two syllabi, and where each criterion is now.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_COMPARISON_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_COMPARISON_H_

#include <string>
#include <vector>

#include "services/catalogue/domain/document.h"

namespace attest::catalogue {

enum class ChangeKind {
  kAdded,
  kRemoved,
  kReworded,
  kRenumbered,    // in the same place
  kMoved,         // into another unit, or under another outcome
  kFactsChanged,  // level, credits, hours, group; bounds of a rule
};

// One item that changed.
struct ItemChange {
  ItemKind kind = ItemKind::kUnit;
  std::string from_place;  // empty when it was added
  std::string to_place;    // empty when it was removed
  std::vector<ChangeKind> changes;
  std::string from_text;
  std::string to_text;
  std::string meaning;  // for a learner who started under the old syllabus
};

// Whether what was shown for an old criterion shows the new one.
enum class CarryOver {
  kCarries,      // the words are the same
  kNeedsReview,  // the words differ, or are lost in a source (req R107)
  kNotCarried,   // no counterpart
};

struct CriterionMapping {
  std::string from_place;  // empty for one that is new
  std::string to_place;    // empty when it has gone
  CarryOver carry_over = CarryOver::kNotCarried;
  int likeness = 0;  // of the words; 0 when words are lost
};

struct Comparison {
  // In the order of the new document; what was removed where it stood.
  std::vector<ItemChange> changes;
  // Each criterion of the old document once, in order, then the new ones.
  std::vector<CriterionMapping> criteria;
};

// Lost words never count as the same as any others, not even as the same loss
// in another document: who lost the words cannot know. Only what is at the same
// place of the very same source (Document::source) is itself, and carries over.
Comparison Compare(const Document& from, const Document& to);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_COMPARISON_H_
