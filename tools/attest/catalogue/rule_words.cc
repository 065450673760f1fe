#include "tools/attest/catalogue/rule_words.h"

#include "absl/strings/str_join.h"
#include "fmt/format.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

// `6 or more`, `6 to 8`, `exactly 2`, `at most 3`.
std::string Bounds(int minimum, int maximum) {
  if (maximum == 0) return fmt::format("{} or more", minimum);
  if (minimum == maximum) return fmt::format("exactly {}", minimum);
  if (minimum == 0) return fmt::format("at most {}", maximum);
  return fmt::format("{} to {}", minimum, maximum);
}

std::string OfGroup(const std::string& group) {
  return group.empty() ? "" : fmt::format(", group {}", group);
}

std::string OfLevel(int level) {
  return level == 0 ? "" : fmt::format(", level {} or above", level);
}

template <class Units>
std::string Named(const Units& units) {
  return absl::StrJoin(units, ", ");
}

template <class Rules>
void PrintParts(const Rules& rules, int indent, Page& page) {
  for (const cat::Rule& rule : rules) PrintRule(rule, indent, page);
}

}  // namespace

std::string RuleInWords(const cat::Rule& rule) {
  switch (rule.rule_case()) {
    case cat::Rule::kAllOf:
      return "all of these";
    case cat::Rule::kAnyOf:
      return "at least one of these";
    case cat::Rule::kCredits:
      return fmt::format(
          "{} credits{}{}",
          Bounds(rule.credits().minimum(), rule.credits().maximum()),
          OfGroup(rule.credits().group()),
          OfLevel(rule.credits().level_at_least()));
    case cat::Rule::kUnits:
      return fmt::format("{} units{}",
                         Bounds(rule.units().minimum(), rule.units().maximum()),
                         OfGroup(rule.units().group()));
    case cat::Rule::kMandatory:
      return fmt::format("each of {}", Named(rule.mandatory().units()));
    case cat::Rule::kBarred:
      return fmt::format("at most one of {}", Named(rule.barred().units()));
    case cat::Rule::kEquivalent:
      return fmt::format("exactly one of {}", Named(rule.equivalent().units()));
    case cat::Rule::RULE_NOT_SET:
      break;
  }
  return "nothing";
}

void PrintRule(const cat::Rule& rule, int indent, Page& page) {
  Spans text = {{rule.title()}};
  if (!rule.title().empty()) text.push_back({"  "});
  text.push_back({fmt::format("({})", RuleInWords(rule)), Ink::kDim});
  page.Paragraph({{std::string(indent, ' ') + "- "}}, text);
  if (rule.has_all_of()) PrintParts(rule.all_of().rules(), indent + 2, page);
  if (rule.has_any_of()) PrintParts(rule.any_of().rules(), indent + 2, page);
}

}  // namespace attest::catalogue_tools
