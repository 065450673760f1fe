#include "services/registration/api/changes.h"

#include <utility>

#include "attest/registration/v1/registration.pb.h"
#include "services/registration/domain/centre.h"

namespace attest::registration::api {

journal::Change ChangeOf(std::string action, const Registration& registration) {
  return {.action = std::move(action),
          .resource = registration.name(),
          .centre = CentreName(registration.centre),
          .registration = registration.name(),
          .reason = "",
          .before = {},
          .after = {},
          .syllabus_version = registration.syllabus_version};
}

std::string StateName(RegistrationState state) {
  return v1::RegistrationState_Name(static_cast<v1::RegistrationState>(state));
}

journal::Change MembershipChange(std::string action,
                                 std::optional<Membership> before,
                                 const Registration& after) {
  journal::Change change = ChangeOf(std::move(action), after);
  if (before) change.before["membership"] = NameOf(*before);
  change.after["membership"] = NameOf(after.membership);
  return change;
}

std::vector<journal::Change> EndChanges(
    std::string action, const Registration& before, const Registration& after,
    const std::map<std::string, std::string>& facts) {
  journal::Change ended = ChangeOf(std::move(action), after);
  ended.before["state"] = StateName(before.state);
  ended.after = facts;
  ended.after["state"] = StateName(after.state);
  std::vector<journal::Change> changes = {std::move(ended)};
  if (before.membership != after.membership) {
    changes.push_back(
        MembershipChange("membership.ended", before.membership, after));
  }
  return changes;
}

}  // namespace attest::registration::api
