#include "services/catalogue/domain/comparison.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/catalogue/domain/change_meaning.h"
#include "services/catalogue/domain/matching.h"

namespace attest::catalogue {
namespace {

// What is shown of an item whose words, facts or both matter.
std::string Show(const DocumentItem& item, bool words, bool facts) {
  if (!facts || item.facts.empty()) return item.text;
  if (!words || item.text.empty()) return item.facts;
  return item.text + " (" + item.facts + ")";
}

// Position of the unit that an item is in, or its own.
size_t UnitOf(const Document& document, size_t item) {
  while (document.items[item].parent) item = *document.items[item].parent;
  return item;
}

// Goes through both documents once they are matched.
class Comparing {
 public:
  Comparing(const Document& from, const Document& to)
      : from_(from), to_(to), matching_(from, to) {}

  Comparison Run() {
    AddNewAndChanged();
    AddRemoved();
    std::sort(placed_.begin(), placed_.end());
    Comparison comparison;
    for (Placed& placed : placed_) {
      comparison.changes.push_back(std::move(placed.change));
    }
    comparison.criteria = MapCriteria();
    return comparison;
  }

 private:
  // A change at a position of the new document, within a block: a unit and what
  // is in it, a rule or a term. What was removed stands behind what is there,
  // in the order of the old one, from 1.
  struct Placed {
    size_t block;
    size_t behind_block;
    size_t at;
    size_t behind;
    ItemChange change;

    bool operator<(const Placed& other) const {
      return std::tie(block, behind_block, at, behind) <
             std::tie(other.block, other.behind_block, other.at, other.behind);
    }
  };

  void AddNewAndChanged() {
    for (size_t to = 0; to < to_.items.size(); ++to) {
      const auto from = matching_.FromOf(to);
      ItemChange change = from ? Changed(*from, to) : Added(to_.items[to]);
      if (!change.changes.empty()) {
        placed_.push_back(
            {UnitOf(to_, to) + 1, 0, to + 1, 0, std::move(change)});
      }
    }
  }

  void AddRemoved() {
    size_t block = 0;  // behind the last that is still there
    size_t at = 0;     // the same within the block
    for (size_t from = 0; from < from_.items.size(); ++from) {
      const size_t unit = UnitOf(from_, from);
      const auto to = matching_.ToOf(from);
      if (to && unit == from) block = *to + 1;
      if (to && UnitOf(to_, *to) + 1 == block) at = *to + 1;
      if (to) continue;
      const size_t behind_block = matching_.ToOf(unit) ? 0 : unit + 1;
      placed_.push_back({block, behind_block, behind_block == 0 ? at : 0,
                         from + 1, Removed(from_.items[from])});
    }
  }

  static ItemChange Added(const DocumentItem& item) {
    ItemChange change{item.kind,  "",
                      item.place, {ChangeKind::kAdded},
                      "",         Show(item, true, true),
                      ""};
    change.meaning = MeaningOf(change, false, false);
    return change;
  }

  static ItemChange Removed(const DocumentItem& item) {
    ItemChange change{item.kind,
                      item.place,
                      "",
                      {ChangeKind::kRemoved},
                      Show(item, true, true),
                      "",
                      ""};
    change.meaning = MeaningOf(change, false, false);
    return change;
  }

  ItemChange Changed(size_t from, size_t to) const {
    const DocumentItem& was = from_.items[from];
    const DocumentItem& is = to_.items[to];
    ItemChange change{is.kind, was.place, is.place, {}, "", "", ""};
    const bool reworded = IsReworded(from, to);
    const bool moved = IsMoved(was, is);
    const bool facts = was.facts != is.facts;
    if (reworded) change.changes.push_back(ChangeKind::kReworded);
    if (!moved && was.number != is.number) {
      change.changes.push_back(ChangeKind::kRenumbered);
    }
    if (moved) change.changes.push_back(ChangeKind::kMoved);
    if (facts) change.changes.push_back(ChangeKind::kFactsChanged);
    change.from_text = Show(was, reworded || !facts, facts);
    change.to_text = Show(is, reworded || !facts, facts);
    change.meaning = MeaningOf(change, was.lost || is.lost, Carries(from, to));
    return change;
  }

  // Where words are lost, what is left of them tells.
  bool IsReworded(size_t from, size_t to) const {
    const DocumentItem& was = from_.items[from];
    const DocumentItem& is = to_.items[to];
    if (!was.lost && !is.lost) return !matching_.SameWords(from, to);
    return was.lost != is.lost || was.text != is.text;
  }

  bool IsMoved(const DocumentItem& was, const DocumentItem& is) const {
    if (!was.parent || !is.parent) return false;
    return matching_.ToOf(*was.parent) != is.parent;
  }

  std::vector<CriterionMapping> MapCriteria() const {
    std::vector<CriterionMapping> criteria;
    for (size_t from = 0; from < from_.items.size(); ++from) {
      if (from_.items[from].kind == ItemKind::kCriterion) {
        criteria.push_back(MapCriterion(from));
      }
    }
    for (size_t to = 0; to < to_.items.size(); ++to) {
      const DocumentItem& item = to_.items[to];
      if (item.kind == ItemKind::kCriterion && !matching_.FromOf(to)) {
        criteria.push_back({"", item.place, CarryOver::kNotCarried, 0});
      }
    }
    return criteria;
  }

  CriterionMapping MapCriterion(size_t from) const {
    const DocumentItem& was = from_.items[from];
    const auto to = matching_.ToOf(from);
    if (!to) return {was.place, "", CarryOver::kNotCarried, 0};
    const DocumentItem& is = to_.items[*to];
    return {was.place, is.place,
            Carries(from, *to) ? CarryOver::kCarries : CarryOver::kNeedsReview,
            matching_.LikenessOf(from, *to)};
  }

  bool Carries(size_t from, size_t to) const {
    if (IsTheSameLoss(from_.items[from], to_.items[to])) return true;
    return matching_.SameWords(from, to) &&
           IsSameUnit(UnitOf(from_, from), UnitOf(to_, to)) &&
           (matching_.IsUniqueInUnit(from) || IsSameOutcome(from, to));
  }

  // The reference or the title tells; titles that are alike do not.
  bool IsSameUnit(size_t from, size_t to) const {
    if (matching_.ToOf(from) != to) return false;
    const DocumentItem& was = from_.items[from];
    const DocumentItem& is = to_.items[to];
    if (!was.reference.empty() && was.reference == is.reference) return true;
    if (IsTheSameLoss(was, is)) return true;
    return matching_.SameWords(from, to) &&
           (was.number == is.number || matching_.IsUnique(from));
  }

  // Of two criteria. Outcomes may be paired by nothing but their number.
  bool IsSameOutcome(size_t from, size_t to) const {
    const auto was = from_.items[from].parent;
    const auto is = to_.items[to].parent;
    if (!was || !is || matching_.ToOf(*was) != is) return false;
    return matching_.SameWords(*was, *is) ||
           matching_.LikenessOf(*was, *is) >= kAlikeWithinUnit ||
           IsTheSameLoss(from_.items[*was], to_.items[*is]);
  }

  // One loss in one source is one criterion, whatever its words were.
  bool IsTheSameLoss(const DocumentItem& was, const DocumentItem& is) const {
    return was.lost && is.lost && !from_.source.empty() &&
           from_.source == to_.source && was.place == is.place &&
           was.text == is.text;
  }

  const Document& from_;
  const Document& to_;
  const Matching matching_;
  std::vector<Placed> placed_;
};

}  // namespace

Comparison Compare(const Document& from, const Document& to) {
  return Comparing(from, to).Run();
}

}  // namespace attest::catalogue
