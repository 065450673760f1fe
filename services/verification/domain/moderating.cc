#include "services/verification/domain/moderating.h"

#include <algorithm>

#include "fmt/format.h"
#include "services/verification/domain/names.h"

namespace attest::verification {
namespace {

using Violations = std::vector<RuleViolation>;

void CheckModerator(const Moderator& moderator, std::string_view subject,
                    Violations& found) {
  if (!moderator.is_quality_manager) {
    found.push_back({"OTHER_MODERATOR", std::string(subject),
                     "only the Quality Manager allocated to the centre "
                     "moderates (req R120)"});
  }
  if (moderator.is_staff) {
    found.push_back({"MODERATOR_IS_STAFF", std::string(subject),
                     "you hold an appointment at this centre; nobody "
                     "moderates a centre they work for (req R120)"});
  }
  if (moderator.is_the_learner) {
    found.push_back({"OWN_WORK", std::string(subject),
                     "this is your own learning; somebody else moderates it "
                     "(req R87)"});
  }
}

RuleViolation Involved(const std::string& registration,
                       const std::string& unit) {
  return {"MODERATOR_INVOLVED", UnitName(registration, unit),
          "you assessed, countersigned or witnessed in this unit (D19)"};
}

// What holds of every act on a moderation that exists.
void CheckAct(const Moderation& moderation, const Moderator& moderator,
              Violations& found) {
  if (moderation.state != ModerationState::kOpen) {
    found.push_back({"NOT_OPEN", moderation.name(),
                     "the moderation is closed; open another one"});
  }
  CheckModerator(moderator, moderation.name(), found);
  for (const ModeratedUnit& unit : moderation.units) {
    if (!moderator.involved_in.contains(unit.unit)) continue;
    found.push_back(Involved(moderation.registration, unit.unit));
  }
}

const SignOffFound* FindSignedOff(const OpeningFacts& facts,
                                  const std::string& unit) {
  const auto it = facts.sign_offs.find(unit);
  if (it == facts.sign_offs.end() || !it->second.signed_off) return nullptr;
  return &it->second;
}

void CheckUnits(const OpeningFacts& facts, Violations& found) {
  for (const std::string& unit : facts.asked) {
    if (FindSignedOff(facts, unit) != nullptr) continue;
    found.push_back({"UNIT_NOT_SIGNED_OFF", UnitName(facts.registration, unit),
                     "the unit is not signed off; its assessor signs it off "
                     "first"});
  }
  const auto units = UnitsToModerate(facts);
  if (facts.asked.empty() && units.empty()) {
    found.push_back({"NOTHING_SIGNED_OFF", RegistrationName(facts.registration),
                     "no unit is signed off; there is nothing to look at"});
  }
  for (const ModeratedUnit& unit : units) {
    if (!IsInvolved(facts.sign_offs.at(unit.unit), facts.moderator.subject)) {
      continue;
    }
    found.push_back(Involved(facts.registration, unit.unit));
  }
}

}  // namespace

std::string Moderation::name() const {
  return ModerationName(registration, id);
}

std::vector<ModeratedUnit> UnitsToModerate(const OpeningFacts& facts) {
  std::vector<std::string> numbers = facts.asked;
  if (numbers.empty()) {
    for (const auto& [unit, sign_off] : facts.sign_offs) {
      numbers.push_back(unit);
    }
  }
  std::vector<ModeratedUnit> units;
  for (const std::string& number : numbers) {
    const SignOffFound* sign_off = FindSignedOff(facts, number);
    if (sign_off == nullptr) continue;
    ModeratedUnit unit;
    unit.unit = number;
    unit.revision = sign_off->revision;
    units.push_back(std::move(unit));
  }
  return units;
}

std::vector<RuleViolation> WhyNotOpen(const OpeningFacts& facts) {
  const std::string registration = RegistrationName(facts.registration);
  Violations found;
  CheckModerator(facts.moderator, registration, found);
  if (facts.open.has_value()) {
    found.push_back(
        {"ALREADY_OPEN", *facts.open, "a moderation is open; close it first"});
  }
  if (!facts.registration_active) {
    found.push_back({"REGISTRATION_NOT_ACTIVE", registration,
                     "the registration is not active; there is nothing left "
                     "to moderate"});
  }
  CheckUnits(facts, found);
  return found;
}

std::vector<RuleViolation> WhyNotRecord(
    const Moderation& moderation, const Moderator& moderator,
    const std::vector<ModeratedUnit>& outcomes) {
  Violations found;
  CheckAct(moderation, moderator, found);
  for (const ModeratedUnit& outcome : outcomes) {
    const bool known = std::any_of(
        moderation.units.begin(), moderation.units.end(),
        [&](const ModeratedUnit& unit) { return unit.unit == outcome.unit; });
    if (known) continue;
    found.push_back(
        {"UNIT_NOT_IN_SAMPLE", moderation.name(),
         fmt::format("unit {} is not among those looked at", outcome.unit)});
  }
  return found;
}

std::vector<RuleViolation> WhyNotClose(const Moderation& moderation,
                                       const Moderator& moderator) {
  Violations found;
  CheckAct(moderation, moderator, found);
  for (const ModeratedUnit& unit : moderation.units) {
    if (unit.outcome != ModerationOutcome::kNone) continue;
    found.push_back({"OUTCOME_MISSING",
                     UnitName(moderation.registration, unit.unit),
                     fmt::format("unit {} has no outcome; record confirmed or "
                                 "not confirmed",
                                 unit.unit)});
  }
  return found;
}

ModerationOutcome OutcomeOf(const std::vector<Moderation>& oldest_first,
                            std::string_view unit, int64_t revision) {
  ModerationOutcome last = ModerationOutcome::kNone;
  for (const Moderation& moderation : oldest_first) {
    if (moderation.state != ModerationState::kClosed) continue;
    for (const ModeratedUnit& seen : moderation.units) {
      if (seen.unit == unit && seen.revision == revision) last = seen.outcome;
    }
  }
  return last;
}

}  // namespace attest::verification
