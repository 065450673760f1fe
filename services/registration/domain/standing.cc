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
  if (award.level_max >= act.unit_level) return "";
  return fmt::format("covers units up to level {}, the unit is at level {}",
                     award.level_max, act.unit_level);
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

StandingAnswer JudgeAwards(const std::vector<Competence>& awards,
                           const Act& act) {
  StandingAnswer answer{.standing = act.role == StaffRole::kInternalVerifier
                                        ? Standing::kNone
                                        : Standing::kProvisional,
                        .reasons = {Needed(act)}};
  for (const Competence& award : awards) {
    std::string why = WhyNot(award, act);
    if (why.empty()) return {.standing = Standing::kFull, .reasons = {}};
    answer.reasons.push_back(std::move(why));
  }
  return answer;
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
  if (act.role == StaffRole::kAssessor ||
      act.role == StaffRole::kInternalVerifier) {
    return JudgeAwards(awards, act);
  }
  return {.standing = Standing::kFull, .reasons = {}};
}

}  // namespace attest::registration
