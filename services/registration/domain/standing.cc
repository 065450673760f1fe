#include "services/registration/domain/standing.h"

#include <algorithm>
#include <iterator>

#include "fmt/format.h"
#include "libs/clock/dates.h"

namespace attest::registration {
namespace {

bool OnlyKnowledge(const Act& act) {
  return act.judges_knowledge && !act.judges_competence;
}

// Why the kind of an award does not serve the act; empty when it does (D15,
// D16).
std::string WrongKind(const Competence& award, const Act& act) {
  const bool verifies = award.kind == CompetenceKind::kVerify;
  if (act.role == StaffRole::kInternalVerifier) {
    return verifies ? "" : "is no award for internal verification";
  }
  if (verifies) return "is no award for assessing";
  if (award.kind == CompetenceKind::kAssessKnowledge && !OnlyKnowledge(act)) {
    return "covers knowledge outcomes only (D16)";
  }
  return "";
}

// Why an award does not count on the date of the act (D18).
std::string WrongTime(const Competence& award, const Act& act) {
  if (act.date < award.validity.first) {
    return fmt::format("was awarded on {}, after {}",
                       FormatDate(award.validity.first), FormatDate(act.date));
  }
  if (!award.validity.Covers(act.date)) {
    return fmt::format("counted until {}, before {}",
                       FormatDate(*award.validity.last), FormatDate(act.date));
  }
  return "";
}

std::string WrongLevel(const Competence& award, const Act& act) {
  if (act.unit_level == 0) return "";
  if (act.unit_level > award.level_max) {
    return fmt::format("covers units up to level {}, the unit is at level {}",
                       award.level_max, act.unit_level);
  }
  if (act.unit_level < award.level_min) {
    return fmt::format("covers units from level {}, the unit is at level {}",
                       award.level_min, act.unit_level);
  }
  return "";
}

// Why an award does not cover the act; empty when it does.
std::string WhyNot(const Competence& award, const Act& act) {
  for (const auto& check : {WrongKind, WrongTime, WrongLevel}) {
    if (std::string why = check(award, act); !why.empty()) {
      return fmt::format("`{}` {}", award.award, why);
    }
  }
  return "";
}

std::string Needed(const Act& act) {
  if (act.role == StaffRole::kInternalVerifier) {
    return "an internal verifier needs a verification award that counts on the "
           "date, for the level of the unit (D15)";
  }
  return fmt::format(
      "without an award for assessing {} that counts on the date, an assessor "
      "is a trainee: the decision needs a countersignature (D16, D17)",
      OnlyKnowledge(act) ? "knowledge" : "competence");
}

StandingAnswer Full() { return {.standing = Standing::kFull, .reasons = {}}; }

StandingAnswer JudgeAwards(const std::vector<Competence>& awards,
                           const Act& act) {
  StandingAnswer answer{.standing = act.role == StaffRole::kInternalVerifier
                                        ? Standing::kNone
                                        : Standing::kProvisional,
                        .reasons = {Needed(act)}};
  for (const Competence& award : awards) {
    std::string why = WhyNot(award, act);
    if (why.empty()) return Full();
    answer.reasons.push_back(std::move(why));
  }
  return answer;
}

bool Judges(StaffRole role) {
  return role == StaffRole::kAssessor || role == StaffRole::kInternalVerifier;
}

// Whether a hold keeps from what the role does. What a tutor does has no scope
// of its own; whoever administers a centre claims.
bool Stops(const Hold& hold, const Act& act) {
  if (!hold.StoodOn(act.date)) return false;
  switch (act.role) {
    case StaffRole::kTutor:
      return hold.scopes.empty();
    case StaffRole::kAssessor:
      return hold.Stops(HoldScope::kAssessment);
    case StaffRole::kInternalVerifier:
      return hold.Stops(HoldScope::kVerification);
    case StaffRole::kCentreAdmin:
      return hold.Stops(HoldScope::kClaim);
  }
  return true;
}

void AddHold(const Hold& hold, StandingAnswer& answer) {
  answer.standing = Standing::kNone;
  answer.holds.push_back(hold.name());
  answer.reasons.push_back(fmt::format(
      "{} on the {} stops this; the awarding organisation must lift "
      "it first (D68)",
      hold.name(), Words(hold.kind)));
}

void AddConflict(const Conflict& conflict, StandingAnswer& answer) {
  answer.standing = Standing::kNone;
  answer.conflicts.push_back(conflict.name());
  answer.reasons.push_back(fmt::format(
      "{} is a conflict of interest; somebody else must act, or the awarding "
      "organisation approve a mitigation (D19)",
      conflict.name()));
}

}  // namespace

StandingAnswer DecideStanding(const std::vector<Appointment>& appointments,
                              const Act& act) {
  bool appointed = false;
  std::vector<Competence> awards;
  for (const Appointment& held : appointments) {
    if (held.role != act.role || !held.period.Covers(act.date)) continue;
    appointed = true;
    std::copy(held.competences.begin(), held.competences.end(),
              std::back_inserter(awards));
  }
  if (!appointed) {
    return {.standing = Standing::kNone,
            .reasons = {fmt::format("not appointed as {} at the centre on {}; "
                                    "an appointment for that day is needed",
                                    Words(act.role), FormatDate(act.date))}};
  }
  if (Judges(act.role)) return JudgeAwards(awards, act);
  return Full();
}

StandingAnswer StandingIn(const Circumstances& circumstances, const Act& act) {
  StandingAnswer answer = DecideStanding(circumstances.appointments, act);
  for (const Hold& hold : circumstances.holds) {
    if (Stops(hold, act)) AddHold(hold, answer);
  }
  if (!Judges(act.role)) return answer;
  for (const Conflict& conflict : circumstances.conflicts) {
    if (Blocks(conflict, circumstances.person, circumstances.judged,
               act.date)) {
      AddConflict(conflict, answer);
    }
  }
  return answer;
}

}  // namespace attest::registration
