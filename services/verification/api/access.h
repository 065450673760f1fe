// Who may see what: the answer for somebody who may not is that for a thing
// that does not exist.
#ifndef ATTEST_SERVICES_VERIFICATION_API_ACCESS_H_
#define ATTEST_SERVICES_VERIFICATION_API_ACCESS_H_

#include <initializer_list>
#include <string>
#include <string_view>

#include "attest/registration/v1/registration.pb.h"
#include "libs/auth/caller.h"
#include "libs/rpc/call.h"
#include "services/verification/clients/neighbours.h"

namespace attest::verification::api {

using Roles = std::initializer_list<auth::Role>;

// The role in which the caller acts on a resource of `centre` (an id).
//   NOT_FOUND: in none of `roles`.
absl::StatusOr<auth::Role> ActAt(const rpc::Call& call, Roles roles,
                                 std::string_view centre, std::string_view type,
                                 std::string_view name);

// A registration that the caller may act on.
struct SeenRegistration {
  registration::v1::Registration registration;
  std::string id;
  std::string centre;         // id
  std::string qualification;  // id
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;

  // Version of its syllabus, e.g. `8` (req R115).
  std::string syllabus_version() const;
  // The caller is its learner (req R87).
  bool IsOwn(const rpc::Call& call) const;
};

// Asks registration for it.
//   NOT_FOUND: it does not exist, or the caller holds none of `roles` at its
//     centre.
absl::StatusOr<SeenRegistration> SeeRegistration(
    const clients::Clients& clients, const rpc::Call& call, Roles roles,
    const std::string& name);

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_ACCESS_H_
