#include "services/registration/api/learners.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "libs/names/field_checks.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/learner_access.h"
#include "services/registration/api/learner_writing.h"
#include "services/registration/api/registering.h"
#include "services/registration/api/registering_input.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::api {
namespace {

using auth::v1::LEARNER;

// Who sees every learner of a centre.
constexpr Roles kReaders = {auth::v1::CENTRE_ADMIN, auth::v1::QUALITY_MANAGER,
                            auth::v1::AWARDING_ADMIN, auth::v1::PARTNER,
                            auth::v1::SERVICE};

// What the journal keeps as the answer names the learner and holds nothing
// personal.
absl::StatusOr<Written<v1::RegisterLearnerResponse>> RegisterFor(
    journal::WriteTransaction& tx, const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const Registered registered, RegisterIn(tx, input));
  v1::RegisterLearnerResponse answer;
  *answer.mutable_registration() = ToProto(registered.registration);
  answer.mutable_learner()->set_name(
      LearnerName(registered.registration.learner));
  return Written<v1::RegisterLearnerResponse>{std::move(answer),
                                              RegisteredChanges(registered)};
}

// The answer that was kept, with the learner as they are on record.
absl::StatusOr<v1::RegisterLearnerResponse> WithLearner(
    const Tools& tools, v1::RegisterLearnerResponse answer) {
  ATTEST_ASSIGN_OR_RETURN(*answer.mutable_learner(),
                          AnswerLearner(tools, answer.learner().name()));
  return answer;
}

auth::Role RoleOf(StaffRole role) {
  switch (role) {
    case StaffRole::kTutor:
      return auth::v1::TUTOR;
    case StaffRole::kAssessor:
      return auth::v1::ASSESSOR;
    case StaffRole::kInternalVerifier:
      return auth::v1::INTERNAL_VERIFIER;
    case StaffRole::kCentreAdmin:
      return auth::v1::CENTRE_ADMIN;
  }
  return auth::v1::ROLE_UNSPECIFIED;
}

// Whether the caller works with the learner: allocated, with the role there.
bool WorksOn(const rpc::Call& call, const Registration& registration) {
  const auto& allocations = registration.allocations;
  return std::any_of(
      allocations.begin(), allocations.end(), [&](const Allocation& one) {
        return one.person == call.caller.subject() &&
               call.caller.HasAt(RoleOf(one.role), registration.centre);
      });
}

// Whether the caller is of the office of a centre at which they were before.
bool SawBefore(const rpc::Call& call, const Registration& registration) {
  const auto& former = registration.former_centres;
  return std::any_of(
      former.begin(), former.end(), [&](const FormerCentre& one) {
        return call.caller.HasAnyAt({auth::v1::CENTRE_ADMIN, auth::v1::PARTNER},
                                    one.centre);
      });
}

// Staff see learners with whom they work, and no others (D75).
bool Sees(const rpc::Call& call, const Studies& studies) {
  return RoleAt(call, kReaders, studies.centre) != auth::v1::ROLE_UNSPECIFIED ||
         WorksOn(call, studies.registration) ||
         SawBefore(call, studies.registration);
}

}  // namespace

absl::StatusOr<v1::RegisterLearnerResponse> Learners::Register(
    const rpc::Call& call, const v1::RegisterLearnerRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  RegisteringInput input =
      ReadRegistering(request, call.caller.subject(), tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  input.centre = ids[0];
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      RoleToCreate(call, {auth::v1::CENTRE_ADMIN, auth::v1::PARTNER}, ids[0]));
  ATTEST_ASSIGN_OR_RETURN(
      input.qualification,
      tools_.catalogue.Lookup(call, request.qualification_code()));

  input.now = tools_.clock.Now();
  input.terms = tools_.terms;
  input.learner.created = input.now;
  input.learner.id = tools_.ids.NewId();
  input.registration_id = tools_.ids.NewId();

  // Apply the rules.
  ATTEST_ASSIGN_OR_RETURN(
      const v1::RegisterLearnerResponse kept,
      Write<v1::RegisterLearnerResponse>(
          tools_, call.Author(role, request.request_id(), request),
          [&](journal::WriteTransaction& tx) {
            return RegisterFor(tx, input);
          }));

  // Answer.
  return WithLearner(tools_, kept);
}

absl::StatusOr<v1::Learner> Learners::Get(
    const rpc::Call& call, const v1::GetLearnerRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  const auto ids = check.Name("name", "learners/{learner}", request.name());
  ATTEST_RETURN_IF_ERROR(check.status());
  ATTEST_ASSIGN_OR_RETURN(
      const LearnerWithStudies found,
      Read<LearnerWithStudies>(tools_, [&](db::Transaction& tx) {
        return FindWithStudies(tx, ids[0]);
      }));

  // Learners see themselves; others, as Sees says.
  if (!found.learner) return errors::NotFound("learner", request.name());
  const bool own = call.caller.Has(LEARNER) && !call.caller.anonymous() &&
                   found.learner->subject == call.caller.subject();
  const bool seen =
      own || std::any_of(found.studies.begin(), found.studies.end(),
                         [&](const Studies& one) { return Sees(call, one); });
  if (!seen) {
    return errors::NotFound("learner", request.name());
  }

  // Answer.
  return ToProto(*found.learner);
}

}  // namespace attest::registration::api
