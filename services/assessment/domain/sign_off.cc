#include "services/assessment/domain/sign_off.h"

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::assessment {
namespace {

using Violations = std::vector<RuleViolation>;

void CheckDeclared(const SigningOffFacts& facts, const std::string& name,
                   Violations& violations) {
  if (!facts.assessor_declares) {
    violations.push_back({"NOT_DECLARED", name,
                          "the assessor must declare that every criterion was "
                          "judged (D44)"});
  }
  if (!facts.learner_declares) {
    violations.push_back({"NOT_DECLARED", name,
                          "the learner must have declared that the evidence is "
                          "theirs (D44)"});
  }
}

void CheckEntitled(const SigningOffFacts& facts, const Unit& unit,
                   const std::string& name, Violations& violations) {
  if (!facts.registration.Allocates(facts.assessor, facts.unit)) {
    violations.push_back({"NOT_ALLOCATED", name,
                          "the caller is not allocated to the learner as "
                          "assessor of this unit"});
  }
  // A trainee's standing will do: whatever they decided has been countersigned
  // by the time that no decision is provisional.
  for (const Judged& judged : JudgedOf(unit)) {
    const Standing standing = StandingFor(facts.standings, judged);
    if (standing.kind != Standing::Kind::kNone) continue;
    violations.push_back(
        {"NO_STANDING", name,
         fmt::format("may not judge {} today: {}", ToString(judged),
                     fmt::join(standing.reasons, "; "))});
  }
}

// What keeps one criterion from being met.
void CheckCriterion(const SigningOffFacts& facts, const CriterionRef& ref,
                    Violations& violations) {
  const auto decision = facts.current.find(ref);
  if (decision == facts.current.end()) {
    violations.push_back({"CRITERION_OPEN", ref.ToString(),
                          "not decided; each criterion is met on at least one "
                          "occasion (req R76)"});
  } else if (decision->second.outcome != Outcome::kMet) {
    violations.push_back({"CRITERION_OPEN", ref.ToString(),
                          "not yet met; each criterion is met on at least one "
                          "occasion (req R76)"});
  } else if (facts.without_evidence.contains(ref)) {
    violations.push_back(
        {"EVIDENCE_NOT_SUBMITTED", ref.ToString(),
         "evidence that the decision relies on was sent back; "
         "it must be handed in again, or the criterion decided "
         "on other evidence"});
  } else if (!decision->second.final()) {
    violations.push_back({"DECISION_PROVISIONAL", ref.ToString(),
                          "decided by a trainee; another assessor must "
                          "countersign (D17)"});
  }
}

}  // namespace

Violations CheckSignOff(const SigningOffFacts& facts) {
  Violations violations;
  if (const auto inactive = CheckActive(facts.registration)) {
    violations.push_back(*inactive);
  }
  if (const auto own = CheckNotOwnWork(facts.registration, facts.assessor)) {
    violations.push_back(*own);
  }
  const std::string name = UnitName(facts.registration.id, facts.unit);
  CheckDeclared(facts, name, violations);
  const Unit* const unit = facts.syllabus.Find(facts.unit);
  if (unit == nullptr || !facts.registration.Selects(facts.unit)) {
    violations.push_back({"UNIT_NOT_SELECTED", name,
                          "the unit is not of the learner's selection"});
    return violations;
  }
  if (facts.signed_off) {
    violations.push_back(
        {"ALREADY_SIGNED_OFF", name, "the unit is signed off"});
  }
  CheckEntitled(facts, *unit, name, violations);
  for (const Criterion& criterion : unit->criteria) {
    CheckCriterion(facts, {unit->number, criterion.number}, violations);
  }
  return violations;
}

}  // namespace attest::assessment
