#include "services/registration/api/access.h"

#include <algorithm>
#include <string>

#include "services/registration/domain/errors.h"
#include "services/registration/store/centre_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

using auth::v1::LEARNER;
using auth::v1::QUALITY_MANAGER;
using auth::v1::ROLE_UNSPECIFIED;

bool Contains(Roles roles, auth::Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

bool IsOwn(const rpc::Call& call, Roles roles,
           const Registration& registration) {
  return Contains(roles, LEARNER) && call.caller.Has(LEARNER) &&
         !call.caller.anonymous() &&
         registration.learner_subject == call.caller.subject();
}

// The role of the caller on a registration at `centre`. LEARNER at the centre
// is none: learners see what is their own.
auth::Role RoleOn(const rpc::Call& call, Roles roles,
                  const Registration& registration, const Centre& centre) {
  if (IsOwn(call, roles, registration)) return LEARNER;
  for (const auth::Role role : roles) {
    if (role == LEARNER) continue;
    const auth::Role held = RoleAt(call, {role}, centre);
    if (held != ROLE_UNSPECIFIED) return held;
  }
  return ROLE_UNSPECIFIED;
}

}  // namespace

auth::Role RoleAt(const rpc::Call& call, Roles roles, const Centre& centre) {
  const auth::Caller& caller = call.caller;
  for (const auth::Role role : roles) {
    const bool acts =
        role == QUALITY_MANAGER
            ? caller.Has(role) && centre.quality_manager == caller.subject()
            : caller.HasAt(role, centre.id);
    if (acts) return role;
  }
  return ROLE_UNSPECIFIED;
}

absl::StatusOr<auth::Role> RoleToCreate(const rpc::Call& call, Roles roles,
                                        std::string_view centre_id) {
  const auth::Role held = call.ActsAs(roles, centre_id);
  if (held == ROLE_UNSPECIFIED) {
    return errors::RoleMissing(CentreName(centre_id));
  }
  return held;
}

absl::StatusOr<CentreAccess> OpenCentre(const Tools& tools,
                                        const rpc::Call& call, Roles roles,
                                        std::string_view centre_id) {
  ATTEST_ASSIGN_OR_RETURN(
      const std::optional<Centre> centre,
      Read<std::optional<Centre>>(tools, [&](db::Transaction& tx) {
        return store::FindCentre(tx, centre_id);
      }));
  const auth::Role role =
      centre ? RoleAt(call, roles, *centre) : ROLE_UNSPECIFIED;
  if (role == ROLE_UNSPECIFIED) {
    return errors::NotFound("centre", CentreName(centre_id));
  }
  return CentreAccess{.centre = *centre, .role = role};
}

absl::StatusOr<RegistrationAccess> OpenRegistration(
    const Tools& tools, const rpc::Call& call, Roles roles,
    std::string_view registration_id) {
  std::optional<Registration> registration;
  std::optional<Centre> centre;
  ATTEST_RETURN_IF_ERROR(
      tools.database.Read([&](db::Transaction& tx) -> absl::Status {
        ATTEST_ASSIGN_OR_RETURN(registration,
                                store::FindRegistration(tx, registration_id));
        if (!registration) return absl::OkStatus();
        ATTEST_ASSIGN_OR_RETURN(centre,
                                store::FindCentre(tx, registration->centre));
        return absl::OkStatus();
      }));
  const auth::Role role =
      centre ? RoleOn(call, roles, *registration, *centre) : ROLE_UNSPECIFIED;
  if (role == ROLE_UNSPECIFIED) {
    return errors::NotFound("registration", RegistrationName(registration_id));
  }
  return RegistrationAccess{.registration = *std::move(registration),
                            .role = role};
}

}  // namespace attest::registration::api
