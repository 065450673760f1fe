// Which item of one document is which of another. Internal to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_MATCHING_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_MATCHING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "services/catalogue/domain/document.h"
#include "services/catalogue/domain/wording.h"

namespace attest::catalogue {

// Texts are taken for two wordings of one item when they are as alike as this,
// within a unit and across units. Formulas like "Explain the importance of ..."
// make strangers look alike, so it takes more across units, and so many words.
inline constexpr int kAlikeWithinUnit = 60;
inline constexpr int kAlikeAcrossUnits = 75;
inline constexpr size_t kWordsAcrossUnits = 6;

// Pairs items, never two with one. Units by reference and number, title and
// number, title, then by likeness of their titles; all else first within units
// that are paired: by the same words (at the same place, else in order), lost
// words by number, then the most alike first; and last across units, by the
// same words or by likeness. Under outcomes that are not paired only words that
// both units have no more than once are followed, and across units only long
// ones that both documents have no more than once. Where there are very many
// left, only texts that share a rare word are compared. The result depends on
// nothing but the documents.
class Matching {
 public:
  // Both must outlive it.
  Matching(const Document& from, const Document& to);

  // By position.
  std::optional<size_t> ToOf(size_t from) const { return from_[from].partner; }
  std::optional<size_t> FromOf(size_t to) const { return to_[to].partner; }
  // Whether both have all their words, and the same ones.
  bool SameWords(size_t from, size_t to) const;
  // 0 when words are lost.
  int LikenessOf(size_t from, size_t to) const;
  // Whether neither document, or neither of its units when they are paired, has
  // the words of an old item twice in items of its kind.
  bool IsUnique(size_t from) const { return from_[from].unique; }
  bool IsUniqueInUnit(size_t from) const { return from_[from].unique_in_unit; }

 private:
  struct Item {
    const DocumentItem* item;
    Words words;  // none when some are lost
    Words sorted;
    size_t unit;  // position of its unit, or its own
    bool has_unit;
    bool unique;  // its words, see IsUnique()
    bool unique_in_unit;
    std::optional<size_t> partner;
  };
  using Items = std::vector<Item>;
  struct Candidate;

  // What items of both documents must have in common to be paired; nothing for
  // those that are left out.
  using KeyOf = absl::FunctionRef<std::optional<std::string>(const Item& item,
                                                             bool in_from)>;

  static Items Read(const Document& document, Vocabulary& vocabulary);
  // Once the items above those of a kind are paired.
  void FindUnique(ItemKind kind);
  // Whether their words are enough to take two items for one where they stand.
  bool MayBeOne(const Item& from, const Item& to) const;
  void MatchUnits();
  void MatchParts(ItemKind kind);
  void MatchWithinUnits(ItemKind kind);
  void MatchAlike(ItemKind kind, int least, bool within_units);
  // Pairs the first with the first of each key, the second with the second.
  void PairByKey(ItemKind kind, KeyOf key_of);
  // Pairs those of at least so many words that both documents have once.
  void PairByUniqueWords(ItemKind kind, size_t least_words);
  void PairBest(const std::vector<size_t>& from, const std::vector<size_t>& to,
                int least);
  std::vector<size_t> Unpaired(const Items& items, ItemKind kind) const;
  void Pair(size_t from, size_t to);

  // The same text for both documents when unit, or parent, are paired.
  std::optional<std::string> UnitKey(const Item& item, bool in_from) const;
  std::optional<std::string> ParentKey(const Item& item, bool in_from) const;

  Items from_;
  Items to_;
};

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_MATCHING_H_
