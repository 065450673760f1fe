#include "services/catalogue/domain/change_meaning.h"

#include <algorithm>
#include <string_view>

namespace attest::catalogue {
namespace {

constexpr std::string_view kLost =
    "Words are lost in a source, so that nobody can tell whether they are the "
    "same: an assessor has to look at what was shown.";

constexpr std::string_view kCarries =
    "The words are the same: evidence and decisions carry over, and links to "
    "evidence follow it.";

constexpr std::string_view kElsewhere =
    "The words are the same, but not the unit or outcome that they stand in: "
    "an assessor has to look whether what was shown still shows it.";

std::string_view OfUnit(ChangeKind change) {
  switch (change) {
    case ChangeKind::kAdded:
      return "A new unit: whoever takes it has everything in it to show.";
    case ChangeKind::kRemoved:
      return "The unit can no longer be taken: whoever took it has to choose "
             "again, or to finish under the old syllabus.";
    case ChangeKind::kReworded:
      return "The title differs; what carries over is said of each criterion.";
    case ChangeKind::kRenumbered:
      return "The unit has another number: selections name the new one.";
    case ChangeKind::kMoved:
      return "";
    case ChangeKind::kFactsChanged:
      return "Credits, hours, level or group differ: selections with this unit "
             "have to be evaluated again.";
  }
  return "";
}

std::string_view OfOutcome(ChangeKind change) {
  switch (change) {
    case ChangeKind::kAdded:
      return "A new outcome: those of its criteria that are new have to be "
             "shown.";
    case ChangeKind::kRemoved:
      return "The outcome is gone; where its criteria went is said of each.";
    case ChangeKind::kReworded:
      return "The outcome is put in other words; what carries over is said of "
             "each criterion.";
    case ChangeKind::kRenumbered:
      return "Only its number differs; its criteria are numbered after it.";
    case ChangeKind::kMoved:
      return "It stands in another unit now, and counts there.";
    case ChangeKind::kFactsChanged:
      return "Whether it is about knowing or about doing differs: an assessor "
             "has to see that the kind of evidence still fits.";
  }
  return "";
}

std::string_view OfCriterion(ChangeKind change) {
  switch (change) {
    case ChangeKind::kAdded:
      return "New: nothing was shown for it yet, and it has to be.";
    case ChangeKind::kRemoved:
      return "It has no counterpart: what was shown for it carries over to "
             "nothing.";
    case ChangeKind::kReworded:
      return "The words differ: an assessor has to look whether what was shown "
             "still shows it.";
    case ChangeKind::kRenumbered:
      return "It has another number at the same place.";
    case ChangeKind::kMoved:
      return "It stands in another place, and counts there.";
    case ChangeKind::kFactsChanged:
      return "";
  }
  return "";
}

std::string_view OfRule(ChangeKind change) {
  switch (change) {
    case ChangeKind::kAdded:
      return "A new rule: selections that were valid have to be evaluated "
             "again.";
    case ChangeKind::kRemoved:
      return "Selections need no longer meet it.";
    case ChangeKind::kReworded:
      return "It is put in other words.";
    case ChangeKind::kRenumbered:
      return "It has another key.";
    case ChangeKind::kMoved:
      return "";
    case ChangeKind::kFactsChanged:
      return "It asks for something else: selections that were valid have to "
             "be evaluated again.";
  }
  return "";
}

std::string_view OfDefinition(ChangeKind change) {
  switch (change) {
    case ChangeKind::kAdded:
      return "The term is defined from now on: bear it in mind where criteria "
             "use it.";
    case ChangeKind::kRemoved:
      return "The term is no longer defined.";
    case ChangeKind::kReworded:
      return "The term is defined in other words: bear them in mind where "
             "criteria use it.";
    default:
      return "Only what the term is called differs.";
  }
}

// Guidance never blocks (req R102), so no change of it can.
constexpr std::string_view kOfGuidance =
    "Guidance gives examples only: whatever was shown still counts.";

std::string_view Sentence(ItemKind kind, ChangeKind change) {
  switch (kind) {
    case ItemKind::kUnit:
      return OfUnit(change);
    case ItemKind::kOutcome:
      return OfOutcome(change);
    case ItemKind::kCriterion:
      return OfCriterion(change);
    case ItemKind::kRule:
      return OfRule(change);
    case ItemKind::kDefinition:
      return OfDefinition(change);
    case ItemKind::kGuidance:
      break;
  }
  return kOfGuidance;
}

bool Has(const ItemChange& change, ChangeKind kind) {
  return std::find(change.changes.begin(), change.changes.end(), kind) !=
         change.changes.end();
}

}  // namespace

std::string MeaningOf(const ItemChange& change, bool lost, bool carries) {
  if (change.kind == ItemKind::kGuidance) return std::string(kOfGuidance);
  std::string meaning;
  const auto add = [&](std::string_view sentence) {
    if (!meaning.empty() && !sentence.empty()) meaning += ' ';
    meaning += sentence;
  };
  const bool criterion = change.kind == ItemKind::kCriterion;
  for (const ChangeKind each : change.changes) {
    if (criterion && lost && each == ChangeKind::kReworded) continue;
    add(Sentence(change.kind, each));
  }
  if (!criterion || change.changes.empty()) return meaning;
  const bool still_there =
      !change.from_place.empty() && !change.to_place.empty();
  if (lost && still_there) {
    add(kLost);
  } else if (still_there && !Has(change, ChangeKind::kReworded)) {
    add(carries ? kCarries : kElsewhere);
  }
  return meaning;
}

}  // namespace attest::catalogue
