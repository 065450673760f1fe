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
  kCarries,      // the words are the same, and the unit is
  kNeedsReview,  // words or unit differ, or words are lost (req R107)
  kNotCarried,   // no counterpart
};

struct CriterionMapping {
  std::string from_place;  // empty for one that is new
  std::string to_place;    // empty when it has gone
  CarryOver carry_over = CarryOver::kNotCarried;
  int likeness = 0;  // of the words; 0 when words are lost
};

struct Comparison {
  // In the order of the new document, all of a unit together; what was removed
  // where it stood, a removed unit behind the one that stood before it.
  std::vector<ItemChange> changes;
  // Each criterion of the old document once, in order, then the new ones.
  std::vector<CriterionMapping> criteria;
};

// The same words carry over within the same unit only: one with the same
// reference or title. There they stand under the same outcome, or are unique in
// the unit; under an outcome that has only its number in common, an assessor
// has to look. Words that moved into another unit are followed when they are
// long and unique in both documents, and an assessor has to look at them too.
//
// Lost words never count as the same as any others, not even as the same loss
// in another document: who lost the words cannot know. Only what is at the same
// place of the very same source (Document::source) is itself, and carries over.
Comparison Compare(const Document& from, const Document& to);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_COMPARISON_H_
