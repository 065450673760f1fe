#include "services/verification/api/access.h"

#include <utility>

#include "services/verification/domain/errors.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {

absl::StatusOr<auth::Role> ActAt(const rpc::Call& call, Roles roles,
                                 std::string_view centre, std::string_view type,
                                 std::string_view name) {
  const auth::Role role = call.ActsAs(roles, centre);
  if (role == auth::v1::ROLE_UNSPECIFIED) return errors::NotFound(type, name);
  return role;
}

std::string SeenRegistration::syllabus_version() const {
  return LastSegment(registration.syllabus());
}

bool SeenRegistration::IsOwn(const rpc::Call& call) const {
  const std::string& learner = registration.learner_subject();
  return !learner.empty() && learner == call.caller.subject();
}

absl::StatusOr<SeenRegistration> SeeRegistration(
    const clients::Clients& clients, const rpc::Call& call, Roles roles,
    const std::string& name) {
  SeenRegistration seen;
  ATTEST_ASSIGN_OR_RETURN(seen.registration,
                          clients.registration.GetRegistration(call, name));
  seen.id = LastSegment(seen.registration.name());
  seen.centre = LastSegment(seen.registration.centre());
  seen.qualification = LastSegment(seen.registration.qualification());
  ATTEST_ASSIGN_OR_RETURN(
      seen.role, ActAt(call, roles, seen.centre, "registration", name));
  return seen;
}

}  // namespace attest::verification::api
