#include "services/catalogue/store/search_items.h"

#include <utility>

#include "fmt/format.h"
#include "fmt/ranges.h"
#include "libs/status/utf8.h"

namespace attest::catalogue::store {
namespace {

std::string Clean(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::string_view before = text;
    const auto code_point = TakeCodePoint(text);
    if (!code_point || IsControl(*code_point)) {
      clean += ' ';
    } else {
      clean += before.substr(0, before.size() - text.size());
    }
  }
  return clean;
}

// Collects the items of one syllabus.
class Items {
 public:
  void Add(SearchItem item, const v1::Passage& text) {
    item.title = Clean(item.title);
    item.heading = Clean(item.heading);
    item.body = Clean(item.body);
    item.status = text.status();
    if (item.heading.empty() && item.body.empty()) return;
    items_.push_back(std::move(item));
  }
  std::vector<SearchItem> Take() { return std::move(items_); }

 private:
  std::vector<SearchItem> items_;
};

SearchItem OfUnit(v1::ItemKind kind, const v1::Unit& unit, std::string number) {
  SearchItem item;
  item.kind = kind;
  item.unit = unit.number();
  item.number = std::move(number);
  item.title = unit.title().reading();
  return item;
}

void AddDefinition(const v1::Definition& definition, Items& items) {
  SearchItem item;
  item.kind = v1::DEFINITION;
  item.number = Clean(definition.term());
  item.title = definition.term();
  item.heading = definition.term();
  if (!definition.abbreviation().empty()) {
    item.heading += fmt::format(" ({})", definition.abbreviation());
  }
  item.body = definition.definition().reading();
  items.Add(std::move(item), definition.definition());
}

void AddOutcome(const v1::Unit& unit, const v1::LearningOutcome& outcome,
                Items& items) {
  SearchItem item = OfUnit(v1::OUTCOME, unit, std::to_string(outcome.number()));
  item.heading = outcome.title().reading();
  items.Add(std::move(item), outcome.title());
  for (const v1::Criterion& criterion : outcome.criteria()) {
    SearchItem each = OfUnit(v1::CRITERION, unit, criterion.number());
    each.body = criterion.text().reading();
    items.Add(std::move(each), criterion.text());
  }
}

void AddUnit(const v1::Unit& unit, Items& items) {
  SearchItem item = OfUnit(v1::UNIT, unit, "");
  item.heading = unit.title().reading();
  item.body = unit.aims().reading();
  items.Add(std::move(item), unit.title());
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    AddOutcome(unit, outcome, items);
  }
  for (const v1::Guidance& guidance : unit.guidance()) {
    SearchItem each =
        OfUnit(v1::GUIDANCE, unit,
               fmt::format("{}", fmt::join(guidance.criteria(), "/")));
    each.body = guidance.text().reading();
    items.Add(std::move(each), guidance.text());
  }
}

// Whether a code point beyond ASCII is a sign: punctuation, arrows and other
// symbols, pictures. What this leaves is for the index to judge.
bool IsSign(char32_t code_point) {
  return (code_point >= 0x80 && code_point < 0xC0) || code_point == 0xD7 ||
         code_point == 0xF7 || (code_point >= 0x2000 && code_point < 0x2C00) ||
         (code_point >= 0x3000 && code_point < 0x3005) ||
         (code_point >= 0xFE00 && code_point < 0xFE10) ||
         (code_point >= 0x1F000 && code_point < 0x20000);
}

bool IsWordPart(char32_t code_point) {
  if (code_point >= 0x80) return !IsSign(code_point);
  return (code_point >= '0' && code_point <= '9') ||
         (code_point >= 'a' && code_point <= 'z') ||
         (code_point >= 'A' && code_point <= 'Z');
}

bool IsApostrophe(char32_t code_point) {
  return code_point == '\'' || code_point == 0x2019;
}

}  // namespace

std::vector<SearchItem> ItemsOf(const v1::Syllabus& syllabus) {
  Items items;
  for (const v1::Definition& definition : syllabus.definitions()) {
    AddDefinition(definition, items);
  }
  for (const v1::Unit& unit : syllabus.units()) AddUnit(unit, items);
  return items.Take();
}

std::vector<std::string> WordsOf(std::string_view query) {
  std::vector<std::string> words;
  std::string word;
  bool after_apostrophe = false;
  const auto finish = [&] {
    // `learner's` is `learner`.
    const bool possessive = after_apostrophe && (word == "s" || word == "S");
    if (!word.empty() && !possessive) words.push_back(std::move(word));
    word.clear();
  };
  while (!query.empty()) {
    const std::string_view before = query;
    const auto code_point = TakeCodePoint(query);
    if (code_point && IsWordPart(*code_point)) {
      word += before.substr(0, before.size() - query.size());
      continue;
    }
    const bool inside = !word.empty();
    finish();
    after_apostrophe = inside && code_point && IsApostrophe(*code_point);
  }
  finish();
  return words;
}

}  // namespace attest::catalogue::store
