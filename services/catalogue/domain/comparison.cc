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

// Goes through both documents once they are matched.
class Comparing {
 public:
  Comparing(const Document& from, const Document& to)
      : from_(from), to_(to), matching_(from, to) {}

  Comparison Run() {
    AddNewAndChanged();
    AddRemoved();
    std::sort(placed_.begin(), placed_.end(), [](const auto& a, const auto& b) {
      return std::tie(a.at, a.behind) < std::tie(b.at, b.behind);
    });
    Comparison comparison;
    for (Placed& placed : placed_) {
      comparison.changes.push_back(std::move(placed.change));
    }
    comparison.criteria = MapCriteria();
    return comparison;
  }

 private:
  // A change at a position of the new document; what was removed stands behind
  // what is there, in the order of the old one, from 1.
  struct Placed {
    size_t at;
    size_t behind;
    ItemChange change;
  };

  void AddNewAndChanged() {
    for (size_t to = 0; to < to_.items.size(); ++to) {
      const auto from = matching_.FromOf(to);
      ItemChange change = from ? Changed(*from, to) : Added(to_.items[to]);
      if (!change.changes.empty()) {
        placed_.push_back({to + 1, 0, std::move(change)});
      }
    }
  }

  void AddRemoved() {
    size_t at = 0;  // behind the last that is still there
    for (size_t from = 0; from < from_.items.size(); ++from) {
      const auto to = matching_.ToOf(from);
      if (to) {
        at = *to + 1;
      } else {
        placed_.push_back({at, from + 1, Removed(from_.items[from])});
      }
    }
  }

  static ItemChange Added(const DocumentItem& item) {
    ItemChange change{item.kind,  "",
                      item.place, {ChangeKind::kAdded},
                      "",         Show(item, true, true),
                      ""};
    change.meaning = MeaningOf(change, false);
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
    change.meaning = MeaningOf(change, false);
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
    change.meaning = MeaningOf(change, was.lost || is.lost);
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
    const bool same = matching_.SameWords(from, *to) || IsTheSameLoss(was, is);
    return {was.place, is.place,
            same ? CarryOver::kCarries : CarryOver::kNeedsReview,
            matching_.LikenessOf(from, *to)};
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
