// The rules for registering a learner, each answered for itself, so that a
// refusal names every one that is broken.
#ifndef ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTERING_H_
#define ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTERING_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/status/status.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/delivery_plan.h"
#include "services/registration/domain/hold.h"
#include "services/registration/domain/registration.h"
#include "services/registration/domain/staff.h"

namespace attest::registration {

// What the catalogue says of a qualification, as far as registering needs it.
struct Qualification {
  std::string code;
  std::string title;  // always the full one (req R10)
  std::string current_version;
  std::string language;
  int minimum_age_years = 0;
  std::optional<absl::CivilDay> operational_start;  // none: not configured
  std::optional<absl::CivilDay> operational_end;    // none: not configured
};

// What somebody asks for.
struct Application {
  std::string qualification_code;
  absl::CivilDay birth_date;
  std::string learner_subject;  // empty: none
  std::string applicant;        // who asks
  absl::CivilDay registration_date;
  std::string language;
  std::string site;
  Recruitment recruitment;
};

// Where it is asked, and for what.
struct RegisteringContext {
  const Centre& centre;
  // Found by the code or number that was given; none: there is no such thing.
  const std::optional<Qualification>& qualification;
  const std::optional<DeliveryPlan>& delivery_plan;  // of that qualification
  // Of whoever states that the learner is capable, at the centre.
  const std::vector<Appointment>& appointments;
  std::vector<Hold> holds = {};  // on the centre and who asks
};

// Every rule that stands against the registration (req R9, R13, R19, R21 to
// R23, R31, R113, R120; D11, D12, D19, D68). What depends on the qualification
// is left out when there is none.
std::vector<RuleViolation> RegisteringViolations(
    const RegisteringContext& context, const Application& application);

// What has to be known about a registration for this qualification (req R113).
std::vector<std::string> RegistrationNotes(const Qualification& qualification);

// Whether `language` (BCP 47) is `medium` or one of its variants: `en-GB` is
// English (req R31).
bool IsInMedium(std::string_view language, std::string_view medium);

}  // namespace attest::registration

#endif  // ATTEST_SERVICES_REGISTRATION_DOMAIN_REGISTERING_H_
