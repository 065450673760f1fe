#include "services/catalogue/checks/rule_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/checks/fact_check.h"

namespace attest::catalogue::checks {
namespace {

using Rule = v1::Rule;
using Parts = google::protobuf::RepeatedPtrField<Rule>;
using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

constexpr size_t kKeyLengthMax = 64;

bool IsKey(const std::string& text) {
  return !text.empty() && text.size() <= kKeyLengthMax && text[0] >= 'A' &&
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

  void Check(const Rule& rule, const Spot& spot, int depth) {
    if (++count_ > kRulesMax) return TooMany(spot);
    CheckHeader(rule, spot);
    if (depth > kRuleDepthMax) {
      return findings_.Add(kRuleTooDeep, spot,
                           fmt::format("lies below {} rules", depth - 1),
                           fmt::format("nest at most {}", kRuleDepthMax));
    }
    switch (rule.rule_case()) {
      case Rule::kAllOf:
        return CheckParts(rule.all_of().rules(), spot.Field("all_of"), depth);
      case Rule::kAnyOf:
        return CheckParts(rule.any_of().rules(), spot.Field("any_of"), depth);
      case Rule::kCredits:
        return CheckCredits(rule.credits(), spot.Field("credits"));
      case Rule::kUnits:
        return CheckBounds(rule.units(), spot.Field("units"));
      case Rule::kMandatory:
        return CheckNamed(rule.mandatory(), spot.Field("mandatory"), 1);
      case Rule::kBarred:
        return CheckNamed(rule.barred(), spot.Field("barred"), 2);
      case Rule::kEquivalent:
        return CheckNamed(rule.equivalent(), spot.Field("equivalent"), 2);
      case Rule::RULE_NOT_SET:
        return findings_.Add(kRuleAsksNothing, spot, "asks nothing",
                             "write all_of, any_of, credits, units, mandatory, "
                             "barred or equivalent");
    }
  }

 private:
  void TooMany(const Spot& spot) {
    if (count_ != kRulesMax + 1) return;
    findings_.Add(kTooManyRules, spot,
                  fmt::format("more than {} rules", kRulesMax),
                  fmt::format("write at most {}", kRulesMax));
  }

  void CheckHeader(const Rule& rule, const Spot& spot) {
    if (!IsKey(rule.rule_id())) {
      findings_.Add(kRuleKey, spot.Field("rule_id"),
                    fmt::format("`{}`", Shown(rule.rule_id())),
                    "write a key like LEVEL_7_CREDITS");
    } else if (!ids_.insert(rule.rule_id()).second) {
      findings_.Add(kDuplicateRule, spot.Field("rule_id"),
                    fmt::format("another rule is {}", rule.rule_id()),
                    "give each rule a key of its own");
    }
    CheckThere(rule.title(), "the rule in words", spot, "title", findings_);
  }

  void CheckParts(const Parts& parts, const Spot& spot, int depth) {
    if (parts.empty()) {
      return findings_.Add(kRuleAsksNothing, spot, "has no part",
                           "write its rules");
    }
    for (int i = 0; i < parts.size(); ++i) {
      Check(parts[i], spot.Field("rules", i), depth + 1);
    }
  }

  void CheckCredits(const Rule::Credits& rule, const Spot& spot) {
    CheckQuantity(rule.level_at_least(), 0, spot, "level_at_least", findings_);
    CheckBounds(rule, spot);
  }

  // Credits or Units.
  template <class Bounded>
  void CheckBounds(const Bounded& rule, const Spot& spot) {
    CheckGroup(rule.group(), spot.Field("group"));
    CheckQuantity(rule.minimum(), 0, spot, "minimum", findings_);
    CheckQuantity(rule.maximum(), 0, spot, "maximum", findings_);
    if (rule.minimum() == 0 && rule.maximum() == 0) {
      findings_.Add(kRuleAsksNothing, spot, "has neither minimum nor maximum",
                    "write one of them");
    }
    if (rule.maximum() != 0 && rule.maximum() < rule.minimum()) {
      findings_.Add(kRuleBounds, spot.Field("maximum"),
                    fmt::format("maximum {} is less than minimum {}",
                                rule.maximum(), rule.minimum()),
                    "raise the maximum, or lower the minimum");
    }
  }

  void CheckGroup(const std::string& group, const Spot& spot) {
    if (group.empty() || groups_.count(group) > 0) return;
    findings_.Add(
        kUnknownGroup, spot,
        fmt::format("names group `{}`, which does not exist", Shown(group)),
        "name a group of the syllabus");
  }

  // Mandatory, Barred or Equivalent.
  template <class Named>
  void CheckNamed(const Named& rule, const Spot& spot, int least) {
    const UnitNumbers& units = rule.units();
    if (units.size() < least) {
      findings_.Add(kRuleAsksNothing, spot,
                    fmt::format("names {} units", units.size()),
                    fmt::format("name at least {}", least));
    }
    std::set<std::string_view> named;
    for (int i = 0; i < units.size(); ++i) {
      CheckUnit(units[i], named.insert(units[i]).second,
                spot.Field("units", i));
    }
  }

  void CheckUnit(const std::string& unit, bool is_new, const Spot& spot) {
    if (units_.count(unit) == 0) {
      findings_.Add(
          kUnknownUnit, spot,
          fmt::format("names unit `{}`, which does not exist", Shown(unit)),
          "name a unit of the syllabus");
    }
    if (!is_new) {
      findings_.Add(kUnitNamedTwice, spot,
                    fmt::format("names unit `{}` twice", Shown(unit)),
                    "name each unit once");
    }
  }

  Findings& findings_;
  std::set<std::string_view> units_;
  std::set<std::string_view> groups_;
  std::set<std::string_view> ids_;
  int count_ = 0;
};

}  // namespace

void CheckRule(const v1::Syllabus& syllabus, const Spot& file,
               Findings& findings) {
  const Spot spot = file.Field("rule_of_combination");
  if (!syllabus.has_rule_of_combination()) {
    return findings.Add(kFactMissing, spot, "missing",
                        "write the rule of combination");
  }
  RuleCheck(syllabus, findings).Check(syllabus.rule_of_combination(), spot, 1);
}

}  // namespace attest::catalogue::checks
