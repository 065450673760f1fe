#include "services/assessment/domain/evidence_rules.h"

#include <algorithm>

#include "fmt/format.h"
#include "fmt/ranges.h"

namespace attest::assessment {
namespace {

using Violations = std::vector<RuleViolation>;

// A day on which something was done or signed.
void CheckPastDay(std::string_view field, std::string_view text,
                  absl::CivilDay today, FieldChecks& check) {
  const auto day = check.Date(field, text);
  check.That(!day || *day <= today, field, "is in the future");
}

void CheckWitness(const Witness& witness, absl::CivilDay today,
                  FieldChecks& check) {
  check.Text("evidence.witness.full_name", witness.full_name);
  check.Text("evidence.witness.position", witness.position);
  check.Text("evidence.witness.relationship", witness.relationship);
  check.Text("evidence.witness.contact", witness.contact);
  CheckPastDay("evidence.witness.signed_date", witness.signed_date, today,
               check);
  if (!witness.person.empty()) {
    check.Person("evidence.witness.person", witness.person);
  }
}

// `00:12:30`: hours, minutes, seconds.
bool IsTimeStamp(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return false;
  for (const size_t i : {0, 1, 3, 4, 6, 7}) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  return text[3] < '6' && text[6] < '6';
}

void CheckRecord(std::string_view at, const DiscussionRecord& record,
                 FieldChecks& check) {
  check.Text(fmt::format("{}.unit", at), record.about.unit);
  check.Text(fmt::format("{}.criterion", at), record.about.criterion);
  check.LongText(fmt::format("{}.question", at), record.question);
  check.LongText(fmt::format("{}.note", at), record.note);
  check.That(IsTimeStamp(record.time_stamp), fmt::format("{}.time_stamp", at),
             "must be the place in the recording as HH:MM:SS, e.g. 00:12:30 "
             "(D33)");
}

std::string RecordField(size_t i) {
  return fmt::format("evidence.discussion[{}]", i);
}

bool IsKind(EvidenceKind kind) {
  return kind >= EvidenceKind::kObservation &&
         kind <= EvidenceKind::kSimulation;
}

bool NeedsRecords(EvidenceKind kind) {
  return kind == EvidenceKind::kProfessionalDiscussion ||
         kind == EvidenceKind::kQuestioning;
}

// What only some kinds need.
void CheckByKind(const Evidence& evidence, FieldChecks& check) {
  check.That(IsKind(evidence.kind), "evidence.kind",
             "must be one of the kinds of evidence");
  if (evidence.kind == EvidenceKind::kOther) {
    check.LongText("evidence.description", evidence.description);
  } else {
    check.OptionalLongText("evidence.description", evidence.description);
  }
  if (evidence.kind == EvidenceKind::kObservation) {
    check.LongText("evidence.conditions", evidence.conditions);
  } else {
    check.OptionalLongText("evidence.conditions", evidence.conditions);
  }
  check.That(evidence.kind != EvidenceKind::kWitnessTestimony ||
                 evidence.witness.has_value(),
             "evidence.witness", "a testimony needs its witness (D41)");
  check.That(!NeedsRecords(evidence.kind) || !evidence.discussion.empty(),
             "evidence.discussion",
             "needs a record for each question, with criterion, note and time "
             "stamp (D33)");
}

size_t TextBytes(const std::vector<DiscussionRecord>& records) {
  size_t bytes = 0;
  for (const DiscussionRecord& record : records) {
    bytes += record.question.size() + record.note.size();
  }
  return bytes;
}

void Append(std::optional<RuleViolation> violation, Violations& violations) {
  if (violation) violations.push_back(*std::move(violation));
}

bool HasContent(const Evidence& evidence) {
  return !evidence.files.empty() || !evidence.discussion.empty() ||
         evidence.witness.has_value() || !evidence.held_at.empty();
}

// Those of one unit.
std::set<CriterionRef> CriteriaOf(std::string_view unit,
                                  const std::vector<CriterionRef>& criteria) {
  std::set<CriterionRef> found;
  for (const CriterionRef& criterion : criteria) {
    if (criterion.unit == unit) found.insert(criterion);
  }
  return found;
}

// Whoever sends work back must be somebody who may judge some of it (D16).
std::optional<RuleViolation> CheckAnyStanding(const ReturningFacts& facts) {
  std::set<std::string> reasons;
  for (const auto& [judged, standing] : facts.standings) {
    if (standing.kind != Standing::Kind::kNone) return std::nullopt;
    reasons.insert(standing.reasons.begin(), standing.reasons.end());
  }
  return RuleViolation{"NO_STANDING", facts.registration.name(),
                       fmt::format("may not judge any unit of the learner "
                                   "today: {}",
                                   fmt::join(reasons, "; "))};
}

void CheckTarget(const CriterionRef& target, const Registration& registration,
                 const Syllabus& syllabus, Violations& violations) {
  const Unit* const unit = syllabus.Find(target.unit);
  if (unit == nullptr || !registration.Selects(target.unit)) {
    violations.push_back(
        {"UNIT_NOT_SELECTED", target.unit,
         fmt::format("unit {} is not of the selection: {}", target.unit,
                     fmt::join(registration.units, ", "))});
  } else if (unit->Find(target.criterion) == nullptr) {
    violations.push_back({"UNKNOWN_CRITERION", target.ToString(),
                          fmt::format("unit {} has no criterion {}",
                                      target.unit, target.criterion)});
  }
}

}  // namespace

void CheckEvidence(const Evidence& evidence, absl::CivilDay today,
                   FieldChecks& check) {
  CheckByKind(evidence, check);
  check.Text("evidence.title", evidence.title);
  check.Text("evidence.workplace", evidence.workplace);
  CheckPastDay("evidence.performed_date", evidence.performed_date, today,
               check);
  check.That(evidence.occurrence == Occurrence::kNatural ||
                 evidence.occurrence == Occurrence::kArranged,
             "evidence.occurrence",
             "must be NATURALLY_OCCURRING or ARRANGED (req R78)");
  check.OptionalText("evidence.held_at", evidence.held_at);
  if (evidence.witness) CheckWitness(*evidence.witness, today, check);
  check.OptionalList("evidence.discussion", evidence.discussion.size(),
                     kDiscussionMax);
  check.That(TextBytes(evidence.discussion) <= kDiscussionBytesMax,
             "evidence.discussion",
             fmt::format("has more than {} bytes of questions and notes; "
                         "record it as several pieces of evidence",
                         kDiscussionBytesMax));
  for (size_t i = 0; i < evidence.discussion.size(); ++i) {
    CheckRecord(RecordField(i), evidence.discussion[i], check);
  }
}

void CheckDiscussed(const Evidence& evidence, const Syllabus& syllabus,
                    FieldChecks& check) {
  for (size_t i = 0; i < evidence.discussion.size(); ++i) {
    const CriterionRef& about = evidence.discussion[i].about;
    const Unit* const unit = syllabus.Find(about.unit);
    check.That(unit != nullptr, RecordField(i) + ".unit",
               "is no unit of the syllabus");
    check.That(unit == nullptr || unit->Find(about.criterion) != nullptr,
               RecordField(i) + ".criterion", "is no criterion of that unit");
  }
}

Violations CheckCreation(const Evidence& evidence,
                         const Registration& registration) {
  Violations violations;
  if (evidence.kind == EvidenceKind::kSimulation) {
    violations.push_back(
        {"SIMULATION", registration.name(),
         "simulation is accepted for no unit; use evidence from the workplace "
         "(req R81)"});
  }
  Append(CheckActive(registration), violations);
  if (!registration.induction_complete) {
    violations.push_back({"INDUCTION_INCOMPLETE", registration.name(),
                          "evidence comes after the induction; record its four "
                          "parts and the learning plan first (req R26)"});
  }
  return violations;
}

Violations CheckMapping(const MappingFacts& facts, const Evidence& evidence,
                        const std::vector<CriterionRef>& criteria) {
  Violations violations;
  Append(CheckActive(facts.registration), violations);
  if (evidence.state == EvidenceState::kWithdrawn) {
    violations.push_back({"EVIDENCE_WITHDRAWN", evidence.name(),
                          "the evidence was taken back; create it anew"});
  }
  for (const CriterionRef& target : criteria) {
    CheckTarget(target, facts.registration, facts.syllabus, violations);
  }
  for (const CriterionRef& needed : facts.relied_on) {
    if (std::find(criteria.begin(), criteria.end(), needed) != criteria.end()) {
      continue;
    }
    violations.push_back({"CRITERION_DECIDED", needed.ToString(),
                          "a current decision on it relies on this evidence; "
                          "keep it in the mapping"});
  }
  for (const std::string& unit : facts.signed_off_units) {
    if (CriteriaOf(unit, evidence.criteria) == CriteriaOf(unit, criteria)) {
      continue;
    }
    violations.push_back(
        {"UNIT_SIGNED_OFF", UnitName(facts.registration.id, unit),
         fmt::format("unit {} is signed off; leave its criteria in the mapping "
                     "as they are, or have the unit returned first (D73)",
                     unit)});
  }
  return violations;
}

Violations CheckSubmission(const Evidence& evidence,
                           const Declaration& declaration,
                           const Registration& registration) {
  Violations violations;
  Append(CheckActive(registration), violations);
  if (!declaration.own_work) {
    violations.push_back({"NOT_OWN_WORK", evidence.name(),
                          "the learner must declare that the work is their own "
                          "(D40)"});
  }
  if (!HasContent(evidence)) {
    violations.push_back(
        {"NO_CONTENT", evidence.name(),
         "there is nothing to judge: upload a file, or give "
         "records, a testimony or the place where it is held"});
  }
  if (evidence.criteria.empty()) {
    violations.push_back({"NOT_MAPPED", evidence.name(),
                          "it is mapped to no criterion; map it first"});
  }
  if (!evidence.editable()) {
    violations.push_back(
        {"NOT_A_DRAFT", evidence.name(),
         fmt::format("it is {}; only a draft, or what was sent back, is handed "
                     "in",
                     StateWord(evidence.state))});
  }
  return violations;
}

Violations CheckReturn(const ReturningFacts& facts, const Evidence& evidence) {
  Violations violations;
  Append(CheckActive(facts.registration), violations);
  Append(CheckNotOwnWork(facts.registration, facts.assessor), violations);
  if (!facts.registration.AllocatesAny(facts.assessor)) {
    violations.push_back({"NOT_ALLOCATED", facts.registration.name(),
                          "the caller is not allocated to the learner as "
                          "assessor of any unit"});
  }
  Append(CheckAnyStanding(facts), violations);
  if (evidence.state != EvidenceState::kSubmitted) {
    violations.push_back(
        {"NOT_SUBMITTED", evidence.name(),
         fmt::format("it is {}; only what was handed in is sent back",
                     StateWord(evidence.state))});
  }
  for (const std::string& unit : facts.signed_off_units) {
    violations.push_back(
        {"UNIT_SIGNED_OFF", UnitName(facts.registration.id, unit),
         fmt::format("unit {} is signed off on this evidence; verification or "
                     "moderation must return the unit first",
                     unit)});
  }
  return violations;
}

std::vector<std::string> WarningsOf(const Evidence& evidence) {
  if (evidence.occurrence != Occurrence::kArranged) return {};
  return {
      "arranged: evidence should come about as naturally as possible "
      "(req R78)"};
}

}  // namespace attest::assessment
