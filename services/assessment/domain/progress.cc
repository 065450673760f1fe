#include "services/assessment/domain/progress.h"

namespace attest::assessment {
namespace {

CriterionState StateOf(const Decision& decision) {
  if (decision.outcome != Outcome::kMet) return CriterionState::kNotYetMet;
  return decision.final() ? CriterionState::kMet : CriterionState::kProvisional;
}

CriterionProgress ProgressOf(const Unit& unit, const Criterion& criterion,
                             const ProgressFacts& facts) {
  const CriterionRef ref{unit.number, criterion.number};
  CriterionProgress progress;
  progress.criterion = criterion.number;
  progress.damaged_text = criterion.damaged_text;
  const auto decision = facts.current.find(ref);
  const auto mapped = facts.mapped.find(ref);
  if (decision != facts.current.end()) {
    progress.state = StateOf(decision->second);
    progress.decision = decision->second.name();
  } else if (mapped != facts.mapped.end()) {
    progress.state =
        mapped->second ? CriterionState::kSubmitted : CriterionState::kMapped;
  }
  return progress;
}

UnitProgress ProgressOf(const Unit& unit, const ProgressFacts& facts) {
  UnitProgress progress;
  progress.unit = &unit;
  const auto sign_off = facts.sign_offs.find(unit.number);
  if (sign_off != facts.sign_offs.end()) {
    progress.state = sign_off->second.state;
    progress.revision = sign_off->second.revision;
  }
  for (const Criterion& criterion : unit.criteria) {
    progress.criteria.push_back(ProgressOf(unit, criterion, facts));
    if (progress.criteria.back().state == CriterionState::kMet) {
      ++progress.criteria_met;
    }
  }
  return progress;
}

}  // namespace

Progress ComputeProgress(const Registration& registration,
                         const Syllabus& syllabus, const ProgressFacts& facts) {
  Progress progress;
  for (const std::string& number : registration.units) {
    const Unit* const unit = syllabus.Find(number);
    if (unit == nullptr) continue;
    progress.units.push_back(ProgressOf(*unit, facts));
    const UnitProgress& latest = progress.units.back();
    progress.criteria += static_cast<int32_t>(latest.criteria.size());
    progress.criteria_met += latest.criteria_met;
    progress.credits_selected += unit->credits;
    if (latest.state == UnitState::kSignedOff) {
      progress.credits_achieved += unit->credits;
    }
  }
  return progress;
}

}  // namespace attest::assessment
