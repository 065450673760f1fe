#include "services/registration/api/learner_access.h"

#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/learner_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::ROLE_UNSPECIFIED;

// The first of `roles` in which the caller acts at any of the centres.
auth::Role RoleAtAny(const rpc::Call& call, Roles roles,
                     const std::vector<Studies>& studies) {
  for (const auth::Role role : roles) {
    for (const Studies& one : studies) {
      if (RoleAt(call, {role}, one.centre) == role) return role;
    }
  }
  return ROLE_UNSPECIFIED;
}

}  // namespace

absl::StatusOr<LearnerWithStudies> FindWithStudies(db::Transaction& tx,
                                                   std::string_view id) {
  LearnerWithStudies found;
  ATTEST_ASSIGN_OR_RETURN(found.learner, store::FindLearner(tx, id));
  if (!found.learner) return found;
  const std::string& merged_into = found.learner->merged_into;
  ATTEST_ASSIGN_OR_RETURN(
      std::vector<Registration> registrations,
      store::RegistrationsOf(tx, merged_into.empty() ? id : merged_into));
  for (Registration& one : registrations) {
    ATTEST_ASSIGN_OR_RETURN(std::optional<Centre> centre,
                            store::FindCentre(tx, one.centre));
    if (centre) found.studies.push_back({std::move(one), *std::move(centre)});
  }
  return found;
}

absl::StatusOr<LearnerAccess> OpenLearner(const Tools& tools,
                                          const rpc::Call& call, Roles roles,
                                          std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      LearnerWithStudies found,
      Read<LearnerWithStudies>(
          tools, [&](db::Transaction& tx) { return FindWithStudies(tx, id); }));
  const auth::Role role = RoleAtAny(call, roles, found.studies);
  if (!found.learner || role == ROLE_UNSPECIFIED) {
    return errors::NotFound("learner", LearnerName(id));
  }
  LearnerAccess access{
      .learner = *std::move(found.learner), .role = role, .centres = {}};
  for (const Studies& one : found.studies) {
    if (RoleAt(call, roles, one.centre) != ROLE_UNSPECIFIED) {
      access.centres.push_back(one.centre.id);
    }
  }
  return access;
}

}  // namespace attest::registration::api
