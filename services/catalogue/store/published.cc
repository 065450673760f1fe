#include "services/catalogue/store/published.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/catalogue/checks/combination_of.h"
#include "services/catalogue/domain/names.h"

namespace attest::catalogue::store {
namespace {

bool IsDamaged(const v1::Criterion& criterion) {
  return criterion.text().status() == v1::INCOMPLETE_IN_SOURCE ||
         criterion.text().status() == v1::MISSING_IN_SOURCE;
}

// Counts of what units hold (req R99, R107).
v1::SyllabusSummary Summarise(const v1::Syllabus& syllabus, bool current) {
  v1::SyllabusSummary summary;
  summary.set_name(syllabus.name());
  summary.set_version(syllabus.version());
  summary.set_document_date(syllabus.document_date());
  summary.set_current(current);
  summary.set_units(syllabus.units_size());
  for (const v1::Unit& unit : syllabus.units()) {
    summary.set_outcomes(summary.outcomes() + unit.outcomes_size());
    for (const v1::LearningOutcome& outcome : unit.outcomes()) {
      summary.set_criteria(summary.criteria() + outcome.criteria_size());
      summary.set_damaged_criteria(
          summary.damaged_criteria() +
          static_cast<int>(std::count_if(outcome.criteria().begin(),
                                         outcome.criteria().end(), IsDamaged)));
    }
  }
  return summary;
}

}  // namespace

bool IsNewer(const v1::Syllabus& a, const v1::Syllabus& b) {
  const auto age = [](const v1::Syllabus& syllabus) {
    return std::tuple(syllabus.document_date(), syllabus.version().size(),
                      syllabus.version());
  };
  return age(a) > age(b);
}

ParsedSyllabus::ParsedSyllabus(v1::Syllabus syllabus, bool current)
    : syllabus_(std::move(syllabus)),
      summary_(Summarise(syllabus_, current)),
      combination_(checks::CombinationOf(syllabus_)) {
  for (int i = 0; i < syllabus_.units_size(); ++i) {
    positions_.emplace(syllabus_.units(i).number(), i);
  }
  for (const v1::UnitGroup& group : syllabus_.groups()) {
    for (const auto& unit : group.units()) groups_.emplace(unit, group.group());
  }
}

std::optional<size_t> ParsedSyllabus::Position(
    std::string_view unit_number) const {
  const auto found = positions_.find(unit_number);
  if (found == positions_.end()) return std::nullopt;
  return found->second;
}

std::string_view ParsedSyllabus::GroupOf(
    std::string_view unit_number) const {
  const auto found = groups_.find(unit_number);
  return found == groups_.end() ? std::string_view() : found->second;
}

bool ParsedSyllabus::HasGroup(std::string_view group) const {
  return std::any_of(syllabus_.groups().begin(), syllabus_.groups().end(),
                     [&](const auto& each) { return each.group() == group; });
}

const ParsedSyllabus* ParsedQualification::Find(
    std::string_view version) const {
  if (version == kCurrentVersion) version = qualification.current_version();
  for (const auto& syllabus : syllabi) {
    if (syllabus->syllabus().version() == version) return syllabus.get();
  }
  return nullptr;
}

Published::Published(std::vector<v1::Syllabus> syllabi) {
  std::sort(syllabi.begin(), syllabi.end(), IsNewer);
  // The newest version says which is the current one.
  std::map<std::string, std::string> current;
  for (const v1::Syllabus& syllabus : syllabi) {
    const v1::Qualification& qualification = syllabus.qualification();
    current.emplace(qualification.code(), qualification.current_version());
  }
  for (v1::Syllabus& syllabus : syllabi) {
    const std::string code = syllabus.qualification().code();
    const bool is_current = syllabus.version() == current[code];
    ParsedQualification& published = qualifications_[code];
    if (is_current) published.qualification = syllabus.qualification();
    published.syllabi.push_back(std::make_unique<const ParsedSyllabus>(
        std::move(syllabus), is_current));
  }
}

const ParsedQualification* Published::Find(std::string_view code) const {
  const auto found = qualifications_.find(code);
  return found == qualifications_.end() ? nullptr : &found->second;
}

const ParsedQualification* Published::FindByNumber(
    std::string_view number) const {
  for (const auto& [code, published] : qualifications_) {
    if (published.qualification.qualification_number() == number) {
      return &published;
    }
  }
  return nullptr;
}

const ParsedSyllabus* Published::FindSyllabus(
    std::string_view code, std::string_view version) const {
  const ParsedQualification* qualification = Find(code);
  return qualification == nullptr ? nullptr : qualification->Find(version);
}

}  // namespace attest::catalogue::store
