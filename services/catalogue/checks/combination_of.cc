#include "services/catalogue/checks/combination_of.h"

#include <algorithm>
#include <map>
#include <string>

namespace attest::catalogue::checks {
namespace {

using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

// Turns rules that name units and groups into rules over positions.
class RuleReader {
 public:
  explicit RuleReader(const v1::Syllabus& syllabus) : syllabus_(syllabus) {
    for (int i = 0; i < syllabus.units_size(); ++i) {
      positions_[syllabus.units(i).number()] = i;
    }
    for (const v1::UnitGroup& group : syllabus.groups()) {
      for (const auto& unit : group.units()) groups_[unit] = group.group();
    }
  }

  Rule Read(const v1::Rule& rule) const {
    Rule read;
    switch (rule.rule_case()) {
      case v1::Rule::kAllOf:
        read = Tree(Rule::Kind::kAllOf, rule.all_of().rules());
        break;
      case v1::Rule::kAnyOf:
        read = Tree(Rule::Kind::kAnyOf, rule.any_of().rules());
        break;
      case v1::Rule::kCredits:
        read = Bounded(Measure::kCredits, rule.credits(),
                       rule.credits().level_at_least());
        break;
      case v1::Rule::kUnits:
        read = Bounded(Measure::kUnits, rule.units(), 0);
        break;
      case v1::Rule::kMandatory:
        read = Named(rule.mandatory().units());
        read.minimum = rule.mandatory().units_size();
        break;
      case v1::Rule::kBarred:
        read = Named(rule.barred().units());
        read.maximum = 1;
        break;
      case v1::Rule::kEquivalent:
        read = Named(rule.equivalent().units());
        read.minimum = 1;
        read.maximum = 1;
        break;
      case v1::Rule::RULE_NOT_SET:
        break;
    }
    read.id = rule.rule_id();
    read.title = rule.title();
    return read;
  }

 private:
  Rule Tree(Rule::Kind kind,
            const google::protobuf::RepeatedPtrField<v1::Rule>& parts) const {
    Rule tree;
    tree.kind = kind;
    for (const v1::Rule& part : parts) tree.rules.push_back(Read(part));
    return tree;
  }

  // Credits or Units.
  template <class Message>
  Rule Bounded(Measure measure, const Message& message,
               int level_at_least) const {
    Rule leaf;
    leaf.measure = measure;
    leaf.minimum = message.minimum();
    if (message.maximum() != 0) leaf.maximum = message.maximum();
    for (const auto& unit : syllabus_.units()) {
      if (unit.level() < level_at_least) continue;
      if (!message.group().empty() && GroupOf(unit) != message.group()) {
        continue;
      }
      leaf.units.push_back(positions_.at(unit.number()));
    }
    return leaf;
  }

  Rule Named(const UnitNumbers& units) const {
    Rule leaf;
    for (const auto& unit : units) leaf.units.push_back(positions_.at(unit));
    std::sort(leaf.units.begin(), leaf.units.end());
    return leaf;
  }

  std::string GroupOf(const v1::Unit& unit) const {
    const auto group = groups_.find(unit.number());
    return group == groups_.end() ? std::string() : group->second;
  }

  const v1::Syllabus& syllabus_;
  std::map<std::string, size_t> positions_;
  std::map<std::string, std::string> groups_;
};

}  // namespace

Combination CombinationOf(const v1::Syllabus& syllabus) {
  Combination combination;
  for (const v1::Unit& unit : syllabus.units()) {
    combination.units.push_back({unit.number(), unit.level(), unit.credits(),
                                 unit.guided_learning_hours(),
                                 unit.total_unit_time_hours()});
  }
  combination.rule = RuleReader(syllabus).Read(syllabus.rule_of_combination());
  combination.level = syllabus.qualification().level();
  combination.total_qualification_time_hours =
      syllabus.qualification().total_qualification_time_hours();
  return combination;
}

}  // namespace attest::catalogue::checks
