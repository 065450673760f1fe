#include <array>
#include <cctype>
#include <set>
#include <string>
#include <string_view>

#include "fmt/format.h"
#include "services/catalogue/domain/check_character.h"
#include "services/catalogue/syllabi/messages.h"
#include "services/catalogue/syllabi/structure.h"

namespace attest::catalogue::syllabi {
namespace {

constexpr int kHoursPerCredit = 10;

// A number is printed or inferred, and printed as it is.
void ProveNumber(const std::string& number, bool is_inferred,
                 const v1::Fragment& printed, const std::string& place,
                 Findings& findings) {
  if (is_inferred != printed.text().empty()) {
    findings.push_back(
        fmt::format("{}: its number is either printed or inferred", place));
  }
  if (!is_inferred && WithoutMarks(printed.text()) != number) {
    findings.push_back(
        fmt::format("{}: its number is printed as {}", place, printed.text()));
  }
}

void ProveCriteria(const v1::Unit& unit, const v1::LearningOutcome& outcome,
                   Findings& findings) {
  for (int i = 0; i < outcome.criteria_size(); ++i) {
    const v1::Criterion& criterion = outcome.criteria(i);
    const std::string place =
        fmt::format("{} {}", unit.printed_number(), criterion.number());
    const std::string number = fmt::format("{}.{}", outcome.number(), i + 1);
    if (criterion.number() != number) {
      findings.push_back(
          fmt::format("{} stands where {} should", place, number));
    }
    if (criterion.name() !=
        fmt::format("{}/criteria/{}", unit.name(), criterion.number())) {
      findings.push_back(
          fmt::format("{}: misnamed {}", place, criterion.name()));
    }
    ProveNumber(criterion.number(), criterion.number_inferred(),
                criterion.number_source(), place, findings);
  }
}

// Where the six facts end: the values in the order of the unit page.
std::array<std::string, 6> FactsOf(const v1::Unit& unit) {
  return {std::to_string(unit.level()),
          unit.printed_number(),
          unit.ofqual_reference(),
          std::to_string(unit.credits()),
          std::to_string(unit.total_unit_time_hours()),
          std::to_string(unit.guided_learning_hours())};
}

void ProveFacts(const v1::Unit& unit, Findings& findings) {
  const auto facts = FactsOf(unit);
  if (unit.facts_size() != static_cast<int>(facts.size())) {
    findings.push_back(fmt::format("{} prints {} facts", unit.printed_number(),
                                   unit.facts_size()));
    return;
  }
  for (int i = 0; i < unit.facts_size(); ++i) {
    const std::string& printed = unit.facts(i).text();
    if (printed.substr(printed.rfind('\t') + 1) != facts[i]) {
      findings.push_back(fmt::format("{}: {} is printed as \"{}\"",
                                     unit.printed_number(), facts[i], printed));
    }
  }
}

void ProveHours(const v1::Unit& unit, Findings& findings) {
  if (unit.total_unit_time_hours() != kHoursPerCredit * unit.credits()) {
    findings.push_back(fmt::format(
        "{}: TUT {} is not {} times {} credits", unit.printed_number(),
        unit.total_unit_time_hours(), kHoursPerCredit, unit.credits()));
  }
  if (unit.guided_learning_hours() > unit.total_unit_time_hours()) {
    findings.push_back(fmt::format(
        "{}: GLH {} exceed TUT {}", unit.printed_number(),
        unit.guided_learning_hours(), unit.total_unit_time_hours()));
  }
}

void ProveHeading(const v1::Unit& unit, Findings& findings) {
  std::string heading;
  for (const char c : unit.heading().reading()) {
    if (c != '[' && c != ']') heading += c;
  }
  std::string title = unit.title().reading();
  for (char& c : title) {
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  if (title.empty() || heading != title) {
    findings.push_back(fmt::format("{}: heading \"{}\" is not the title \"{}\"",
                                   unit.printed_number(), heading, title));
  }
}

// The first and last line are cited, and everything but the title, which the
// contents list prints, is between them.
void ProveLines(const v1::Unit& unit, int first_free, Findings& findings) {
  std::set<int> lines;
  VisitMessages(unit, [&](const auto& message, const std::string& place) {
    const auto* some = dynamic_cast<const v1::Fragment*>(&message);
    if (some == nullptr || place.starts_with("title.")) return;
    lines.insert(some->line());
    if (some->line() < unit.first_line() || some->line() > unit.last_line()) {
      findings.push_back(fmt::format("{}: {} cites line {} of another page",
                                     unit.printed_number(), place,
                                     some->line()));
    }
  });
  if (unit.first_line() < first_free || !lines.contains(unit.first_line()) ||
      !lines.contains(unit.last_line())) {
    findings.push_back(fmt::format("{}: its page is not lines {} to {}",
                                   unit.printed_number(), unit.first_line(),
                                   unit.last_line()));
  }
}

void ProveReference(const v1::Unit& unit, Findings& findings) {
  const std::string& reference = unit.ofqual_reference();
  if (!IsUnitReference(reference)) {
    findings.push_back(fmt::format("{}: {} is no reference",
                                   unit.printed_number(), reference));
  } else if (reference.front() != RightCheckLetter(reference)) {
    findings.push_back(fmt::format("{}: {} should begin with {}",
                                   unit.printed_number(), reference,
                                   RightCheckLetter(reference)));
  }
}

void ProveQualificationNumber(const std::string& number, Findings& findings) {
  if (CanonicalNumber(number) != number) {
    findings.push_back(fmt::format("{} is no qualification number", number));
  } else if (number.back() != RightCheckDigit(number)) {
    findings.push_back(
        fmt::format("{} should end with {}", number, RightCheckDigit(number)));
  }
}

v1::OutcomeKind KindOf(std::string_view title) {
  if (title.starts_with('[')) title.remove_prefix(1);
  if (title.starts_with("Understand")) return v1::KNOWLEDGE;
  if (title.starts_with("Be able")) return v1::COMPETENCE;
  return v1::OUTCOME_KIND_UNSPECIFIED;
}

}  // namespace

Findings ProveNumbering(const v1::Syllabus& syllabus) {
  Findings findings;
  if (syllabus.name() != fmt::format("{}/syllabi/{}",
                                     syllabus.qualification().name(),
                                     syllabus.version())) {
    findings.push_back(fmt::format("misnamed {}", syllabus.name()));
  }
  for (const v1::Unit& unit : syllabus.units()) {
    const std::string& place = unit.printed_number();
    if (unit.name() !=
        fmt::format("{}/units/{}", syllabus.name(), unit.number())) {
      findings.push_back(fmt::format("{}: misnamed {}", place, unit.name()));
    }
    for (int i = 0; i < unit.outcomes_size(); ++i) {
      const v1::LearningOutcome& outcome = unit.outcomes(i);
      if (outcome.number() != i + 1) {
        findings.push_back(fmt::format("{}: outcome {} stands where {} should",
                                       place, outcome.number(), i + 1));
      }
      if (outcome.criteria().empty()) {
        findings.push_back(
            fmt::format("{}: outcome {} has no criteria", place, i + 1));
      }
      ProveNumber(std::to_string(outcome.number()), outcome.number_inferred(),
                  outcome.number_source(),
                  fmt::format("{}: outcome {}", place, i + 1), findings);
      ProveCriteria(unit, outcome, findings);
    }
  }
  return findings;
}

Findings ProveUnitFacts(const v1::Syllabus& syllabus) {
  Findings findings;
  int first_free = 1;
  for (const v1::Unit& unit : syllabus.units()) {
    ProveFacts(unit, findings);
    ProveHours(unit, findings);
    ProveHeading(unit, findings);
    ProveReference(unit, findings);
    ProveLines(unit, first_free, findings);
    first_free = unit.last_line() + 1;
  }
  ProveQualificationNumber(syllabus.qualification().qualification_number(),
                           findings);
  return findings;
}

Findings ProveKinds(const v1::Syllabus& syllabus) {
  Findings findings;
  for (const v1::Unit& unit : syllabus.units()) {
    for (const v1::LearningOutcome& outcome : unit.outcomes()) {
      if (outcome.kind() != KindOf(outcome.title().reading())) {
        findings.push_back(fmt::format(
            "{}: \"{}\" is no {}", unit.printed_number(),
            outcome.title().reading(), v1::OutcomeKind_Name(outcome.kind())));
      }
    }
  }
  return findings;
}

}  // namespace attest::catalogue::syllabi
