#include "services/catalogue/api/documents.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fmt/format.h"

namespace attest::catalogue::api {
namespace {

bool IsLost(const v1::Passage& passage) {
  return passage.status() == v1::INCOMPLETE_IN_SOURCE ||
         passage.status() == v1::MISSING_IN_SOURCE;
}

std::string Bounds(int minimum, int maximum, std::string_view of) {
  if (minimum == maximum) return fmt::format("exactly {} {}", minimum, of);
  if (maximum == 0) return fmt::format("at least {} {}", minimum, of);
  if (minimum == 0) return fmt::format("at most {} {}", maximum, of);
  return fmt::format("{} to {} {}", minimum, maximum, of);
}

std::string FromGroup(std::string_view group) {
  return group.empty() ? "" : fmt::format(" from group {}", group);
}

std::string CreditsAsked(const v1::Rule::Credits& credits) {
  std::string asked = Bounds(credits.minimum(), credits.maximum(), "credits") +
                      FromGroup(credits.group());
  if (credits.level_at_least() != 0) {
    asked += fmt::format(" at level {} or above", credits.level_at_least());
  }
  return asked;
}

template <class Rules>
std::string Keys(const Rules& rules) {
  std::vector<std::string_view> keys;
  for (const v1::Rule& rule : rules) keys.push_back(rule.rule_id());
  return fmt::format("{}", fmt::join(keys, ", "));
}

// What a rule asks, in words of ours.
std::string Asked(const v1::Rule& rule) {
  switch (rule.rule_case()) {
    case v1::Rule::kAllOf:
      return "all of " + Keys(rule.all_of().rules());
    case v1::Rule::kAnyOf:
      return "any of " + Keys(rule.any_of().rules());
    case v1::Rule::kCredits:
      return CreditsAsked(rule.credits());
    case v1::Rule::kUnits:
      return Bounds(rule.units().minimum(), rule.units().maximum(), "units") +
             FromGroup(rule.units().group());
    case v1::Rule::kMandatory:
      return fmt::format("all of units {}",
                         fmt::join(rule.mandatory().units(), ", "));
    case v1::Rule::kBarred:
      return fmt::format("at most one of units {}",
                         fmt::join(rule.barred().units(), ", "));
    case v1::Rule::kEquivalent:
      return fmt::format("exactly one of units {}",
                         fmt::join(rule.equivalent().units(), ", "));
    case v1::Rule::RULE_NOT_SET:
      break;
  }
  return "";
}

// Writes the items in order.
class Writer {
 public:
  explicit Writer(const v1::Syllabus& syllabus) {
    document_.source = syllabus.source_sha256().empty()
                           ? syllabus.name()
                           : syllabus.source_sha256();
    for (const v1::UnitGroup& group : syllabus.groups()) {
      for (const auto& unit : group.units()) groups_[unit] = group.group();
    }
    for (const auto& definition : syllabus.definitions()) {
      Add(ItemKind::kDefinition, "definitions/" + definition.term(),
          definition.term(), definition.definition());
    }
    AddRule(syllabus.rule_of_combination());
    for (const v1::Unit& unit : syllabus.units()) AddUnit(unit);
  }

  Document Take() { return std::move(document_); }

 private:
  DocumentItem& Add(ItemKind kind, std::string place, std::string number,
                    const v1::Passage& text) {
    DocumentItem& item = document_.items.emplace_back();
    item.kind = kind;
    item.place = std::move(place);
    item.number = std::move(number);
    item.text = text.reading();
    item.lost = IsLost(text);
    return item;
  }

  void AddRule(const v1::Rule& rule) {
    DocumentItem& item = document_.items.emplace_back();
    item.kind = ItemKind::kRule;
    item.place = "rules/" + rule.rule_id();
    item.number = rule.rule_id();
    item.text = rule.title();
    item.facts = Asked(rule);
    for (const v1::Rule& part : rule.all_of().rules()) AddRule(part);
    for (const v1::Rule& part : rule.any_of().rules()) AddRule(part);
  }

  void AddUnit(const v1::Unit& unit) {
    const std::string place = "units/" + unit.number();
    const size_t position = document_.items.size();
    DocumentItem& item =
        Add(ItemKind::kUnit, place, unit.number(), unit.title());
    item.reference = unit.ofqual_reference();
    item.facts = FactsOf(unit);
    for (const auto& outcome : unit.outcomes()) {
      AddOutcome(place, position, outcome);
    }
    for (const v1::Guidance& guidance : unit.guidance()) {
      const std::string number =
          fmt::format("{}", fmt::join(guidance.criteria(), "/"));
      Add(ItemKind::kGuidance, place + "/guidance/" + number, number,
          guidance.text())
          .parent = position;
    }
  }

  void AddOutcome(const std::string& place, size_t unit,
                  const v1::LearningOutcome& outcome) {
    const size_t position = document_.items.size();
    const std::string number = std::to_string(outcome.number());
    DocumentItem& item = Add(ItemKind::kOutcome, place + "/outcomes/" + number,
                             number, outcome.title());
    item.parent = unit;
    if (outcome.kind() == v1::KNOWLEDGE) item.facts = "knowledge";
    if (outcome.kind() == v1::COMPETENCE) item.facts = "competence";
    for (const v1::Criterion& criterion : outcome.criteria()) {
      Add(ItemKind::kCriterion, place + "/criteria/" + criterion.number(),
          criterion.number(), criterion.text())
          .parent = position;
    }
  }

  std::string FactsOf(const v1::Unit& unit) const {
    std::string facts = fmt::format(
        "level {}, {} credits, {} guided learning hours, {} hours in all",
        unit.level(), unit.credits(), unit.guided_learning_hours(),
        unit.total_unit_time_hours());
    const auto group = groups_.find(unit.number());
    if (group != groups_.end()) facts += ", group " + group->second;
    if (!unit.ofqual_reference().empty()) {
      facts += ", reference " + unit.ofqual_reference();
    }
    return facts;
  }

  Document document_;
  std::unordered_map<std::string, std::string> groups_;  // by unit
};

}  // namespace

Document DocumentOf(const v1::Syllabus& syllabus) {
  return Writer(syllabus).Take();
}

}  // namespace attest::catalogue::api
