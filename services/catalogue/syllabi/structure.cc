#include "services/catalogue/syllabi/structure.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/syllabi/messages.h"

namespace attest::catalogue::syllabi {
namespace {

const v1::Unit* FindUnit(const v1::Syllabus& syllabus,
                         const std::string& number) {
  const auto& units = syllabus.units();
  const auto unit =
      std::find_if(units.begin(), units.end(),
                   [&](const auto& some) { return some.number() == number; });
  return unit == units.end() ? nullptr : &*unit;
}

std::set<std::string> CriterionNumbers(const v1::Unit& unit) {
  std::set<std::string> numbers;
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    for (const v1::Criterion& criterion : outcome.criteria()) {
      numbers.insert(criterion.number());
    }
  }
  return numbers;
}

void ProveAttachment(const v1::Unit& unit, const v1::Guidance& guidance,
                     Findings& findings) {
  const std::set<std::string> numbers = CriterionNumbers(unit);
  const std::string place =
      fmt::format("{}, guidance {}", unit.printed_number(),
                  guidance.number_source().text());
  std::string joined;
  for (const std::string& number : guidance.criteria()) {
    joined += (joined.empty() ? "" : "/") + number;
    if (!numbers.contains(number)) {
      findings.push_back(fmt::format("{}: no criterion {}", place, number));
    }
  }
  if (joined.empty() || joined != guidance.number_source().text()) {
    findings.push_back(fmt::format("{} is attached to {}", place, joined));
  }
}

// What may stand before an item: a space or, at the start of the list or of a
// part of it, words that lead in.
bool IsLeadIn(std::string_view words, bool is_first) {
  if (is_first) return words.ends_with(": ") || words.ends_with("[…] ");
  return words == " " || (words.starts_with(' ') && words.ends_with(": "));
}

// How strongly guidance is put (req R104).
v1::Modality ModalityOf(const std::string& text) {
  const auto says = [&](const char* word) {
    return text.find(word) != std::string::npos;
  };
  if (says(" should ")) return v1::SHOULD;
  if (says(" could ") || says(" might ")) return v1::COULD;
  return v1::MODALITY_UNSPECIFIED;
}

void ProveGuidanceText(const v1::Unit& unit, const v1::Guidance& guidance,
                       Findings& findings) {
  const std::string& text = guidance.text().reading();
  const std::string place =
      fmt::format("{}, guidance {}", unit.printed_number(),
                  guidance.number_source().text());
  size_t end = 0;
  for (const std::string& item : guidance.items()) {
    const size_t at = text.find(item, end);
    if (item.empty() || at == std::string::npos ||
        !IsLeadIn(text.substr(end, at - end), end == 0)) {
      findings.push_back(fmt::format("{}: no item \"{}\"", place, item));
      continue;
    }
    end = at + item.size();
  }
  if (end > 0 && end < text.size() && text[end] != ' ') {
    findings.push_back(fmt::format("{}: its last item is cut", place));
  }
  if (guidance.modality() != ModalityOf(text)) {
    findings.push_back(fmt::format("{}: its words are no {}", place,
                                   v1::Modality_Name(guidance.modality())));
  }
}

bool HasInBold(const v1::Passage& passage, const std::string& term) {
  return std::any_of(passage.printed().begin(), passage.printed().end(),
                     [&](const v1::Fragment& fragment) {
                       return fragment.text().find("**" + term + "**") !=
                              std::string::npos;
                     });
}

// A term is in bold in the criterion, or in guidance that serves it.
bool IsInBold(const v1::Unit& unit, const v1::Criterion& criterion,
              const std::string& term) {
  if (HasInBold(criterion.text(), term)) return true;
  return std::any_of(unit.guidance().begin(), unit.guidance().end(),
                     [&](const v1::Guidance& guidance) {
                       const auto& numbers = guidance.criteria();
                       return std::find(numbers.begin(), numbers.end(),
                                        criterion.number()) != numbers.end() &&
                              HasInBold(guidance.text(), term);
                     });
}

void ProveBoldTerms(const v1::Unit& unit, Findings& findings) {
  for (const v1::LearningOutcome& outcome : unit.outcomes()) {
    for (const v1::Criterion& criterion : outcome.criteria()) {
      for (const std::string& term : criterion.bold_terms()) {
        if (IsInBold(unit, criterion, term)) continue;
        findings.push_back(fmt::format("{} {}: \"{}\" is not in bold",
                                       unit.printed_number(),
                                       criterion.number(), term));
      }
    }
  }
}

void ProveGroups(const v1::Syllabus& syllabus, Findings& findings) {
  std::map<std::string, int> times;
  for (const v1::UnitGroup& group : syllabus.groups()) {
    if (!group.title().reading().ends_with(" GROUP " + group.group())) {
      findings.push_back(fmt::format("group {} is printed as {}", group.group(),
                                     group.title().reading()));
    }
    for (const std::string& unit : group.units()) {
      ++times[unit];
      if (FindUnit(syllabus, unit) == nullptr) {
        findings.push_back(
            fmt::format("group {} has no unit {}", group.group(), unit));
      }
    }
  }
  for (const v1::Unit& unit : syllabus.units()) {
    if (times[unit.number()] != 1) {
      findings.push_back(fmt::format(
          "{} is in {} groups", unit.printed_number(), times[unit.number()]));
    }
  }
}

void ProveUnitRow(const v1::Syllabus& syllabus, const v1::UnitTableRow& row,
                  Findings& findings) {
  const v1::Unit* unit = FindUnit(syllabus, row.unit());
  if (unit == nullptr) {
    findings.push_back(fmt::format("unit table: no unit {}", row.unit()));
    return;
  }
  const std::string printed = fmt::format(
      "{} {} {} {} {}", unit->printed_number(), unit->title().reading(),
      row.printed_credits(), row.printed_glh(), row.printed_tut());
  if (row.row().reading() != printed) {
    findings.push_back(fmt::format("unit table: \"{}\" is printed as \"{}\"",
                                   printed, row.row().reading()));
  }
  const bool agrees = row.printed_credits() == unit->credits() &&
                      row.printed_glh() == unit->guided_learning_hours() &&
                      row.printed_tut() == unit->total_unit_time_hours();
  if (agrees != row.row().errata().empty()) {
    findings.push_back(fmt::format(
        "unit table: the row of {} {} the unit page, its errata deny it",
        unit->printed_number(), agrees ? "agrees with" : "differs from"));
  }
}

void ProveStandard(const v1::Syllabus& syllabus, const v1::StandardRow& row,
                   Findings& findings) {
  const v1::Unit* unit = FindUnit(syllabus, row.unit());
  if (unit == nullptr) {
    findings.push_back(fmt::format("standards: no unit {}", row.unit()));
    return;
  }
  const std::string printed = fmt::format("{} {} {}", unit->printed_number(),
                                          unit->title().reading(), row.code());
  if (row.row().reading() != printed) {
    findings.push_back(fmt::format("standards: \"{}\" is printed as \"{}\"",
                                   printed, row.row().reading()));
  }
}

}  // namespace

Findings ProveGuidance(const v1::Syllabus& syllabus) {
  Findings findings;
  for (const v1::Unit& unit : syllabus.units()) {
    for (const v1::Guidance& guidance : unit.guidance()) {
      ProveAttachment(unit, guidance, findings);
      ProveGuidanceText(unit, guidance, findings);
    }
    ProveBoldTerms(unit, findings);
  }
  return findings;
}

Findings ProveTables(const v1::Syllabus& syllabus) {
  Findings findings;
  ProveGroups(syllabus, findings);
  for (const v1::UnitTableRow& row : syllabus.unit_table()) {
    ProveUnitRow(syllabus, row, findings);
  }
  for (const v1::StandardRow& row : syllabus.standards()) {
    ProveStandard(syllabus, row, findings);
  }
  return findings;
}

Findings ProveErrata(const v1::Syllabus& syllabus) {
  Findings findings;
  std::set<std::string> known;
  for (const v1::Erratum& erratum : syllabus.errata()) {
    if (erratum.summary().empty() || !known.insert(erratum.id()).second) {
      findings.push_back(
          fmt::format("{} is empty or listed twice", erratum.id()));
    }
  }
  const auto prove = [&](const auto& message, const std::string& place) {
    for (const std::string& id : message.errata()) {
      if (known.contains(id)) continue;
      findings.push_back(fmt::format("{}: {} is not explained", place, id));
    }
  };
  VisitMessages(syllabus, [&](const auto& message, const std::string& place) {
    if (const auto* some = dynamic_cast<const v1::Passage*>(&message)) {
      prove(*some, place);
    }
    if (const auto* some = dynamic_cast<const v1::LayoutLines*>(&message)) {
      prove(*some, place);
    }
  });
  return findings;
}

}  // namespace attest::catalogue::syllabi
