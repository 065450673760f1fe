#include "services/catalogue/domain/matching.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>

#include "fmt/format.h"

namespace attest::catalogue {
namespace {

// Up to so many pairs are all compared. Beyond, each text is compared with
// those that share one of its rarest words, when few enough have that word.
constexpr size_t kPairsMax = 10'000;
constexpr size_t kRareWords = 8;
constexpr size_t kRareMax = 32;

// Titles of units with the same number are hardly two units.
constexpr int kAlikeWithNumber = 50;

std::string KeyOfWords(const Words& words) {
  return {reinterpret_cast<const char*>(words.data()),
          words.size() * sizeof(words[0])};
}

// `4` of `1.4`.
std::string LastPart(const std::string& number) {
  return number.substr(number.rfind('.') + 1);
}

size_t Distance(size_t a, size_t b) { return a < b ? b - a : a - b; }

}  // namespace

// Two items that may be one. The first of a sorted list are paired first.
struct Matching::Candidate {
  int likeness;
  bool other_parent;
  size_t distance;  // between their places in their units
  size_t from;
  size_t to;

  bool operator<(const Candidate& other) const {
    return std::tuple(-likeness, other_parent, distance, from, to) <
           std::tuple(-other.likeness, other.other_parent, other.distance,
                      other.from, other.to);
  }
};

Matching::Items Matching::Read(const Document& document,
                               Vocabulary& vocabulary) {
  Items items;
  for (const DocumentItem& item : document.items) {
    Item& read = items.emplace_back();
    read.item = &item;
    if (!item.lost) read.words = vocabulary.Read(item.text);
    read.sorted = read.words;
    std::sort(read.sorted.begin(), read.sorted.end());
    read.unit = item.parent ? items[*item.parent].unit : items.size() - 1;
    read.has_unit = item.parent.has_value();
    read.unique = false;
    read.unique_in_unit = false;
  }
  return items;
}

Matching::Matching(const Document& from, const Document& to) {
  Vocabulary vocabulary;
  from_ = Read(from, vocabulary);
  to_ = Read(to, vocabulary);
  MatchUnits();
  for (const ItemKind kind :
       {ItemKind::kOutcome, ItemKind::kCriterion, ItemKind::kGuidance,
        ItemKind::kDefinition, ItemKind::kRule}) {
    MatchParts(kind);
  }
}

bool Matching::SameWords(size_t from, size_t to) const {
  return !from_[from].item->lost && !to_[to].item->lost &&
         from_[from].words == to_[to].words;
}

int Matching::LikenessOf(size_t from, size_t to) const {
  return Likeness(from_[from].words, to_[to].words);
}

void Matching::FindUnique(ItemKind kind) {
  struct Count {
    int from = 0;
    int to = 0;
    bool at_most_one() const { return from <= 1 && to <= 1; }
  };
  std::map<std::string, Count> in_documents;
  std::map<std::string, Count> in_units;
  const auto each = [&](auto visit) {
    for (Items* items : {&from_, &to_}) {
      for (Item& item : *items) {
        if (item.item->kind != kind || item.words.empty()) continue;
        const std::string words = KeyOfWords(item.words);
        const auto unit = UnitKey(item, items == &from_);
        visit(item, items == &from_ ? &Count::from : &Count::to,
              in_documents[words], unit ? &in_units[*unit + words] : nullptr);
      }
    }
  };
  each([](Item&, auto side, Count& in_document, Count* in_unit) {
    ++(in_document.*side);
    if (in_unit != nullptr) ++(in_unit->*side);
  });
  each([](Item& item, auto, const Count& in_document, const Count* in_unit) {
    item.unique = in_document.at_most_one();
    item.unique_in_unit = in_unit != nullptr && in_unit->at_most_one();
  });
}

bool Matching::MayBeOne(const Item& from, const Item& to) const {
  const auto parent = ParentKey(from, true);
  if (parent && parent == ParentKey(to, false)) return true;
  const auto unit = UnitKey(from, true);
  if (unit && unit == UnitKey(to, false)) {
    return from.unique_in_unit && to.unique_in_unit;
  }
  return from.unique && to.unique && from.words.size() >= kWordsAcrossUnits &&
         to.words.size() >= kWordsAcrossUnits;
}

void Matching::MatchUnits() {
  const ItemKind unit = ItemKind::kUnit;
  FindUnique(unit);
  PairByKey(unit, [](const Item& item, bool) -> std::optional<std::string> {
    if (item.item->reference.empty()) return std::nullopt;
    return item.item->reference + '\n' + item.item->number;
  });
  PairByKey(unit, [](const Item& item, bool) -> std::optional<std::string> {
    if (item.item->reference.empty()) return std::nullopt;
    return item.item->reference;
  });
  PairByKey(unit, [](const Item& item, bool) {
    return std::optional(item.item->number + '\n' + KeyOfWords(item.words));
  });
  PairByUniqueWords(unit, 1);
  std::map<std::string, size_t> by_number;
  for (const size_t to : Unpaired(to_, unit)) {
    by_number.emplace(to_[to].item->number, to);
  }
  for (const size_t from : Unpaired(from_, unit)) {
    const auto same = by_number.find(from_[from].item->number);
    if (same == by_number.end()) continue;
    if (LikenessOf(from, same->second) < kAlikeWithNumber) continue;
    Pair(from, same->second);
  }
  PairBest(Unpaired(from_, unit), Unpaired(to_, unit), kAlikeWithinUnit);
}

void Matching::MatchParts(ItemKind kind) {
  FindUnique(kind);
  MatchWithinUnits(kind);
  MatchAlike(kind, kAlikeWithinUnit, true);
  if (kind == ItemKind::kOutcome || kind == ItemKind::kGuidance) {
    PairByKey(kind, [&](const Item& item, bool in_from) {
      auto key = ParentKey(item, in_from);
      if (key) *key += item.item->number;
      return key;
    });
  }
  PairByUniqueWords(kind, kWordsAcrossUnits);
  MatchAlike(kind, kAlikeAcrossUnits, false);
}

void Matching::MatchWithinUnits(ItemKind kind) {
  const auto with_words = [](std::optional<std::string> key, const Item& item) {
    if (!key || item.words.empty()) return std::optional<std::string>();
    return std::optional(*key + '\n' + KeyOfWords(item.words));
  };
  PairByKey(kind, [&](const Item& item, bool in_from) {
    auto key = ParentKey(item, in_from);
    if (key) *key += LastPart(item.item->number);
    return with_words(key, item);
  });
  // Keys of rules and terms are what they are known by, whatever the words.
  if (kind == ItemKind::kDefinition || kind == ItemKind::kRule) {
    PairByKey(kind, [](const Item& item, bool) {
      return std::optional(item.item->number);
    });
  }
  PairByKey(kind, [&](const Item& item, bool in_from) {
    return with_words(ParentKey(item, in_from), item);
  });
  PairByKey(kind, [&](const Item& item, bool in_from) {
    if (!item.unique_in_unit) return std::optional<std::string>();
    return with_words(UnitKey(item, in_from), item);
  });
  // Lost words are found by their number alone. A counterpart that is not lost
  // may have been paired already: then nothing is known of where they are.
  for (const bool lost_in_from : {true, false}) {
    PairByKey(kind, [&](const Item& item, bool in_from) {
      auto key = ParentKey(item, in_from);
      if (in_from == lost_in_from && !item.item->lost) return decltype(key)();
      if (key) *key += LastPart(item.item->number);
      return key;
    });
  }
}

void Matching::MatchAlike(ItemKind kind, int least, bool within_units) {
  if (!within_units) {
    return PairBest(Unpaired(from_, kind), Unpaired(to_, kind), least);
  }
  std::map<std::string, std::pair<std::vector<size_t>, std::vector<size_t>>>
      by_unit;
  for (const size_t from : Unpaired(from_, kind)) {
    const auto key = UnitKey(from_[from], true);
    if (key) by_unit[*key].first.push_back(from);
  }
  for (const size_t to : Unpaired(to_, kind)) {
    const auto key = UnitKey(to_[to], false);
    if (key) by_unit[*key].second.push_back(to);
  }
  for (const auto& [unit, items] : by_unit) {
    PairBest(items.first, items.second, least);
  }
}

void Matching::PairByKey(ItemKind kind, KeyOf key_of) {
  std::map<std::string, std::vector<size_t>> by_key;
  const std::vector<size_t> open = Unpaired(to_, kind);
  for (auto to = open.rbegin(); to != open.rend(); ++to) {
    const auto key = key_of(to_[*to], false);
    if (key) by_key[*key].push_back(*to);
  }
  for (const size_t from : Unpaired(from_, kind)) {
    const auto key = key_of(from_[from], true);
    const auto same = key ? by_key.find(*key) : by_key.end();
    if (same == by_key.end() || same->second.empty()) continue;
    Pair(from, same->second.back());
    same->second.pop_back();
  }
}

void Matching::PairByUniqueWords(ItemKind kind, size_t least_words) {
  PairByKey(kind, [&](const Item& item, bool) -> std::optional<std::string> {
    if (!item.unique || item.words.size() < least_words) return std::nullopt;
    return KeyOfWords(item.words);
  });
}

namespace {

// Calls `visit` with the places in `texts` that share a rare word with a text.
class RareWords {
 public:
  explicit RareWords(const std::vector<const Words*>& texts) {
    for (size_t place = 0; place < texts.size(); ++place) {
      for (const uint32_t word : *texts[place]) {
        std::vector<size_t>& places = places_[word];
        if (places.empty() || places.back() != place) places.push_back(place);
      }
    }
  }

  std::vector<size_t> SharingOne(const Words& words) const {
    std::vector<const std::vector<size_t>*> rare;
    for (const uint32_t word : words) {
      const auto found = places_.find(word);
      if (found == places_.end() || found->second.size() > kRareMax) continue;
      rare.push_back(&found->second);
    }
    std::stable_sort(rare.begin(), rare.end(),
                     [](auto* a, auto* b) { return a->size() < b->size(); });
    rare.resize(std::min(rare.size(), kRareWords));
    std::vector<size_t> sharing;
    for (const auto* places : rare) {
      sharing.insert(sharing.end(), places->begin(), places->end());
    }
    std::sort(sharing.begin(), sharing.end());
    sharing.erase(std::unique(sharing.begin(), sharing.end()), sharing.end());
    return sharing;
  }

 private:
  std::map<uint32_t, std::vector<size_t>> places_;
};

}  // namespace

void Matching::PairBest(const std::vector<size_t>& from,
                        const std::vector<size_t>& to, int least) {
  std::vector<Candidate> candidates;
  const auto consider = [&](size_t a, size_t b) {
    const Item& old_item = from_[a];
    const Item& new_item = to_[b];
    if (LikenessMost(old_item.sorted, new_item.sorted) < least) return;
    const int likeness = Likeness(old_item.words, new_item.words);
    if (likeness < least || !MayBeOne(old_item, new_item)) return;
    const auto parent = ParentKey(old_item, true);
    candidates.push_back(
        {likeness, !parent || parent != ParentKey(new_item, false),
         Distance(a - old_item.unit, b - new_item.unit), a, b});
  };
  if (from.size() * to.size() <= kPairsMax) {
    for (const size_t a : from) {
      for (const size_t b : to) consider(a, b);
    }
  } else {
    std::vector<const Words*> texts;
    for (const size_t b : to) texts.push_back(&to_[b].sorted);
    const RareWords rare(texts);
    for (const size_t a : from) {
      for (const size_t place : rare.SharingOne(from_[a].sorted)) {
        consider(a, to[place]);
      }
    }
  }
  std::sort(candidates.begin(), candidates.end());
  for (const Candidate& candidate : candidates) {
    if (from_[candidate.from].partner || to_[candidate.to].partner) continue;
    Pair(candidate.from, candidate.to);
  }
}

std::vector<size_t> Matching::Unpaired(const Items& items,
                                       ItemKind kind) const {
  std::vector<size_t> unpaired;
  for (size_t i = 0; i < items.size(); ++i) {
    if (items[i].item->kind == kind && !items[i].partner) unpaired.push_back(i);
  }
  return unpaired;
}

void Matching::Pair(size_t from, size_t to) {
  from_[from].partner = to;
  to_[to].partner = from;
}

std::optional<std::string> Matching::UnitKey(const Item& item,
                                             bool in_from) const {
  if (!item.has_unit) return std::string();
  const auto unit = in_from ? from_[item.unit].partner : item.unit;
  if (!unit) return std::nullopt;
  return fmt::format("{} ", *unit);
}

std::optional<std::string> Matching::ParentKey(const Item& item,
                                               bool in_from) const {
  const auto parent = item.item->parent;
  if (!parent) return std::string();
  const auto paired = in_from ? from_[*parent].partner : parent;
  if (!paired) return std::nullopt;
  return fmt::format("{} ", *paired);
}

}  // namespace attest::catalogue
