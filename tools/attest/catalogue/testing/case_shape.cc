#include "tools/attest/catalogue/testing/case_shape.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "fmt/format.h"

namespace attest::catalogue_tools::testing {
namespace {

using Json = nlohmann::ordered_json;

enum class Kind {
  kText,  // a string that is not empty
  kUuid,
  kUri,
  kTime,  // RFC 3339
  kInteger,
  kTexts,  // an array of strings
  kLink,   // {title, identifier, uri}
  kNode,   // a link that may have a targetType
  kObject,
  kAssociation,
  kVersion,  // 1.1
};

struct Member {
  std::string name;
  Kind kind;
  bool required = false;
};
using Members = std::vector<Member>;

// The members of each class, from the JSON schema binding of CASE 1.1. No class
// may have others; what is our own goes into `extensions`.
const Members kDocument = {{"identifier", Kind::kUuid, true},
                           {"uri", Kind::kUri, true},
                           {"frameworkType", Kind::kText},
                           {"caseVersion", Kind::kVersion},
                           {"creator", Kind::kText, true},
                           {"title", Kind::kText, true},
                           {"lastChangeDateTime", Kind::kTime, true},
                           {"officialSourceURL", Kind::kUri},
                           {"publisher", Kind::kText},
                           {"description", Kind::kText},
                           {"subject", Kind::kTexts},
                           {"language", Kind::kText},
                           {"version", Kind::kText},
                           {"adoptionStatus", Kind::kText},
                           {"notes", Kind::kText},
                           {"extensions", Kind::kObject}};
const Members kItem = {{"identifier", Kind::kUuid, true},
                       {"fullStatement", Kind::kText, true},
                       {"alternativeLabel", Kind::kText},
                       {"CFItemType", Kind::kText},
                       {"uri", Kind::kUri, true},
                       {"humanCodingScheme", Kind::kText},
                       {"listEnumeration", Kind::kText},
                       {"abbreviatedStatement", Kind::kText},
                       {"conceptKeywords", Kind::kTexts},
                       {"notes", Kind::kText},
                       {"language", Kind::kText},
                       {"educationLevel", Kind::kTexts},
                       {"CFItemTypeURI", Kind::kLink},
                       {"lastChangeDateTime", Kind::kTime, true},
                       {"extensions", Kind::kObject}};
const Members kAssociation = {{"identifier", Kind::kUuid, true},
                              {"associationType", Kind::kAssociation, true},
                              {"sequenceNumber", Kind::kInteger},
                              {"uri", Kind::kUri, true},
                              {"originNodeURI", Kind::kNode, true},
                              {"destinationNodeURI", Kind::kNode, true},
                              {"CFAssociationGroupingURI", Kind::kLink},
                              {"lastChangeDateTime", Kind::kTime, true},
                              {"notes", Kind::kText},
                              {"extensions", Kind::kObject}};
const Members kItemType = {{"identifier", Kind::kUuid, true},
                           {"uri", Kind::kUri, true},
                           {"title", Kind::kText, true},
                           {"description", Kind::kText, true},
                           {"hierarchyCode", Kind::kText, true},
                           {"typeCode", Kind::kText},
                           {"lastChangeDateTime", Kind::kTime, true},
                           {"extensions", Kind::kObject}};
const Members kGrouping = {{"identifier", Kind::kUuid, true},
                           {"uri", Kind::kUri, true},
                           {"title", Kind::kText, true},
                           {"description", Kind::kText},
                           {"lastChangeDateTime", Kind::kTime, true},
                           {"extensions", Kind::kObject}};

bool Matches(const Json& value, const std::string& pattern) {
  return value.is_string() &&
         std::regex_match(value.get<std::string>(), std::regex(pattern));
}

bool IsText(const Json& value) {
  return value.is_string() && !value.get<std::string>().empty();
}

bool IsAssociation(const Json& value) {
  static const std::set<std::string> kinds = {
      "isChildOf",     "isPeerOf",       "isPartOf",   "exactMatchOf",
      "precedes",      "isRelatedTo",    "replacedBy", "exemplar",
      "hasSkillLevel", "isTranslationOf"};
  return IsText(value) && (kinds.count(value.get<std::string>()) > 0 ||
                           Matches(value, "ext:[a-zA-Z0-9._-]+"));
}

bool Is(const Json& value, Kind kind);

bool IsLink(const Json& value, bool node) {
  static const std::set<std::string> names = {"title", "identifier", "uri",
                                              "targetType"};
  if (!value.is_object()) return false;
  for (const auto& [name, member] : value.items()) {
    if (names.count(name) == 0) return false;
    if (name == "targetType" && !(node && member == "CASE")) return false;
  }
  return value.contains("title") && IsText(value["title"]) &&
         value.contains("identifier") && Is(value["identifier"], Kind::kUuid) &&
         value.contains("uri") && Is(value["uri"], Kind::kUri);
}

bool Is(const Json& value, Kind kind) {
  switch (kind) {
    case Kind::kText:
      return IsText(value);
    case Kind::kUuid:
      return Matches(value,
                     "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-"
                     "[0-9a-f]{12}");
    case Kind::kUri:
      return Matches(value, "https?://[^\\s\"<>]+");
    case Kind::kTime:
      return Matches(value,
                     "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}"
                     "(Z|[+-]\\d{2}:\\d{2})");
    case Kind::kInteger:
      return value.is_number_integer();
    case Kind::kTexts:
      return value.is_array() &&
             std::all_of(value.begin(), value.end(), IsText);
    case Kind::kLink:
      return IsLink(value, false);
    case Kind::kNode:
      return IsLink(value, true);
    case Kind::kObject:
      return value.is_object();
    case Kind::kAssociation:
      return IsAssociation(value);
    case Kind::kVersion:
      return value == "1.1";
  }
  return false;
}

class ShapeCheck {
 public:
  explicit ShapeCheck(const Json& package) : package_(package) {}

  std::vector<std::string> Run() {
    CheckObject("CFDocument", package_.value("CFDocument", Json()), kDocument);
    CheckList("CFItems", package_, kItem);
    CheckList("CFAssociations", package_, kAssociation);
    const Json definitions = package_.value("CFDefinitions", Json::object());
    CheckList("CFItemTypes", definitions, kItemType);
    CheckList("CFAssociationGroupings", definitions, kGrouping);
    if (faults_.empty()) CheckLinks();
    if (faults_.empty()) CheckTree();
    return faults_;
  }

 private:
  void Fault(std::string fault) { faults_.push_back(std::move(fault)); }

  void CheckObject(const std::string& place, const Json& object,
                   const Members& members) {
    if (!object.is_object()) return Fault(place + " must be an object");
    std::set<std::string> known;
    for (const Member& member : members) {
      known.insert(member.name);
      if (!object.contains(member.name)) {
        if (member.required) Fault(place + " lacks " + member.name);
      } else if (!Is(object[member.name], member.kind)) {
        Fault(fmt::format("{}.{} is {}", place, member.name,
                          object[member.name].dump()));
      }
    }
    for (const auto& [name, value] : object.items()) {
      if (known.count(name) == 0) Fault(place + " may not have " + name);
    }
    const Json identifier = object.value("identifier", Json());
    if (!identifier.is_string()) return;
    if (!identifiers_.insert(identifier.get<std::string>()).second) {
      Fault(place + " has an identifier that another one has");
    }
  }

  void CheckList(const std::string& name, const Json& parent,
                 const Members& members) {
    const Json list = parent.value(name, Json::array());
    if (!list.is_array()) return Fault(name + " must be an array");
    for (size_t i = 0; i < list.size(); ++i) {
      CheckObject(fmt::format("{}[{}]", name, i), list[i], members);
    }
  }

  // A link names what it leads to as that names itself.
  void CheckLink(const std::string& place, const Json& link,
                 const std::map<std::string, std::string>& uris) {
    const auto found = uris.find(link["identifier"].get<std::string>());
    if (found == uris.end()) {
      Fault(place + " leads nowhere");
    } else if (found->second != link["uri"]) {
      Fault(place + " has another uri than what it leads to");
    }
  }

  static void AddUris(const Json& list,
                      std::map<std::string, std::string>& to) {
    for (const Json& one : list) to[one["identifier"]] = one["uri"];
  }

  void CheckLinks() {
    std::map<std::string, std::string> nodes;
    AddUris(Json::array({package_["CFDocument"]}), nodes);
    AddUris(package_["CFItems"], nodes);
    std::map<std::string, std::string> types;
    AddUris(package_["CFDefinitions"]["CFItemTypes"], types);
    std::map<std::string, std::string> groups;
    AddUris(package_["CFDefinitions"]["CFAssociationGroupings"], groups);
    for (const Json& item : package_["CFItems"]) {
      if (item.contains("CFItemTypeURI")) {
        CheckLink("CFItemTypeURI", item["CFItemTypeURI"], types);
      }
    }
    for (const Json& one : package_["CFAssociations"]) {
      CheckLink("originNodeURI", one["originNodeURI"], nodes);
      CheckLink("destinationNodeURI", one["destinationNodeURI"], nodes);
      if (one.contains("CFAssociationGroupingURI")) {
        CheckLink("CFAssociationGroupingURI", one["CFAssociationGroupingURI"],
                  groups);
      }
    }
  }

  void CheckTree() {
    std::map<std::string, std::string> parents;
    std::map<std::string, std::vector<int>> numbers;  // of the children
    for (const Json& one : package_["CFAssociations"]) {
      if (one["associationType"] != "isChildOf") continue;
      const std::string parent = one["destinationNodeURI"]["identifier"];
      const std::string child = one["originNodeURI"]["identifier"];
      if (!parents.emplace(child, parent).second) {
        Fault(child + " has two parents");
      }
      numbers[parent].push_back(one.value("sequenceNumber", 0));
    }
    for (auto& [parent, sequence] : numbers) {
      std::sort(sequence.begin(), sequence.end());
      for (size_t i = 0; i < sequence.size(); ++i) {
        if (sequence[i] != static_cast<int>(i) + 1) {
          Fault("the sequence numbers below " + parent + " have a gap");
          break;
        }
      }
    }
    CheckAncestors(parents);
  }

  void CheckAncestors(const std::map<std::string, std::string>& parents) {
    const std::string root = package_["CFDocument"]["identifier"];
    for (const Json& item : package_["CFItems"]) {
      const std::string identifier = item["identifier"];
      std::string at = identifier;
      for (size_t steps = 0; at != root && steps <= parents.size(); ++steps) {
        const auto parent = parents.find(at);
        if (parent == parents.end()) break;
        at = parent->second;
      }
      if (at != root) Fault(identifier + " does not reach the document");
    }
  }

  const Json& package_;
  std::vector<std::string> faults_;
  std::set<std::string> identifiers_;
};

}  // namespace

std::vector<std::string> FaultsOf(const Json& package) {
  return ShapeCheck(package).Run();
}

}  // namespace attest::catalogue_tools::testing
