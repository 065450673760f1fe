#include "tools/attest/catalogue/syllabus_text.h"

#include <map>
#include <string>

#include "fmt/format.h"
#include "tools/attest/catalogue/passage_text.h"
#include "tools/attest/catalogue/rule_words.h"
#include "tools/attest/catalogue/table.h"
#include "tools/attest/catalogue/unit_text.h"

namespace attest::catalogue_tools {
namespace {

namespace cat = catalogue::v1;

void Heading(const std::string& text, Page& page) {
  page.Blank();
  page.Paragraph({}, {{text, Ink::kBold}});
}

void Facts(const cat::Syllabus& syllabus, Page& page) {
  const cat::Qualification& facts = syllabus.qualification();
  page.Paragraph({}, {{facts.title(), Ink::kBold}});
  page.Paragraph(
      {}, {{fmt::format("{} ({}), {} level {}, {}; syllabus version {}, {}",
                        facts.code(), facts.qualification_number(),
                        facts.framework(), facts.level(),
                        facts.awarding_organisation(), syllabus.version(),
                        syllabus.document_date())}});
  std::string hours = fmt::format("{} hours in all (TQT)",
                                  facts.total_qualification_time_hours());
  if (facts.glh_minimum() > 0) {
    hours +=
        fmt::format(", at least {} of them guided (GLH)", facts.glh_minimum());
  }
  page.Paragraph({},
                 {{fmt::format("At least {} credits, {}; learners of {} "
                               "and older; assessed in `{}`",
                               facts.credits_minimum(), hours,
                               facts.minimum_age_years(), facts.language())}});
}

struct Counts {
  int criteria = 0;
  int damaged = 0;
};

Counts CriteriaOf(const cat::Unit& unit) {
  Counts counts;
  for (const auto& outcome : unit.outcomes()) {
    for (const auto& criterion : outcome.criteria()) {
      ++counts.criteria;
      if (IsDamaged(criterion.text().status())) ++counts.damaged;
    }
  }
  return counts;
}

Table UnitTable() {
  return Table({{"UNIT"},
                {"TITLE", false, true},
                {"LEVEL", true},
                {"CREDITS", true},
                {"GLH", true},
                {"TUT", true},
                {"CRITERIA", true},
                {"REFERENCE"}});
}

void AddUnit(const cat::Unit& unit, Table& table) {
  const Counts counts = CriteriaOf(unit);
  Spans criteria = {{std::to_string(counts.criteria)}};
  if (counts.damaged > 0)
    criteria.insert(criteria.begin(), {"? ", Ink::kYellow});
  const auto cell = [](const auto& value) {
    return Spans{{fmt::format("{}", value)}};
  };
  table.Add({cell(unit.number()), Reading(unit.title()), cell(unit.level()),
             cell(unit.credits()), cell(unit.guided_learning_hours()),
             cell(unit.total_unit_time_hours()), criteria,
             cell(unit.ofqual_reference())});
}

using Units = std::map<std::string, const cat::Unit*>;

void PrintGroups(const cat::Syllabus& syllabus, Page& page) {
  Units units;
  for (const cat::Unit& unit : syllabus.units()) units[unit.number()] = &unit;
  for (const cat::UnitGroup& group : syllabus.groups()) {
    Heading(fmt::format("Group {}: {}", group.group(), group.title().reading()),
            page);
    Table table = UnitTable();
    for (const std::string& number : group.units()) {
      const auto found = units.find(number);
      if (found == units.end()) continue;
      AddUnit(*found->second, table);
      units.erase(found);
    }
    table.PrintTo(page);
  }
  if (units.empty()) return;
  Heading(syllabus.groups().empty() ? "Units" : "Units of no group", page);
  Table table = UnitTable();
  for (const cat::Unit& unit : syllabus.units()) {
    if (units.count(unit.number()) > 0) AddUnit(unit, table);
  }
  table.PrintTo(page);
}

void PrintDefinitions(const cat::Syllabus& syllabus, bool source, Page& page) {
  if (syllabus.definitions().empty()) return;
  Heading("Definitions", page);
  for (const cat::Definition& definition : syllabus.definitions()) {
    Spans text = {{definition.term(), Ink::kBold}};
    if (!definition.abbreviation().empty()) {
      text.push_back({fmt::format(" ({})", definition.abbreviation())});
    }
    text.push_back({": "});
    for (Span& span : Reading(definition.definition())) {
      text.push_back(std::move(span));
    }
    page.Paragraph({{"  "}}, text);
    if (source) PrintSource(definition.definition(), 4, page);
  }
}

void PrintUnitTable(const cat::Syllabus& syllabus, Page& page) {
  if (syllabus.unit_table().empty()) return;
  Heading("Table of units, as printed; the unit pages count (E1)", page);
  Table table({{"UNIT"},
               {"CREDITS", true},
               {"GLH", true},
               {"TUT", true},
               {"NOTE", false, true}});
  for (const cat::UnitTableRow& row : syllabus.unit_table()) {
    table.Add(std::vector<std::string>{
        row.unit(), std::to_string(row.printed_credits()),
        std::to_string(row.printed_glh()), std::to_string(row.printed_tut()),
        row.row().note()});
  }
  table.PrintTo(page);
}

void PrintStandardRows(const cat::Syllabus& syllabus, Page& page) {
  Heading("National Occupational Standards, as printed", page);
  if (syllabus.standards().empty()) {
    page.Text("  The document prints none.");
    return;
  }
  Table table({{""}, {"UNIT"}, {"STANDARD"}, {"ROW, AS PRINTED", false, true}});
  bool suspect = false;
  for (const cat::StandardRow& row : syllabus.standards()) {
    suspect |= row.alignment_suspect();
    table.Add({{{row.alignment_suspect() ? "!" : "", Ink::kYellow}},
               {{row.unit()}},
               {{row.code()}},
               Reading(row.row())});
  }
  table.PrintTo(page);
  if (!suspect) return;
  page.Blank();
  page.Paragraph({{"!", Ink::kYellow}, {"  "}},
                 {{"suspect: the code probably belongs to another unit than "
                   "the one it is printed beside (E10)",
                   Ink::kDim}});
}

std::string OrNotConfigured(const std::string& date) {
  return date.empty() ? "not configured" : date;
}

std::string NameOf(cat::KeyDateKind kind) {
  switch (kind) {
    case cat::OPERATIONAL_END:
      return "operational end";
    case cat::CERTIFICATION_END:
      return "certification end";
    case cat::REVIEW:
      return "review";
    default:
      return "other";
  }
}

// The key date of a kind; what a file says of it when it stands alone.
cat::KeyDate KeyDateOf(const cat::Qualification& qualification,
                       cat::KeyDateKind kind) {
  for (const cat::KeyDate& date : qualification.key_dates()) {
    if (date.kind() == kind) return date;
  }
  cat::KeyDate date;
  date.set_kind(kind);
  date.set_date(
      kind == cat::OPERATIONAL_END     ? qualification.operational_end_date()
      : kind == cat::CERTIFICATION_END ? qualification.certification_end_date()
                                       : qualification.review_date());
  date.set_source(qualification.key_dates_source());
  return date;
}

Table DateTable(const cat::Qualification& qualification) {
  Table table({{"DATE"}, {"WHEN"}, {"SOURCE", false, true}, {"READ ON"}});
  const auto printed = [&](const std::string& name, const std::string& date) {
    table.Add(std::vector<std::string>{name, OrNotConfigured(date),
                                       "the syllabus", ""});
  };
  printed("regulation start", qualification.regulation_start_date());
  printed("operational start", qualification.operational_start_date());
  for (const auto kind :
       {cat::OPERATIONAL_END, cat::CERTIFICATION_END, cat::REVIEW}) {
    const cat::KeyDate date = KeyDateOf(qualification, kind);
    const bool set = !date.date().empty();
    table.Add(
        {{{NameOf(kind)}},
         {{OrNotConfigured(date.date()), set ? Ink::kPlain : Ink::kYellow}},
         {{date.source().empty() ? date.note() : date.source()}},
         {{date.observed_date()}}});
  }
  return table;
}

}  // namespace

void PrintSyllabus(const cat::Syllabus& syllabus, bool source, Page& page) {
  Facts(syllabus, page);
  Heading("Dates", page);
  DateTable(syllabus.qualification()).PrintTo(page);
  PrintGroups(syllabus, page);
  if (syllabus.has_rule_of_combination()) {
    Heading("Rule of combination", page);
    PrintRule(syllabus.rule_of_combination(), 2, page);
  }
  PrintDefinitions(syllabus, source, page);
  Legend legend;
  for (const cat::Unit& unit : syllabus.units()) {
    if (CriteriaOf(unit).damaged > 0) legend.Saw(cat::INCOMPLETE_IN_SOURCE);
  }
  legend.PrintTo(page);
}

void PrintPrintedTables(const cat::Syllabus& syllabus, Page& page) {
  Facts(syllabus, page);
  PrintUnitTable(syllabus, page);
  PrintStandardRows(syllabus, page);
}

void PrintWholeSyllabus(const cat::Syllabus& syllabus, Page& page) {
  Facts(syllabus, page);
  for (const cat::Unit& unit : syllabus.units()) {
    page.Blank();
    PrintUnit(unit, false, page);
  }
}

void PrintQualifications(const std::vector<cat::Qualification>& qualifications,
                         Page& page) {
  if (qualifications.empty()) {
    page.Line(
        {{"The catalogue is empty. `attest catalogue publish FILE` "
          "publishes a syllabus."}});
    return;
  }
  Table table({{"CODE"},
               {"NUMBER"},
               {"LEVEL", true},
               {"VERSION", true},
               {"TITLE", false, true}});
  for (const cat::Qualification& one : qualifications) {
    table.Add(std::vector<std::string>{one.code(), one.qualification_number(),
                                       std::to_string(one.level()),
                                       one.current_version(), one.title()});
  }
  table.PrintTo(page, 0);
}

void PrintVersions(const cat::Qualification& qualification,
                   const cat::ListSyllabiResponse& versions, Page& page) {
  page.Paragraph(
      {}, {{fmt::format("{}  {}", qualification.code(), qualification.title()),
            Ink::kBold}});
  Table table({{"VERSION"},
               {"DATE"},
               {"UNITS", true},
               {"OUTCOMES", true},
               {"CRITERIA", true},
               {"DAMAGED", true},
               {""}});
  for (const cat::SyllabusSummary& one : versions.syllabi()) {
    table.Add(std::vector<std::string>{
        one.version(), one.document_date(), std::to_string(one.units()),
        std::to_string(one.outcomes()), std::to_string(one.criteria()),
        std::to_string(one.damaged_criteria()),
        one.current() ? "current" : ""});
  }
  table.PrintTo(page);
  if (versions.revisions().empty()) return;
  Heading("Revisions, as printed", page);
  for (const cat::Revision& revision : versions.revisions()) {
    page.Paragraph(
        {{"  "}},
        {{revision.version(), Ink::kBold},
         {fmt::format(", {} ({})", revision.printed_date(), revision.date())}});
    page.Paragraph({{"    "}}, Reading(revision.revision()));
    if (!revision.has_rationale()) continue;
    page.Paragraph({{"    Rationale: ", Ink::kDim}},
                   Reading(revision.rationale()));
  }
}

void PrintDates(const cat::Qualification& qualification, Page& page) {
  page.Paragraph(
      {}, {{fmt::format("{}  {}", qualification.code(), qualification.title()),
            Ink::kBold}});
  DateTable(qualification).PrintTo(page);
}

}  // namespace attest::catalogue_tools
