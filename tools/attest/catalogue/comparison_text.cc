#include <algorithm>
#include <map>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "tools/attest/catalogue/answers_text.h"
#include "tools/attest/catalogue/table.h"
#include "tools/attest/catalogue/word_diff.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

// `57` and `1.4` of `units/57/criteria/1.4`, wherever the name begins.
struct Place {
  std::string unit;
  std::string number;  // of the item, e.g. `1.1/1.2` of a guidance
};

Place PlaceOf(const std::string& item) {
  const std::vector<std::string> parts = absl::StrSplit(item, '/');
  const auto units = std::find(parts.begin(), parts.end(), "units");
  if (parts.end() - units < 2) {
    return {"", absl::StrJoin(parts.begin() + (parts.size() > 1 ? 1 : 0),
                              parts.end(), "/")};
  }
  const auto number = parts.end() - units > 3 ? units + 3 : parts.end();
  return {*(units + 1), absl::StrJoin(number, parts.end(), "/")};
}

// The place that a reader looks for: where it is now, or else where it was.
const std::string& ItemOf(const cat::ItemChange& change) {
  return change.to_item().empty() ? change.from_item() : change.to_item();
}

std::string GroupOf(const cat::ItemChange& change) {
  const Place place = PlaceOf(ItemOf(change));
  if (!place.unit.empty()) return fmt::format("Unit {}", place.unit);
  if (change.kind() == cat::DEFINITION) return "Definitions";
  if (change.kind() == cat::RULE) return "Rule of combination";
  return "Qualification";
}

std::string WordOf(cat::ItemKind kind) {
  switch (kind) {
    case cat::UNIT:
      return "unit";
    case cat::OUTCOME:
      return "outcome";
    case cat::CRITERION:
      return "criterion";
    case cat::GUIDANCE:
      return "guidance";
    case cat::DEFINITION:
      return "definition";
    case cat::RULE:
      return "rule";
    default:
      return "item";
  }
}

std::string WordOf(cat::ChangeKind kind) {
  switch (kind) {
    case cat::ADDED:
      return "added";
    case cat::REMOVED:
      return "removed";
    case cat::REWORDED:
      return "reworded";
    case cat::RENUMBERED:
      return "renumbered";
    case cat::MOVED:
      return "moved";
    case cat::FACTS_CHANGED:
      return "facts changed";
    default:
      return "changed";
  }
}

std::string KindsOf(const cat::ItemChange& change) {
  std::vector<std::string> words;
  for (const int kind : change.changes()) {
    words.push_back(WordOf(static_cast<cat::ChangeKind>(kind)));
  }
  return absl::StrJoin(words, ", ");
}

// `1.4`, or `1.4 -> 1.5`, or with the units when it moved to another.
std::string NumbersOf(const cat::ItemChange& change) {
  const Place from = PlaceOf(change.from_item());
  const Place to = PlaceOf(change.to_item());
  const auto shown = [&](const Place& place, bool with_unit) {
    if (change.kind() == cat::UNIT) return place.unit;
    if (!with_unit) return place.number;
    return fmt::format("{} of unit {}", place.number, place.unit);
  };
  if (change.from_item().empty()) return shown(to, false);
  if (change.to_item().empty() || change.from_item() == change.to_item()) {
    return shown(from, false);
  }
  const bool moved = from.unit != to.unit;
  return fmt::format("{} -> {}", shown(from, moved), shown(to, moved));
}

Span SignOf(const cat::ItemChange& change) {
  if (change.from_item().empty()) return {"  + ", Ink::kGreen};
  if (change.to_item().empty()) return {"  - ", Ink::kRed};
  return {"  ~ ", Ink::kYellow};
}

// The words of something that is only in one of the two need no marks: the sign
// says which.
Spans WordsOf(const cat::ItemChange& change, bool colour) {
  if (change.from_item().empty()) return {{change.to_text(), Ink::kGreen}};
  if (change.to_item().empty()) return {{change.from_text(), Ink::kRed}};
  return Marked(DiffWords(change.from_text(), change.to_text()), colour);
}

void PrintChange(const cat::ItemChange& change, Page& page) {
  page.Paragraph(
      {SignOf(change)},
      {{fmt::format("{} {}", WordOf(change.kind()), NumbersOf(change)),
        Ink::kBold},
       {fmt::format(": {}", KindsOf(change)), Ink::kDim}});
  if (!change.from_text().empty() || !change.to_text().empty()) {
    page.Paragraph({{"      "}}, WordsOf(change, page.terminal().colour));
  }
  if (!change.meaning().empty()) {
    page.Paragraph({{"      for learners: ", Ink::kDim}},
                   {{change.meaning(), Ink::kDim}});
  }
}

std::string WordOf(const cat::CriterionMapping& mapping) {
  if (mapping.from().empty()) return "new";
  switch (mapping.carry_over()) {
    case cat::CARRIES:
      return "carries over";
    case cat::NEEDS_REVIEW:
      return "needs review";
    default:
      return "not carried";
  }
}

std::string ShortName(const std::string& criterion) {
  if (criterion.empty()) return "-";
  const Place place = PlaceOf(criterion);
  return fmt::format("{} {}", place.unit, place.number);
}

void PrintMapping(const cat::CompareSyllabiResponse& answer, Page& page) {
  page.Blank();
  Table table({{"OLD"}, {"NEW"}, {"EVIDENCE AND DECISIONS"}, {"ALIKE", true}});
  for (const cat::CriterionMapping& mapping : answer.criteria()) {
    const bool both = !mapping.from().empty() && !mapping.to().empty();
    table.Add(std::vector<std::string>{
        ShortName(mapping.from()), ShortName(mapping.to()), WordOf(mapping),
        both ? fmt::format("{} %", mapping.likeness()) : ""});
  }
  table.PrintTo(page);
}

void PrintSummary(const cat::CompareSyllabiResponse& answer, Page& page) {
  std::map<std::string, int> count;
  int old_ones = 0;
  for (const cat::CriterionMapping& mapping : answer.criteria()) {
    ++count[WordOf(mapping)];
    if (!mapping.from().empty()) ++old_ones;
  }
  page.Blank();
  page.Text(fmt::format(
      "Criteria: {} of {} carried over with their evidence and decisions, {} "
      "to review, {} not carried; {} new.",
      count["carries over"], old_ones, count["needs review"],
      count["not carried"], count["new"]));
}

}  // namespace

void PrintComparison(const cat::CompareSyllabiResponse& answer, bool mapping,
                     Page& page) {
  std::string group;
  for (const cat::ItemChange& change : answer.changes()) {
    if (GroupOf(change) != group) {
      group = GroupOf(change);
      page.Blank();
      page.Line({{group, Ink::kBold}});
    }
    PrintChange(change, page);
  }
  if (answer.changes().empty()) page.Line({{"No item differs."}});
  PrintSummary(answer, page);
  if (mapping) PrintMapping(answer, page);
}

}  // namespace attest::catalogue_tools
