// Whether a resource is the caller's to see or change. Who may not gets the
// answer for a thing that does not exist.
#ifndef ATTEST_SERVICES_REGISTRATION_API_ACCESS_H_
#define ATTEST_SERVICES_REGISTRATION_API_ACCESS_H_

#include <initializer_list>
#include <optional>
#include <string_view>

#include "attest/registration/v1/registration.pb.h"
#include "libs/rpc/call.h"
#include "services/registration/api/tools.h"
#include "services/registration/domain/centre.h"
#include "services/registration/domain/registration.h"
#include "services/registration/store/life_store.h"

namespace attest::registration::api {

using Roles = std::initializer_list<auth::Role>;

// What was read, and the role in which the caller acts on it.
struct CentreAccess {
  Centre centre;
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
};
struct RegistrationAccess {
  Registration registration;  // as it is today
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
  // When the caller acts at a centre from which the registration has gone: they
  // see what happened until then, and nothing of what came behind.
  std::optional<store::Departure> departure = {};
};

// The first of `roles` in which the caller acts at `centre`, else
// ROLE_UNSPECIFIED. Quality Managers act at the centres to which they are
// allocated and at no others, whatever centre their grant names (req R120).
auth::Role RoleAt(const rpc::Call& call, Roles roles, const Centre& centre);

// The role for creating something under a centre, before anything is looked up.
//   PERMISSION_DENIED, `ROLE_MISSING`.
absl::StatusOr<auth::Role> RoleToCreate(const rpc::Call& call, Roles roles,
                                        std::string_view centre_id);

// Reads a centre for somebody who acts there in one of `roles`.
//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<CentreAccess> OpenCentre(const Tools& tools,
                                        const rpc::Call& call, Roles roles,
                                        std::string_view centre_id);

// The same for a registration. A learner opens only their own, and only when
// LEARNER is among `roles`.
absl::StatusOr<RegistrationAccess> OpenRegistration(
    const Tools& tools, const rpc::Call& call, Roles roles,
    std::string_view registration_id);

// The same for reading only: also for those of a centre at which it was before.
absl::StatusOr<RegistrationAccess> SeeRegistration(
    const Tools& tools, const rpc::Call& call, Roles roles,
    std::string_view registration_id);

// What the caller sees of it.
v1::Registration Shown(const RegistrationAccess& access);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_ACCESS_H_
