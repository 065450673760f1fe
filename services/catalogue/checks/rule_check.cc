#include "services/catalogue/checks/rule_check.h"

#include <algorithm>
#include <set>
#include <string>

#include "fmt/format.h"
#include "services/catalogue/checks/syllabus_check.h"

namespace attest::catalogue::checks {
namespace {

using Rule = v1::Rule;
using Parts = google::protobuf::RepeatedPtrField<Rule>;
using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

bool IsKey(const std::string& text) {
  return !text.empty() && text.size() <= 64 && text[0] >= 'A' &&
         text[0] <= 'Z' && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// Walks the tree once.
class RuleCheck {
 public:
  RuleCheck(const v1::Syllabus& syllabus, Findings& findings)
      : findings_(findings) {
    for (const auto& unit : syllabus.units()) units_.insert(unit.number());
    for (const auto& group : syllabus.groups()) groups_.insert(group.group());
  }

  void Check(const Rule& rule, int depth) {
    place_ = fmt::format("rule {}", rule.rule_id());
    CheckHeader(rule);
    if (depth > kRuleDepthMax) {
      return Add(fmt::format("lies deeper than {} rules", kRuleDepthMax));
    }
    switch (rule.rule_case()) {
      case Rule::kAllOf:
        return CheckParts(rule.all_of().rules(), depth);
      case Rule::kAnyOf:
        return CheckParts(rule.any_of().rules(), depth);
      case Rule::kCredits:
        CheckGroup(rule.credits().group());
        return CheckBounds(rule.credits());
      case Rule::kUnits:
        CheckGroup(rule.units().group());
        return CheckBounds(rule.units());
      case Rule::kMandatory:
        return CheckUnits(rule.mandatory().units(), 1);
      case Rule::kBarred:
        return CheckUnits(rule.barred().units(), 2);
      case Rule::kEquivalent:
        return CheckUnits(rule.equivalent().units(), 2);
      case Rule::RULE_NOT_SET:
        return Add(
            "must ask something: all_of, any_of, credits, units, "
            "mandatory, barred or equivalent");
    }
  }

 private:
  void Add(std::string_view what) { findings_.Add(place_, what); }

  void CheckHeader(const Rule& rule) {
    if (!IsKey(rule.rule_id())) {
      Add("rule_id must be a key like LEVEL_7_CREDITS");
    } else if (!ids_.insert(rule.rule_id()).second) {
      Add("another rule has the same rule_id");
    }
    if (rule.title().empty()) Add("title must say the rule in words");
    if (++count_ == kRulesMax + 1) {
      Add(fmt::format("is one too many: there may be {}", kRulesMax));
    }
  }

  void CheckParts(const Parts& parts, int depth) {
    if (parts.empty()) return Add("must have at least one part");
    for (const Rule& part : parts) Check(part, depth + 1);
  }

  // Credits or Units.
  template <class Bounded>
  void CheckBounds(const Bounded& rule) {
    const int minimum = rule.minimum();
    const int maximum = rule.maximum();
    if (std::min(minimum, maximum) < 0 ||
        std::max(minimum, maximum) > kQuantityMax) {
      return Add(
          fmt::format("minimum and maximum must be 0 to {}", kQuantityMax));
    }
    if (minimum == 0 && maximum == 0) {
      return Add("asks nothing: must have a minimum or a maximum");
    }
    if (maximum != 0 && maximum < minimum) {
      Add(fmt::format("maximum {} is less than minimum {}", maximum, minimum));
    }
  }

  void CheckGroup(const std::string& group) {
    if (!group.empty() && groups_.count(group) == 0) {
      Add(fmt::format("names group {}, which does not exist", group));
    }
  }

  void CheckUnits(const UnitNumbers& units, int least) {
    if (units.size() < least) {
      Add(fmt::format("must name at least {} {}", least,
                      least == 1 ? "unit" : "units"));
    }
    std::set<std::string> named;
    for (const std::string& unit : units) {
      if (units_.count(unit) == 0) {
        Add(fmt::format("names unit {}, which does not exist", unit));
      }
      if (!named.insert(unit).second) {
        Add(fmt::format("names unit {} twice", unit));
      }
    }
  }

  Findings& findings_;
  std::set<std::string> units_;
  std::set<std::string> groups_;
  std::set<std::string> ids_;
  std::string place_;
  int count_ = 0;
};

}  // namespace

void CheckRule(const v1::Syllabus& syllabus, Findings& findings) {
  if (!syllabus.has_rule_of_combination()) {
    return findings.Add("rule_of_combination", "must be there");
  }
  RuleCheck(syllabus, findings).Check(syllabus.rule_of_combination(), 1);
}

}  // namespace attest::catalogue::checks
