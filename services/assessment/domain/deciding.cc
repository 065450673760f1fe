#include "services/assessment/domain/deciding.h"

#include <algorithm>
#include <optional>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::assessment {
namespace {

using Violations = std::vector<RuleViolation>;

std::string FailedJudgements(const Judgements& judgements) {
  std::vector<std::string_view> failed;
  if (!judgements.accurate) failed.push_back("accurate");
  if (!judgements.current) failed.push_back("current");
  if (!judgements.authentic) failed.push_back("authentic");
  if (!judgements.relevant_in_depth) failed.push_back("relevant in depth");
  if (!judgements.relevant_in_breadth) failed.push_back("relevant in breadth");
  return fmt::format("{}", fmt::join(failed, ", "));
}

// Collects what is wrong with the decisions of one call.
class Checker {
 public:
  explicit Checker(const DecidingFacts& facts) : facts_(facts) {}

  Violations Check(const std::vector<Decision>& decisions) {
    Add(CheckActive(facts_.registration));
    Add(CheckNotOwnWork(facts_.registration, facts_.assessor));
    for (const Decision& decision : decisions) CheckOne(decision);
    return std::move(violations_);
  }

 private:
  void CheckOne(const Decision& decision) {
    const Unit* const unit = facts_.syllabus.Find(decision.about.unit);
    if (unit == nullptr || !facts_.registration.Selects(decision.about.unit)) {
      AddForUnit(decision, "UNIT_NOT_SELECTED",
                 "the unit is not of the learner's selection");
      return;
    }
    CheckUnit(decision);
    const Criterion* const criterion = unit->Find(decision.about.criterion);
    if (criterion == nullptr) {
      Add(decision, "UNKNOWN_CRITERION", "the unit has no such criterion");
      return;
    }
    CheckStanding(decision, JudgedOf(*unit, *criterion));
    CheckConditions(decision);
    CheckEvidenceOf(decision);
    if (decision.outcome == Outcome::kMet) CheckMet(decision);
  }

  void CheckUnit(const Decision& decision) {
    if (facts_.signed_off_units.contains(decision.about.unit)) {
      AddForUnit(decision, "UNIT_SIGNED_OFF",
                 "the unit is signed off; verification must return it first");
    }
    if (!facts_.registration.Allocates(facts_.assessor, decision.about.unit)) {
      AddForUnit(decision, "NOT_ALLOCATED",
                 "the caller is not allocated to the learner as assessor of "
                 "this unit");
    }
  }

  void CheckStanding(const Decision& decision, const Judged& judged) {
    const Standing standing = StandingFor(facts_.standings, judged);
    if (standing.kind != Standing::Kind::kNone) return;
    AddForUnit(decision, "NO_STANDING",
               fmt::format("may not judge {} today: {}", ToString(judged),
                           fmt::join(standing.reasons, "; ")));
  }

  void CheckConditions(const Decision& decision) {
    if (decision.usual_conditions || !decision.conditions_reason.empty()) {
      return;
    }
    Add(decision, "CONDITIONS_NOT_CONFIRMED",
        "confirm that conditions were those of the usual place of work, or "
        "say why that was not possible (req R80)");
  }

  // What was handed in and mapped to the criterion supports a decision on it.
  void CheckEvidenceOf(const Decision& decision) {
    for (const std::string& id : decision.evidence) {
      const auto found = facts_.evidence.find(id);
      const std::string name = EvidenceName(facts_.registration.id, id);
      if (found == facts_.evidence.end() ||
          found->second.state != EvidenceState::kSubmitted) {
        Add(decision, "EVIDENCE_NOT_SUBMITTED",
            fmt::format("{} is not handed in", name));
      } else if (!found->second.IsMappedTo(decision.about)) {
        Add(decision, "EVIDENCE_NOT_MAPPED",
            fmt::format("{} is not mapped to this criterion", name));
      }
    }
  }

  void CheckMet(const Decision& decision) {
    if (!decision.judgements.all()) {
      Add(decision, "MET_AGAINST_JUDGEMENT",
          fmt::format("judged not {}; one no and it is not yet met (req R82, "
                      "R83)",
                      FailedJudgements(decision.judgements)));
    }
    if (!AnyEvidence(decision, [](const Evidence& evidence) {
          return evidence.kind != EvidenceKind::kWitnessTestimony;
        })) {
      Add(decision, "TESTIMONY_ALONE",
          "rests on testimony alone; other evidence is needed beside it (D41)");
    }
    // Knowledge criteria need it too (req R75).
    if (!AnyEvidence(decision, [](const Evidence& evidence) {
          return !evidence.workplace.empty();
        })) {
      Add(decision, "NO_WORKPLACE_EVIDENCE",
          "every unit is assessed on evidence from the workplace (req R72)");
    }
  }

  // Whether a piece that exists is so. True when none exists, which is reported
  // already.
  template <class Predicate>
  bool AnyEvidence(const Decision& decision, Predicate holds) const {
    bool exists = false;
    for (const std::string& id : decision.evidence) {
      const auto found = facts_.evidence.find(id);
      if (found == facts_.evidence.end()) continue;
      if (holds(found->second)) return true;
      exists = true;
    }
    return !exists;
  }

  void Add(std::optional<RuleViolation> violation) {
    if (violation) violations_.push_back(*std::move(violation));
  }
  void Add(const Decision& decision, std::string_view type,
           std::string_view description) {
    violations_.push_back({std::string(type), decision.about.ToString(),
                           std::string(description)});
  }
  // Once for a unit, however many of its criteria are decided.
  void AddForUnit(const Decision& decision, std::string_view type,
                  std::string_view description) {
    const std::string& unit = decision.about.unit;
    if (!reported_.insert(fmt::format("{} {} {}", type, unit, description))
             .second) {
      return;
    }
    violations_.push_back({std::string(type), unit, std::string(description)});
  }

  const DecidingFacts& facts_;
  Violations violations_;
  std::set<std::string> reported_;
};

}  // namespace

void CheckDecision(std::string_view at, const Decision& decision,
                   FieldChecks& check) {
  check.Text(fmt::format("{}.unit", at), decision.about.unit);
  check.Text(fmt::format("{}.criterion", at), decision.about.criterion);
  check.That(decision.outcome == Outcome::kMet ||
                 decision.outcome == Outcome::kNotYetMet,
             fmt::format("{}.outcome", at), "must be MET or NOT_YET_MET");
  check.LongText(fmt::format("{}.reason", at), decision.reason);
  check.OptionalLongText(fmt::format("{}.conditions_reason", at),
                         decision.conditions_reason);
}

std::set<Judged> JudgedBy(const std::vector<Decision>& decisions,
                          const Syllabus& syllabus) {
  std::set<Judged> all;
  for (const Decision& decision : decisions) {
    const Unit* const unit = syllabus.Find(decision.about.unit);
    const Criterion* const criterion =
        unit == nullptr ? nullptr : unit->Find(decision.about.criterion);
    if (criterion != nullptr) all.insert(JudgedOf(*unit, *criterion));
  }
  return all;
}

Violations CheckDecisions(const DecidingFacts& facts,
                          const std::vector<Decision>& decisions) {
  return Checker(facts).Check(decisions);
}

bool IsTrainees(const DecidingFacts& facts, const Decision& decision) {
  const Unit& unit = *facts.syllabus.Find(decision.about.unit);
  const Criterion& criterion = *unit.Find(decision.about.criterion);
  return StandingFor(facts.standings, JudgedOf(unit, criterion)).kind !=
         Standing::Kind::kFull;
}

Violations CheckCountersignature(const CountersigningFacts& facts,
                                 const Decision& decision) {
  Violations violations;
  if (const auto inactive = CheckActive(facts.registration)) {
    violations.push_back(*inactive);
  }
  if (const auto own = CheckNotOwnWork(facts.registration, facts.person)) {
    violations.push_back(*own);
  }
  if (decision.final()) {
    violations.push_back(
        {"NOT_PROVISIONAL", decision.name(), "the decision counts already"});
  }
  if (!decision.superseded_by.empty()) {
    violations.push_back({"SUPERSEDED", decision.name(),
                          fmt::format("a later decision counts instead: {}",
                                      DecisionName(decision.registration,
                                                   decision.superseded_by))});
  }
  if (decision.assessor == facts.person) {
    violations.push_back({"SAME_PERSON", decision.name(),
                          "the trainee cannot countersign; another assessor "
                          "must (D17)"});
  }
  for (const Judged& judged : JudgedBy({decision}, facts.syllabus)) {
    const Standing standing = StandingFor(facts.standings, judged);
    if (standing.kind == Standing::Kind::kFull) continue;
    violations.push_back(
        {"NO_STANDING", decision.about.ToString(),
         fmt::format("not in full standing today for {}: {}", ToString(judged),
                     fmt::join(standing.reasons, "; "))});
  }
  return violations;
}

}  // namespace attest::assessment
