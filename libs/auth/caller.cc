#include "libs/auth/caller.h"

#include <algorithm>
#include <utility>

namespace attest::auth {
namespace {

// Roles whose grant without a centre reaches every centre.
bool ReachesEveryCentre(Role role) {
  return role == v1::AWARDING_ADMIN || role == v1::OPERATOR ||
         role == v1::SERVICE;
}

bool Reaches(const Grant& grant, std::string_view centre) {
  if (grant.centre.empty()) return ReachesEveryCentre(grant.role);
  return grant.centre == centre;
}

}  // namespace

Caller::Caller(std::string subject, std::vector<Grant> grants,
               absl::Time expires)
    : known_(std::make_shared<const Known>(
          Known{std::move(subject), std::move(grants), expires})) {}

const Caller::Known& Caller::Nobody() {
  static const auto* const nobody = new Known();
  return *nobody;
}

bool Caller::Has(Role role) const {
  return std::any_of(grants().begin(), grants().end(),
                     [&](const Grant& grant) { return grant.role == role; });
}

bool Caller::HasAt(Role role, std::string_view centre) const {
  return std::any_of(grants().begin(), grants().end(), [&](const Grant& grant) {
    return grant.role == role && Reaches(grant, centre);
  });
}

bool Caller::HasAnyAt(std::initializer_list<Role> roles,
                      std::string_view centre) const {
  return std::any_of(roles.begin(), roles.end(),
                     [&](Role role) { return HasAt(role, centre); });
}

}  // namespace attest::auth
