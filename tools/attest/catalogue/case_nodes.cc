#include "tools/attest/catalogue/case_nodes.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "tools/attest/catalogue/name_uuid.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

// The space of our names. It must never change: every identifier would.
constexpr std::string_view kSpace = "3e730bc6-9aef-52e2-b6bb-a5e075ac26ad";

// A document is dated by month, or by day.
std::string Midnight(const std::string& date) {
  const bool month = date.size() == std::string_view("YYYY-MM").size();
  return fmt::format("{}{}T00:00:00Z", date, month ? "-01" : "");
}

template <class Rules>
Json Parts(const Rules& rules) {
  Json parts = Json::array();
  for (const cat::Rule& rule : rules) parts.push_back(RuleExtension(rule));
  return parts;
}

template <class Units>
Json Names(const Units& units) {
  return Json(std::vector<std::string>(units.begin(), units.end()));
}

Json Bounds(int minimum, int maximum, const std::string& group) {
  Json bounds = {{"minimum", minimum}};
  if (maximum > 0) bounds["maximum"] = maximum;
  if (!group.empty()) bounds["group"] = group;
  return bounds;
}

Json CreditBounds(const cat::Rule::Credits& credits) {
  Json bounds = Bounds(credits.minimum(), credits.maximum(), credits.group());
  if (credits.level_at_least() > 0) {
    bounds["levelAtLeast"] = credits.level_at_least();
  }
  return bounds;
}

}  // namespace

CaseNames::CaseNames(const cat::Syllabus& syllabus, std::string base)
    : syllabus_(fmt::format("{}|{}", syllabus.qualification().code(),
                            syllabus.version())),
      base_(std::move(base)),
      changed_(Midnight(syllabus.document_date())) {}

CaseNode CaseNames::Node(std::string_view collection, std::string_view kind,
                         std::string_view key, std::string title) const {
  const std::string identifier =
      NameUuid(kSpace, fmt::format("{}|{}|{}", kind, syllabus_, key));
  return {Normalized(title), identifier,
          fmt::format("{}/{}/{}", base_, collection, identifier)};
}

Json LinkTo(const CaseNode& node) {
  return {{"title", node.title},
          {"identifier", node.identifier},
          {"uri", node.uri}};
}

std::string Normalized(std::string_view text) {
  const std::vector<std::string> words = absl::StrSplit(
      std::string(text), absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  return absl::StrJoin(words, " ");
}

Json RuleExtension(const cat::Rule& rule) {
  Json json = {{"ruleId", rule.rule_id()}, {"title", rule.title()}};
  switch (rule.rule_case()) {
    case cat::Rule::kAllOf:
      json["allOf"] = Parts(rule.all_of().rules());
      break;
    case cat::Rule::kAnyOf:
      json["anyOf"] = Parts(rule.any_of().rules());
      break;
    case cat::Rule::kCredits:
      json["credits"] = CreditBounds(rule.credits());
      break;
    case cat::Rule::kUnits:
      json["units"] = Bounds(rule.units().minimum(), rule.units().maximum(),
                             rule.units().group());
      break;
    case cat::Rule::kMandatory:
      json["mandatory"] = Names(rule.mandatory().units());
      break;
    case cat::Rule::kBarred:
      json["barred"] = Names(rule.barred().units());
      break;
    case cat::Rule::kEquivalent:
      json["equivalent"] = Names(rule.equivalent().units());
      break;
    case cat::Rule::RULE_NOT_SET:
      break;
  }
  return json;
}

}  // namespace attest::catalogue_tools
