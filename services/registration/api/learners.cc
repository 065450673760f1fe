#include "services/registration/api/learners.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "libs/names/field_checks.h"
#include "libs/names/resource_name.h"
#include "services/registration/api/access.h"
#include "services/registration/api/convert.h"
#include "services/registration/api/read.h"
#include "services/registration/api/registering.h"
#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/learner_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::LEARNER;

constexpr Roles kReaders = {auth::v1::TUTOR,
                            auth::v1::ASSESSOR,
                            auth::v1::INTERNAL_VERIFIER,
                            auth::v1::CENTRE_ADMIN,
                            auth::v1::QUALITY_MANAGER,
                            auth::v1::AWARDING_ADMIN,
                            auth::v1::PARTNER,
                            auth::v1::SERVICE};

// All of the request but its parent, request id and code.
RegisteringInput ReadInput(const v1::RegisterLearnerRequest& request,
                           absl::CivilDay today, FieldChecks& check) {
  check.Text("language", request.language(), kLanguageMax);
  check.OptionalText("site", request.site());
  check.OptionalLongText("duplicate_reason", request.duplicate_reason());
  RegisteringInput input;
  input.learner = ReadLearner(request.learner(), today, check);
  input.already_member = request.already_member();
  input.duplicate_reason = request.duplicate_reason();
  input.application = {
      .qualification_code = request.qualification_code(),
      .birth_date = input.learner.birth_date,
      .registration_date = ReadPastDate(
          "registration_date", request.registration_date(), today, check),
      .language = request.language(),
      .site = request.site(),
      .recruitment = ReadRecruitment(request.recruitment(), check)};
  return input;
}

// What the journal keeps as the answer names the learner and holds nothing
// personal.
absl::StatusOr<Written<v1::RegisterLearnerResponse>> RegisterFor(
    journal::WriteTransaction& tx, const RegisteringInput& input) {
  ATTEST_ASSIGN_OR_RETURN(const Registration registration,
                          RegisterIn(tx, input));
  v1::RegisterLearnerResponse answer;
  *answer.mutable_registration() = ToProto(registration);
  answer.mutable_learner()->set_name(input.learner.name());
  return Written<v1::RegisterLearnerResponse>{std::move(answer),
                                              RegisteredChanges(registration)};
}

// The answer that was kept, with the learner as they are on record.
absl::StatusOr<v1::RegisterLearnerResponse> WithLearner(
    const Tools& tools, v1::RegisterLearnerResponse answer) {
  const auto ids = MatchName("learners/{learner}", answer.learner().name());
  if (!ids) return answer;
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Learner> learner,
      Read<std::optional<Learner>>(tools, [&](db::Transaction& tx) {
        return store::FindLearner(tx, ids->front());
      }));
  if (learner) *answer.mutable_learner() = ToProto(*learner);
  return answer;
}

bool SeesAt(const rpc::Call& call, const std::vector<Centre>& centres) {
  return std::any_of(centres.begin(), centres.end(), [&](const Centre& centre) {
    return RoleAt(call, kReaders, centre) != auth::v1::ROLE_UNSPECIFIED;
  });
}

// A learner with the centres where they are or were registered.
struct LearnerAtCentres {
  std::optional<Learner> learner;
  std::vector<Centre> centres;
};

absl::StatusOr<LearnerAtCentres> Find(db::Transaction& tx,
                                      std::string_view id) {
  LearnerAtCentres found;
  ATTEST_ASSIGN_OR_RETURN(found.learner, store::FindLearner(tx, id));
  ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                          store::CentresOfLearner(tx, id));
  for (const std::string& centre_id : ids) {
    ATTEST_ASSIGN_OR_RETURN(std::optional<Centre> centre,
                            store::FindCentre(tx, centre_id));
    if (centre) found.centres.push_back(*std::move(centre));
  }
  return found;
}

}  // namespace

absl::StatusOr<v1::RegisterLearnerResponse> Learners::Register(
    const rpc::Call& call, const v1::RegisterLearnerRequest& request) {
  // Read the request.
  FieldChecks check(errors::kDomain);
  check.Uuid("request_id", request.request_id());
  const auto ids = check.Name("parent", "centres/{centre}", request.parent());
  check.Text("qualification_code", request.qualification_code(), kNumberMax);
  RegisteringInput input = ReadInput(request, tools_.Today(), check);
  ATTEST_RETURN_IF_ERROR(check.status());
  input.centre = ids[0];
  ATTEST_ASSIGN_OR_RETURN(
      const auth::Role role,
      RoleToCreate(call, {auth::v1::CENTRE_ADMIN, auth::v1::PARTNER}, ids[0]));
  ATTEST_ASSIGN_OR_RETURN(
      input.qualification,
      tools_.catalogue.Lookup(call, request.qualification_code()));

  input.now = tools_.clock.Now();
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
      const LearnerAtCentres found,
      Read<LearnerAtCentres>(
          tools_, [&](db::Transaction& tx) { return Find(tx, ids[0]); }));

  // Learners see themselves; staff, those of their centre.
  if (!found.learner) return errors::NotFound("learner", request.name());
  const bool own = call.caller.Has(LEARNER) && !call.caller.anonymous() &&
                   found.learner->subject == call.caller.subject();
  if (!own && !SeesAt(call, found.centres)) {
    return errors::NotFound("learner", request.name());
  }

  // Answer.
  return ToProto(*found.learner);
}

}  // namespace attest::registration::api
