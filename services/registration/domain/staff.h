// Who works at a centre, in which role, on the strength of which awards.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_STAFF_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_STAFF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "libs/status/status.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/period.h"

namespace attest::registration {

// Numbered as in the contract.
enum class StaffRole {
  kTutor = 1,
  kAssessor = 2,
  kInternalVerifier = 3,
  kCentreAdmin = 4,
};

// In words: `tutor`, `internal verifier`.
std::string_view Words(StaffRole role);

// Numbered as in the contract.
enum class CompetenceKind {
  kAssessCompetence = 1,
  kAssessKnowledge = 2,
  kVerify = 3,
};

// An assessor's or verifier's award (D15 to D18).
struct Competence {
  std::string award;
  CompetenceKind kind = CompetenceKind::kAssessCompetence;
  Period validity;  // from the day of the award
  int level_max = 0;
  int level_min = 0;  // 0: from the first
};

// That a person holds a role at a centre for some time. A value.
struct Appointment {
  std::string centre;  // id
  std::string id;
  std::string person;
  StaffRole role = StaffRole::kTutor;
  Period period;
  std::vector<Competence> competences;
  absl::Time created;
  int64_t revision = 1;
  std::string end_reason;

  // `centres/{centre}/appointments/{id}`.
  std::string name() const;
};

// Every rule that stands against appointing `person`: the Quality Manager of a
// centre is never its staff (req R120).
std::vector<RuleViolation> AppointmentViolations(const Centre& centre,
                                                 std::string_view person);

// Every rule that stands against allocating `person` as Quality Manager: nobody
// who is staff of the centre today or later (req R120). `held` are their
// appointments there.
std::vector<RuleViolation> QualityManagerViolations(
    const std::vector<Appointment>& held, absl::CivilDay today);

// APPOINTMENT_ENDED when its last day has passed.
std::vector<RuleViolation> EndViolations(const Appointment& appointment,
                                         absl::CivilDay today);

// The first of `held`, besides `wanted` itself, that holds `wanted`'s role in a
// part of its time; null when none does.
const Appointment* FindRunning(const std::vector<Appointment>& held,
                               const Appointment& wanted);

// Whether one of `appointments` gives `person` the role on `day`.
bool IsAppointed(const std::vector<Appointment>& appointments,
                 std::string_view person, StaffRole role, absl::CivilDay day);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_STAFF_H_
