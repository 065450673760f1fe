#include "tools/attest/catalogue/case_package.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "fmt/format.h"
#include "tools/attest/catalogue/case_nodes.h"
#include "tools/attest/catalogue/passage_text.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

enum Type { kUnit, kOutcome, kCriterion };

struct TypeWords {
  std::string_view key;
  std::string_view title;
  std::string_view description;
  std::string_view hierarchy_code;
};

constexpr TypeWords kTypes[] = {
    {"unit", "Unit",
     "A unit of the qualification, with its own credits, hours and level.",
     "1"},
    {"outcome", "Learning Outcome",
     "What a learner who is awarded the unit knows or can do.", "1.1"},
    {"criterion", "Assessment Criterion",
     "What a learner has to show, at least once, so that the outcome is met.",
     "1.1.1"},
};

constexpr char kDocumentNotes[] =
    "Where the printed syllabus has lost words, […] stands in their place, or "
    "'(the words are lost in the source)' where nothing is left; such items "
    "have notes. CASE has no word for credits, hours, guidance and the rule of "
    "combination; they are in the extensions under 'attest'. Guidance is "
    "examples only and never a requirement.";

// What CASE cannot say, where readers may leave it unread.
Json Extension(Json facts) { return {{"attest", std::move(facts)}}; }

std::string StatementOf(const cat::Passage& passage) {
  const std::string words = IsDamaged(passage.status())
                                ? WithoutGuesses(passage.reading())
                                : passage.reading();
  // CASE wants a statement; none is made up.
  return words.empty() ? std::string(kLostWords) : words;
}

std::string NotesOf(const cat::Passage& passage) {
  std::string notes;
  if (passage.status() == cat::MISSING_IN_SOURCE) {
    notes =
        "The item exists and has to be met; its words are lost in the "
        "source and have to come from the awarding organisation.";
  } else if (passage.status() == cat::INCOMPLETE_IN_SOURCE) {
    notes = fmt::format(
        "Words are lost in the source where […] stands. With guesses in "
        "brackets, which count as no wording, it reads: {}",
        passage.reading());
  } else if (passage.status() == cat::REPAIRED) {
    notes = "Put together from the pieces of a damaged scan.";
  }
  return notes;
}

// An item and where it stands.
struct Item {
  Type type;
  CaseNode node;
  std::string code;  // humanCodingScheme
  int position = 1;  // among the children of its parent
  int level = 0;     // of the unit
  const cat::Passage& text;
  Json extension = Json::object();
};

class PackageWriter {
 public:
  PackageWriter(const cat::Syllabus& syllabus, const std::string& base)
      : syllabus_(syllabus),
        names_(syllabus, base),
        document_(names_.Node("CFDocuments", "document", "",
                              syllabus.qualification().title())) {
    for (const TypeWords& type : kTypes) {
      types_.push_back(names_.Node("CFItemTypes", "type", type.key,
                                   std::string(type.title)));
    }
    for (const cat::UnitGroup& group : syllabus.groups()) {
      const CaseNode node =
          names_.Node("CFAssociationGroupings", "group", group.group(),
                      fmt::format("Group {}", group.group()));
      groups_.push_back(node);
      for (const auto& unit : group.units()) group_of_unit_.emplace(unit, node);
    }
  }

  Json Write() {
    int position = 0;
    for (const cat::Unit& unit : syllabus_.units()) AddUnit(unit, ++position);
    return {{"CFDocument", Document()},
            {"CFItems", std::move(items_)},
            {"CFAssociations", std::move(associations_)},
            {"CFDefinitions",
             {{"CFItemTypes", ItemTypes()},
              {"CFAssociationGroupings", Groupings()}}}};
  }

 private:
  Json Document() const {
    const cat::Qualification& facts = syllabus_.qualification();
    return {{"identifier", document_.identifier},
            {"uri", document_.uri},
            {"frameworkType", "Qualification"},
            {"caseVersion", "1.1"},
            {"creator", Creator()},
            {"title", document_.title},
            {"lastChangeDateTime", names_.changed()},
            {"publisher", Creator()},
            {"description",
             fmt::format("Syllabus of {} ({}), version {}, {}.", facts.code(),
                         facts.qualification_number(), syllabus_.version(),
                         syllabus_.document_date())},
            {"language", facts.language()},
            {"version", syllabus_.version()},
            {"notes", kDocumentNotes},
            {"extensions", Extension(DocumentFacts())}};
  }

  // The awarding organisation; CASE wants a creator.
  std::string Creator() const {
    const std::string& organisation =
        syllabus_.qualification().awarding_organisation();
    return organisation.empty() ? "not named" : Normalized(organisation);
  }

  Json DocumentFacts() const {
    const cat::Qualification& facts = syllabus_.qualification();
    Json json = {{"code", facts.code()},
                 {"qualificationNumber", facts.qualification_number()},
                 {"framework", facts.framework()},
                 {"level", facts.level()},
                 {"creditsMinimum", facts.credits_minimum()},
                 {"totalQualificationTimeHours",
                  facts.total_qualification_time_hours()}};
    if (facts.glh_minimum() > 0) {
      json["guidedLearningHoursMinimum"] = facts.glh_minimum();
    }
    if (syllabus_.has_rule_of_combination()) {
      json["ruleOfCombination"] =
          RuleExtension(syllabus_.rule_of_combination());
    }
    return json;
  }

  void AddUnit(const cat::Unit& unit, int position) {
    const std::string key = unit.ofqual_reference().empty()
                                ? unit.number()
                                : unit.ofqual_reference();
    Item item{kUnit,
              names_.Node("CFItems", "unit", key, StatementOf(unit.title())),
              key,
              position,
              unit.level(),
              unit.title()};
    item.extension = UnitFacts(unit);
    Add(item, document_);
    int outcomes = 0;
    for (const cat::LearningOutcome& outcome : unit.outcomes()) {
      AddOutcome(unit, key, outcome, ++outcomes, item.node);
    }
  }

  static Json UnitFacts(const cat::Unit& unit) {
    Json json = {{"number", unit.number()},
                 {"printedNumber", unit.printed_number()},
                 {"level", unit.level()},
                 {"credits", unit.credits()},
                 {"totalUnitTimeHours", unit.total_unit_time_hours()},
                 {"guidedLearningHours", unit.guided_learning_hours()}};
    if (unit.has_aims()) json["aims"] = StatementOf(unit.aims());
    return json;
  }

  void AddOutcome(const cat::Unit& unit, const std::string& unit_key,
                  const cat::LearningOutcome& outcome, int position,
                  const CaseNode& parent) {
    const std::string code = std::to_string(outcome.number());
    Item item{
        kOutcome,
        names_.Node("CFItems", "outcome", fmt::format("{}|{}", unit_key, code),
                    StatementOf(outcome.title())),
        code,
        position,
        unit.level(),
        outcome.title()};
    if (outcome.kind() != cat::OUTCOME_KIND_UNSPECIFIED) {
      item.extension["kind"] =
          outcome.kind() == cat::KNOWLEDGE ? "knowledge" : "competence";
    }
    Add(item, parent);
    int criteria = 0;
    for (const cat::Criterion& criterion : outcome.criteria()) {
      AddCriterion(unit, unit_key, criterion, ++criteria, item.node);
    }
  }

  void AddCriterion(const cat::Unit& unit, const std::string& unit_key,
                    const cat::Criterion& criterion, int position,
                    const CaseNode& parent) {
    Item item{kCriterion,
              names_.Node("CFItems", "criterion",
                          fmt::format("{}|{}", unit_key, criterion.number()),
                          StatementOf(criterion.text())),
              criterion.number(),
              position,
              unit.level(),
              criterion.text()};
    if (Json guidance = GuidanceOf(unit, criterion.number());
        !guidance.empty()) {
      item.extension["guidance"] = std::move(guidance);
    }
    Add(item, parent);
  }

  static Json GuidanceOf(const cat::Unit& unit, const std::string& number) {
    Json all = Json::array();
    for (const cat::Guidance& guidance : unit.guidance()) {
      if (std::find(guidance.criteria().begin(), guidance.criteria().end(),
                    number) != guidance.criteria().end()) {
        all.push_back(StatementOf(guidance.text()));
      }
    }
    return all;
  }

  void Add(const Item& item, const CaseNode& parent) {
    const CaseNode& type = types_[item.type];
    Json json = {{"identifier", item.node.identifier},
                 {"fullStatement", StatementOf(item.text)},
                 {"CFItemType", type.title},
                 {"uri", item.node.uri},
                 {"humanCodingScheme", item.code},
                 {"listEnumeration", std::to_string(item.position)}};
    if (const std::string notes = NotesOf(item.text); !notes.empty()) {
      json["notes"] = notes;
    }
    json["language"] = syllabus_.qualification().language();
    json["educationLevel"] = Json::array({Normalized(fmt::format(
        "{} Level {}", syllabus_.qualification().framework(), item.level))});
    json["CFItemTypeURI"] = LinkTo(type);
    json["lastChangeDateTime"] = names_.changed();
    if (!item.extension.empty()) {
      json["extensions"] = Extension(item.extension);
    }
    items_.push_back(std::move(json));
    AddChild(item, parent);
  }

  void AddChild(const Item& item, const CaseNode& parent) {
    const CaseNode node = names_.Node("CFAssociations", "child",
                                      item.node.identifier, item.node.title);
    Json json = {{"identifier", node.identifier},
                 {"associationType", "isChildOf"},
                 {"sequenceNumber", item.position},
                 {"uri", node.uri},
                 {"originNodeURI", LinkTo(item.node)},
                 {"destinationNodeURI", LinkTo(parent)}};
    if (item.type == kUnit) {
      const auto group = group_of_unit_.find(NumberOf(item));
      if (group != group_of_unit_.end()) {
        json["CFAssociationGroupingURI"] = LinkTo(group->second);
      }
    }
    json["lastChangeDateTime"] = names_.changed();
    associations_.push_back(std::move(json));
  }

  static std::string NumberOf(const Item& unit) {
    return unit.extension["number"].get<std::string>();
  }

  Json ItemTypes() const {
    Json all = Json::array();
    for (size_t i = 0; i < types_.size(); ++i) {
      all.push_back({{"identifier", types_[i].identifier},
                     {"uri", types_[i].uri},
                     {"title", types_[i].title},
                     {"description", kTypes[i].description},
                     {"hierarchyCode", kTypes[i].hierarchy_code},
                     {"typeCode", kTypes[i].key},
                     {"lastChangeDateTime", names_.changed()}});
    }
    return all;
  }

  Json Groupings() const {
    Json all = Json::array();
    for (size_t i = 0; i < groups_.size(); ++i) {
      const cat::UnitGroup& group = syllabus_.groups(static_cast<int>(i));
      all.push_back({{"identifier", groups_[i].identifier},
                     {"uri", groups_[i].uri},
                     {"title", groups_[i].title},
                     {"description", StatementOf(group.title())},
                     {"lastChangeDateTime", names_.changed()}});
    }
    return all;
  }

  const cat::Syllabus& syllabus_;
  const CaseNames names_;
  const CaseNode document_;
  std::vector<CaseNode> types_;
  std::vector<CaseNode> groups_;
  std::map<std::string, CaseNode> group_of_unit_;
  Json items_ = Json::array();
  Json associations_ = Json::array();
};

}  // namespace

nlohmann::ordered_json CasePackage(const cat::Syllabus& syllabus,
                                   const std::string& base) {
  return PackageWriter(syllabus, base).Write();
}

}  // namespace attest::catalogue_tools
