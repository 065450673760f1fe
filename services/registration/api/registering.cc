#include "services/registration/api/registering.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "services/registration/api/changes.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/delivery_plan_store.h"
#include "services/registration/store/hold_store.h"
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
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<Hold> holds,
      store::RunningHolds(tx, {.centre = input.centre,
                               .persons = {input.application.applicant},
                               .learner = input.existing_learner}));
  return RegisteringViolations({.centre = *centre,
                                .qualification = input.qualification,
                                .delivery_plan = plan,
                                .appointments = appointments,
                                .holds = holds},
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

// The live registration that stands against another one.
absl::StatusOr<std::optional<Registration>> FindLiveOf(
    db::Transaction& tx, const RegisteringInput& input) {
  const std::string& code = input.qualification->code;
  ATTEST_ASSIGN_OR_RETURN(std::vector<Registration> registrations,
                          store::RegistrationsOf(tx, input.learner.id));
  for (Registration& one : registrations) {
    if (IsRunning(one) && one.qualification == code) return std::move(one);
  }
  return store::FindLive(tx, input.learner.subject, code);
}

absl::Status AlreadyRegistered(db::Transaction& tx,
                               const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Registration> live,
                          FindLiveOf(tx, input));
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
  registration.expiry_date =
      ExpiryDate(registration.registration_date, input.terms.years);
  registration.programme_start_date = input.programme_start_date;
  if (auto note = LateNote(registration, input.terms)) {
    registration.notes.push_back(*std::move(note));
  }
  return registration;
}

absl::StatusOr<Registration> Insert(journal::WriteTransaction& tx,
                                    const RegisteringInput& input) {
  Registration registration = NewRegistration(input);
  ATTEST_ASSIGN_OR_RETURN(const bool registered,
                          store::InsertRegistration(tx, registration));
  if (!registered) return AlreadyRegistered(tx.reader(), input);
  return registration;
}

// The record that stays, of merged ones.
absl::StatusOr<std::optional<Learner>> FindCurrent(db::Transaction& tx,
                                                   const std::string& id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Learner> learner,
                          store::FindLearner(tx, id));
  if (!learner || learner->merged_into.empty()) return learner;
  return store::FindLearner(tx, learner->merged_into);
}

absl::StatusOr<bool> IsOnRecordAt(db::Transaction& tx,
                                  const std::string& learner,
                                  const std::string& centre) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<Registration> registrations,
                          store::RegistrationsOf(tx, learner));
  return std::any_of(
      registrations.begin(), registrations.end(),
      [&](const Registration& one) { return one.centre == centre; });
}

// The input with whom it is about.
absl::StatusOr<RegisteringInput> WithExisting(db::Transaction& tx,
                                              RegisteringInput input) {
  const std::string name = LearnerName(input.existing_learner);
  ATTEST_ASSIGN_OR_RETURN(std::optional<Learner> learner,
                          FindCurrent(tx, input.existing_learner));
  if (!learner || learner->erased) return errors::NotFound("learner", name);
  ATTEST_ASSIGN_OR_RETURN(const bool known,
                          IsOnRecordAt(tx, learner->id, input.centre));
  if (!known) return errors::NotFound("learner", name);
  input.learner = *std::move(learner);
  input.existing_learner = input.learner.id;
  input.application.birth_date = input.learner.birth_date;
  input.application.learner_subject = input.learner.subject;
  return input;
}

absl::Status CheckRulesOfExisting(db::Transaction& tx,
                                  const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const Violations violations, RuleFindings(tx, input));
  if (violations.empty()) return absl::OkStatus();
  return errors::RegistrationRefused(violations);
}

absl::StatusOr<Registered> RegisterExisting(journal::WriteTransaction& tx,
                                            const RegisteringInput& given) {
  ATTEST_ASSIGN_OR_RETURN(const RegisteringInput input,
                          WithExisting(tx.reader(), given));
  ATTEST_RETURN_IF_ERROR(CheckRulesOfExisting(tx.reader(), input));
  ATTEST_ASSIGN_OR_RETURN(Registration registration, Insert(tx, input));
  return Registered{.registration = std::move(registration),
                    .former_learner = ""};
}

}  // namespace

absl::StatusOr<Registered> RegisterIn(journal::WriteTransaction& tx,
                                      const RegisteringInput& input) {
  if (!input.existing_learner.empty()) return RegisterExisting(tx, input);
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<NumberHolder> holder,
      store::FindNumberHolder(tx.reader(), input.learner.unique_learner_number,
                              input.centre));
  ATTEST_RETURN_IF_ERROR(CheckRules(tx.reader(), input, holder));
  if (holder) {
    ATTEST_RETURN_IF_ERROR(
        store::ReleaseNumber(tx, input.learner.unique_learner_number));
  }
  ATTEST_ASSIGN_OR_RETURN(const bool new_learner,
                          store::InsertLearner(tx, input.learner));
  if (!new_learner) return errors::DuplicateUln("");
  ATTEST_ASSIGN_OR_RETURN(Registration registration, Insert(tx, input));
  return Registered{
      .registration = std::move(registration),
      .former_learner =
          holder ? ShownName(holder->learner, holder->same_centre) : ""};
}

absl::Status CheckRegistering(db::Transaction& tx,
                              const RegisteringInput& input) {
  RegisteringInput whole = input;
  std::optional<NumberHolder> holder;
  if (input.existing_learner.empty()) {
    ATTEST_ASSIGN_OR_RETURN(
        holder, store::FindNumberHolder(tx, input.learner.unique_learner_number,
                                        input.centre));
    ATTEST_RETURN_IF_ERROR(CheckRules(tx, whole, holder));
  } else {
    ATTEST_ASSIGN_OR_RETURN(whole, WithExisting(tx, input));
    ATTEST_RETURN_IF_ERROR(CheckRulesOfExisting(tx, whole));
  }
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Registration> live,
                          FindLiveOf(tx, whole));
  return live ? AlreadyRegistered(tx, whole) : absl::OkStatus();
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
