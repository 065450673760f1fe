#include "services/registration/api/registering.h"

#include <iterator>
#include <utility>

#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "services/registration/api/changes.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/delivery_plan_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"
#include "services/registration/store/staff_store.h"

namespace attest::registration::api {
namespace {

using Violations = std::vector<RuleViolation>;

absl::StatusOr<Violations> RuleFindings(db::Transaction& tx,
                                        const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                          store::FindCentre(tx, input.centre));
  if (!centre) return errors::NotFound("centre", CentreName(input.centre));
  std::optional<DeliveryPlan> plan;
  if (input.qualification) {
    ATTEST_ASSIGN_OR_RETURN(
        plan,
        store::FindDeliveryPlan(tx, input.centre, input.qualification->code));
  }
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Appointment> appointments,
      store::AppointmentsOf(
          tx, input.centre,
          input.application.recruitment.capability.stated_by));
  return RegisteringViolations({.centre = *centre,
                                .qualification = input.qualification,
                                .delivery_plan = plan,
                                .appointments = appointments},
                               input.application);
}

absl::StatusOr<Violations> DuplicateFindings(
    db::Transaction& tx, const RegisteringInput& input,
    const std::optional<NumberHolder>& holder) {
  if (!input.duplicate_reason.empty()) return Violations{};
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<DuplicateCandidate> candidates,
      store::FindDuplicates(tx, input.learner, input.centre));
  Violations violations = DuplicateViolations(candidates);
  if (holder && !holder->studies) {
    violations.push_back(SameNumberViolation(*holder));
  }
  return violations;
}

absl::Status AlreadyRegistered(db::Transaction& tx,
                               const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Registration> live,
      store::FindLive(tx, input.learner.subject, input.qualification->code));
  const bool here = live && live->centre == input.centre;
  return errors::AlreadyRegistered(here ? live->name() : "");
}

// A number that a learner has who studies says more than a likeness, so it
// comes before it, unless other rules are broken too.
absl::Status CheckRules(db::Transaction& tx, const RegisteringInput& input,
                        const std::optional<NumberHolder>& holder) {
  ATTEST_ASSIGN_OR_RETURN(Violations violations, RuleFindings(tx, input));
  if (violations.empty() && holder && holder->studies) {
    return errors::DuplicateUln(
        holder->same_centre ? LearnerName(holder->learner) : "");
  }
  ATTEST_ASSIGN_OR_RETURN(Violations duplicates,
                          DuplicateFindings(tx, input, holder));
  std::move(duplicates.begin(), duplicates.end(),
            std::back_inserter(violations));
  if (violations.empty()) return absl::OkStatus();
  return errors::RegistrationRefused(violations);
}

Registration NewRegistration(const RegisteringInput& input) {
  const Qualification& qualification = *input.qualification;
  Registration registration;
  registration.id = input.registration_id;
  registration.learner = input.learner.id;
  registration.centre = input.centre;
  registration.qualification = qualification.code;
  registration.syllabus_version = qualification.current_version;
  registration.registration_date = input.application.registration_date;
  registration.membership = input.already_member ? Membership::kAlreadyMember
                                                 : Membership::kAffiliate;
  registration.notes = RegistrationNotes(qualification);
  registration.language = input.application.language;
  registration.learner_subject = input.learner.subject;
  registration.site = input.application.site;
  registration.recruitment = input.application.recruitment;
  registration.duplicate_reason = input.duplicate_reason;
  registration.created = input.now;
  return registration;
}

}  // namespace

absl::StatusOr<Registered> RegisterIn(journal::WriteTransaction& tx,
                                      const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<NumberHolder> holder,
      store::FindNumberHolder(tx.reader(), input.learner.unique_learner_number,
                              input.centre));
  ATTEST_RETURN_IF_ERROR(CheckRules(tx.reader(), input, holder));
  if (holder) {
    ATTEST_RETURN_IF_ERROR(store::ReleaseNumber(tx, holder->learner));
  }
  ATTEST_ASSIGN_OR_RETURN(const bool new_learner,
                          store::InsertLearner(tx, input.learner));
  if (!new_learner) return errors::DuplicateUln("");
  Registration registration = NewRegistration(input);
  ATTEST_ASSIGN_OR_RETURN(const bool registered,
                          store::InsertRegistration(tx, registration));
  if (!registered) return AlreadyRegistered(tx.reader(), input);
  return Registered{
      .registration = std::move(registration),
      .former_learner =
          holder ? ShownName(holder->learner, holder->same_centre) : ""};
}

std::vector<journal::Change> RegisteredChanges(const Registered& registered) {
  const Registration& registration = registered.registration;
  journal::Change created = ChangeOf("registration.created", registration);
  created.after = {
      {"learner", LearnerName(registration.learner)},
      {"qualification", QualificationName(registration.qualification)},
      {"syllabus", registration.syllabus()},
      {"registration_date", FormatDate(registration.registration_date)},
      {"state", StateName(registration.state)},
      {"membership", std::string(NameOf(registration.membership))}};
  if (!registered.former_learner.empty()) {
    created.after["former_learner"] = registered.former_learner;
  }
  if (!registration.duplicate_reason.empty()) {
    created.after["duplicate_reason_sha256"] =
        Sha256Hex(registration.duplicate_reason);
  }
  std::vector<journal::Change> changes = {std::move(created)};
  if (registration.membership == Membership::kAffiliate) {
    changes.push_back(
        MembershipChange("membership.created", std::nullopt, registration));
  }
  return changes;
}

}  // namespace attest::registration::api
