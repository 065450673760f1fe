#include "services/assessment/api/access.h"

#include <algorithm>

#include "services/assessment/domain/errors.h"

namespace attest::assessment::api {
namespace {

bool IsOwn(const rpc::Call& call, const Registration& registration) {
  return call.caller.Has(auth::v1::LEARNER) &&
         registration.IsLearner(call.caller.subject());
}

}  // namespace

auth::Role RoleAt(const rpc::Call& call, Roles roles, std::string_view centre) {
  for (const auth::Role role : roles) {
    // A learner's grant reaches their own record, wherever it is.
    if (role == auth::v1::LEARNER) continue;
    if (call.caller.HasAt(role, centre)) return role;
  }
  return auth::v1::ROLE_UNSPECIFIED;
}

absl::StatusOr<Admission> Admit(Context& context, const rpc::Call& call,
                                Roles roles, const std::string& registration,
                                std::string_view type, std::string_view name) {
  auto found = context.registration.GetRegistration(call, registration);
  if (found.status().code() == absl::StatusCode::kNotFound) {
    return errors::NotFound(type, name);
  }
  if (!found.ok()) return found.status();
  const bool for_learners =
      std::find(roles.begin(), roles.end(), auth::v1::LEARNER) != roles.end();
  if (for_learners && IsOwn(call, *found)) {
    return Admission{auth::v1::LEARNER, *std::move(found)};
  }
  const auth::Role role = RoleAt(call, roles, found->centre);
  if (role == auth::v1::ROLE_UNSPECIFIED) return errors::NotFound(type, name);
  return Admission{role, *std::move(found)};
}

}  // namespace attest::assessment::api
