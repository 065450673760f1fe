// Whether a person may act in a role, for a unit, on a date: by appointment and
// awards (D15 to D18), holds (D68) and conflicts of interest (D19). Decided
// from what is dated, never from today's role.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registration/domain/conflict.h"
#include "services/registration/domain/hold.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// Numbered as in the contract.
enum class Standing {
  kFull = 1,
  kProvisional = 2,
  kNone = 3,
};

// What somebody wants to do.
struct Act {
  StaffRole role = StaffRole::kAssessor;
  int unit_level = 0;  // 0: any
  bool judges_knowledge = false;
  bool judges_competence = false;
  absl::CivilDay date;
};

// What judging a unit asks for, as the catalogue has it (D16).
struct UnitFacts {
  int level = 0;
  bool knowledge = false;      // it has outcomes of that kind
  bool competence = false;     // likewise
  std::string reference = {};  // the regulator's, e.g. `K/506/2074`
};

// The answer, with reasons in words unless it is full.
struct StandingAnswer {
  Standing standing = Standing::kNone;
  std::vector<std::string> reasons;
  std::vector<std::string> holds = {};      // names of those that stop it
  std::vector<std::string> conflicts = {};  // names of those that stop it
};

// What is on record of a person at a centre, and of those whose work they
// judge.
struct Circumstances {
  std::string person;
  std::vector<Appointment> appointments;  // of the person, at the centre
  std::vector<Hold> holds;                // on person, centre and learner
  std::vector<Conflict> conflicts;        // that name the person, there
  Judged judged;
};

// `appointments` are those of one person at one centre.
//
// An act that judges neither knowledge nor competence by name is taken to judge
// the whole unit, so an assessor needs an award for competence.
StandingAnswer DecideStanding(const std::vector<Appointment>& appointments,
                              const Act& act);

// The same with all that is on record. A hold that stood on the day and stops
// what the role does, or a conflict of interest of an assessor or internal
// verifier, leaves no standing.
StandingAnswer StandingIn(const Circumstances& circumstances, const Act& act);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_STANDING_H_
