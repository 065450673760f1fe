// A syllabus as comparing sees it.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_DOCUMENT_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_DOCUMENT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace attest::catalogue {

enum class ItemKind {
  kUnit,
  kOutcome,
  kCriterion,
  kGuidance,
  kDefinition,
  kRule,
};

// One item. A value.
struct DocumentItem {
  ItemKind kind = ItemKind::kUnit;
  // Where it is, e.g. `units/57/criteria/1.4`; one item for each place, but
  // for guidance, of which there may be several.
  std::string place;
  // Number, term or key by which people know it, e.g. `1.4`.
  std::string number;
  // Its words: of a unit the title.
  std::string text;
  // Words are missing from the text (req R107).
  bool lost = false;
  // What else it says, for a reader, e.g. `level 7, 5 credits`.
  std::string facts;
  // Of a unit: the regulator's reference; may be empty.
  std::string reference;
  // Position of the unit of an outcome or guidance, or of the outcome of a
  // criterion; they come after it.
  std::optional<size_t> parent;
};

// The items of a syllabus in order. A value.
struct Document {
  std::vector<DocumentItem> items;
  // Which printed document it was read from, e.g. its SHA-256; may be empty.
  std::string source;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_DOCUMENT_H_
