#include "services/registration/api/registering.h"

#include <algorithm>
#include <iterator>

#include "libs/clock/dates.h"
#include "libs/ids/ids.h"
#include "services/registration/api/changes.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/delivery_plan_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"

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
  return RegisteringViolations({.centre = *centre,
                                .qualification = input.qualification,
                                .delivery_plan = plan},
                               input.application);
}

absl::StatusOr<Violations> DuplicateFindings(db::Transaction& tx,
                                             const RegisteringInput& input) {
  if (!input.duplicate_reason.empty()) return Violations{};
  ATTEST_ASSIGN_OR_RETURN(
      const std::vector<DuplicateCandidate> candidates,
      store::FindDuplicates(tx, input.learner, input.centre));
  return DuplicateViolations(candidates);
}

// Names the learner who has the number only to their own centre.
absl::Status DuplicateUln(db::Transaction& tx, const RegisteringInput& input,
                          const std::string& holder) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> centres,
                          store::CentresOfLearner(tx, holder));
  const bool here =
      std::find(centres.begin(), centres.end(), input.centre) != centres.end();
  return errors::DuplicateUln(here ? LearnerName(holder) : "");
}

absl::Status CheckUln(db::Transaction& tx, const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const std::optional<std::string> holder,
                          store::FindByUniqueLearnerNumber(
                              tx, input.learner.unique_learner_number));
  return holder ? DuplicateUln(tx, input, *holder) : absl::OkStatus();
}

absl::Status AlreadyRegistered(db::Transaction& tx,
                               const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Registration> live,
      store::FindLive(tx, input.learner.subject, input.qualification->code));
  const bool here = live && live->centre == input.centre;
  return errors::AlreadyRegistered(here ? live->name() : "");
}

// A number that another learner has says more than a likeness, so it comes
// before it, unless other rules are broken too.
absl::Status CheckRules(db::Transaction& tx, const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(Violations violations, RuleFindings(tx, input));
  if (violations.empty()) ATTEST_RETURN_IF_ERROR(CheckUln(tx, input));
  ATTEST_ASSIGN_OR_RETURN(Violations duplicates, DuplicateFindings(tx, input));
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

absl::StatusOr<Registration> RegisterIn(journal::WriteTransaction& tx,
                                        const RegisteringInput& input) {
  ATTEST_RETURN_IF_ERROR(CheckRules(tx.reader(), input));
  ATTEST_ASSIGN_OR_RETURN(const bool new_learner,
                          store::InsertLearner(tx, input.learner));
  if (!new_learner) return errors::DuplicateUln("");
  Registration registration = NewRegistration(input);
  ATTEST_ASSIGN_OR_RETURN(const bool registered,
                          store::InsertRegistration(tx, registration));
  if (!registered) return AlreadyRegistered(tx.reader(), input);
  return registration;
}

std::vector<journal::Change> RegisteredChanges(
    const Registration& registration) {
  journal::Change created = ChangeOf("registration.created", registration);
  created.after = {
      {"learner", LearnerName(registration.learner)},
      {"qualification", QualificationName(registration.qualification)},
      {"syllabus", registration.syllabus()},
      {"registration_date", FormatDate(registration.registration_date)},
      {"state", StateName(registration.state)},
      {"membership", std::string(NameOf(registration.membership))}};
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
