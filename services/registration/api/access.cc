#include "services/registration/api/access.h"

#include <algorithm>
#include <string>

#include "services/registration/api/convert.h"
#include "services/registration/api/convert_life.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
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

// Nothing when it does not exist; without a role when the caller has none where
// it is.
absl::StatusOr<std::optional<RegistrationAccess>> Find(db::Transaction& tx,
                                                       const Tools& tools,
                                                       const rpc::Call& call,
                                                       Roles roles,
                                                       std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Registration> registration,
                          store::FindRegistration(tx, id));
  if (!registration) return std::nullopt;
  Age(*registration, tools.Today());
  ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                          store::FindCentre(tx, registration->centre));
  if (!centre) return std::nullopt;
  const auth::Role role = RoleOn(call, roles, *registration, *centre);
  return RegistrationAccess{.registration = *std::move(registration),
                            .role = role};
}

// Whether the caller acts at a centre from which it has gone, the last first.
absl::Status FindFormer(db::Transaction& tx, const rpc::Call& call, Roles roles,
                        RegistrationAccess& access) {
  const Registration& registration = access.registration;
  const auto& former = registration.former_centres;
  for (auto one = former.rbegin(); one != former.rend(); ++one) {
    ATTEST_ASSIGN_OR_RETURN(const std::optional<Centre> centre,
                            store::FindCentre(tx, one->centre));
    if (!centre) continue;
    access.role = RoleOn(call, roles, registration, *centre);
    if (access.role == ROLE_UNSPECIFIED) continue;
    ATTEST_ASSIGN_OR_RETURN(
        access.departure,
        store::FindDeparture(tx, registration.id, one->centre));
    return absl::OkStatus();
  }
  return absl::OkStatus();
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
  ATTEST_ASSIGN_OR_RETURN(
      const auto found,
      Read<std::optional<RegistrationAccess>>(tools, [&](db::Transaction& tx) {
        return Find(tx, tools, call, roles, registration_id);
      }));
  if (!found || found->role == ROLE_UNSPECIFIED) {
    return errors::NotFound("registration", RegistrationName(registration_id));
  }
  return *found;
}

absl::StatusOr<RegistrationAccess> SeeRegistration(
    const Tools& tools, const rpc::Call& call, Roles roles,
    std::string_view registration_id) {
  ATTEST_ASSIGN_OR_RETURN(
      const auto found,
      Read<std::optional<RegistrationAccess>>(
          tools,
          [&](db::Transaction& tx)
              -> absl::StatusOr<std::optional<RegistrationAccess>> {
            ATTEST_ASSIGN_OR_RETURN(
                auto access, Find(tx, tools, call, roles, registration_id));
            if (access && access->role == ROLE_UNSPECIFIED) {
              ATTEST_RETURN_IF_ERROR(FindFormer(tx, call, roles, *access));
            }
            return access;
          }));
  if (!found || found->role == ROLE_UNSPECIFIED) {
    return errors::NotFound("registration", RegistrationName(registration_id));
  }
  return *found;
}

v1::Registration Shown(const RegistrationAccess& access) {
  if (!access.departure) return ToProto(access.registration);
  v1::Registration record;
  if (!access.departure->record.empty() &&
      record.ParseFromString(access.departure->record)) {
    return record;
  }
  return WithoutContent(ToProto(access.registration));
}

}  // namespace attest::registration::api
