#include "services/registration/domain/conflict.h"

#include <algorithm>

#include "fmt/format.h"
#include "libs/clock/dates.h"
#include "libs/names/resource_name.h"

namespace attest::registration {
namespace {

bool Contains(const std::vector<std::string>& persons,
              std::string_view person) {
  return std::find(persons.begin(), persons.end(), person) != persons.end();
}

bool IsWith(const Conflict& conflict, const Judged& judged) {
  if (!conflict.learner.empty()) return conflict.learner == judged.learner;
  return conflict.other_person == judged.learner_subject ||
         Contains(judged.persons, conflict.other_person);
}

// Whether it lies between `person` and somebody of `judged`, whoever declared.
bool LiesBetween(const Conflict& conflict, std::string_view person,
                 const Judged& judged) {
  if (conflict.person == person) return IsWith(conflict, judged);
  return conflict.other_person == person &&
         (Contains(judged.persons, conflict.person) ||
          conflict.person == judged.learner_subject);
}

bool IsMitigated(const Conflict& conflict, absl::CivilDay day) {
  return conflict.mitigation_state == MitigationState::kApproved &&
         conflict.decided && DateOf(*conflict.decided) <= day;
}

RuleViolation Ended(const Conflict& conflict) {
  return {"CONFLICT_ENDED", conflict.name(),
          fmt::format("the conflict ended on {}; only one that goes on can be "
                      "changed",
                      FormatDate(*conflict.period.last))};
}

}  // namespace

std::string Conflict::name() const {
  return FormatName("centres/{centre}/conflicts/{conflict}", {centre, id});
}

bool Blocks(const Conflict& conflict, std::string_view person,
            const Judged& judged, absl::CivilDay day) {
  return conflict.period.Covers(day) && !IsMitigated(conflict, day) &&
         LiesBetween(conflict, person, judged);
}

std::vector<RuleViolation> DeclareViolations(const Conflict& conflict) {
  if (conflict.person != conflict.other_person) return {};
  return {{"CONFLICT_WITH_ONESELF", "conflict.other_person",
           "the conflict is between a person and themselves; name the other "
           "one"}};
}

std::optional<Conflict> Repropose(Conflict recorded, const Conflict& declared) {
  if (declared.mitigation.empty() ||
      declared.mitigation == recorded.mitigation) {
    return std::nullopt;
  }
  recorded.mitigation = declared.mitigation;
  recorded.mitigation_state = MitigationState::kProposed;
  return recorded;
}

std::vector<RuleViolation> MitigationViolations(const Conflict& conflict) {
  std::vector<RuleViolation> violations = EndViolations(conflict);
  if (conflict.mitigation_state == MitigationState::kNone) {
    violations.push_back(
        {"MITIGATION_NOT_PROPOSED", conflict.name(),
         "no mitigation is proposed; it is proposed by declaring the conflict "
         "again with one"});
  }
  return violations;
}

std::vector<RuleViolation> EndViolations(const Conflict& conflict) {
  if (!conflict.period.last) return {};
  return {Ended(conflict)};
}

Conflict DecideMitigation(Conflict conflict, bool approved,
                          std::string_view reason, std::string_view decided_by,
                          absl::Time when) {
  conflict.mitigation_state =
      approved ? MitigationState::kApproved : MitigationState::kRefused;
  conflict.decide_reason = reason;
  conflict.decided_by = decided_by;
  conflict.decided = when;
  return conflict;
}

}  // namespace attest::registration
