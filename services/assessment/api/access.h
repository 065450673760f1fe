// Who may touch what. Whoever may not gets the answer for a thing that does
// not exist.
#ifndef ATTEST_SERVICES_ASSESSMENT_API_ACCESS_H_
#define ATTEST_SERVICES_ASSESSMENT_API_ACCESS_H_

#include <array>
#include <span>
#include <string_view>

#include "services/assessment/api/context.h"

namespace attest::assessment::api {

// Roles in the order in which a caller who holds several acts.
using Roles = std::span<const auth::Role>;

// Those who put evidence together.
inline constexpr std::array kAuthors = {
    auth::v1::LEARNER, auth::v1::TUTOR, auth::v1::ASSESSOR,
    auth::v1::CENTRE_ADMIN, auth::v1::PARTNER};
inline constexpr std::array kPresenters = {auth::v1::LEARNER,
                                           auth::v1::PARTNER};
inline constexpr std::array kAssessors = {auth::v1::ASSESSOR};
// Those who read the record of a learner.
inline constexpr std::array kReaders = {
    auth::v1::LEARNER,        auth::v1::TUTOR,
    auth::v1::ASSESSOR,       auth::v1::INTERNAL_VERIFIER,
    auth::v1::CENTRE_ADMIN,   auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN, auth::v1::PARTNER,
    auth::v1::SERVICE};
// Those who read bytes of evidence: people, and no other service.
inline constexpr std::array kBytesReaders = {
    auth::v1::LEARNER,        auth::v1::TUTOR,
    auth::v1::ASSESSOR,       auth::v1::INTERNAL_VERIFIER,
    auth::v1::CENTRE_ADMIN,   auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN, auth::v1::PARTNER};
inline constexpr std::array kPlanReaders = {
    auth::v1::CENTRE_ADMIN,    auth::v1::TUTOR,
    auth::v1::ASSESSOR,        auth::v1::INTERNAL_VERIFIER,
    auth::v1::QUALITY_MANAGER, auth::v1::AWARDING_ADMIN,
    auth::v1::SERVICE};
// Those who read lists of sign-offs and the trail.
inline constexpr std::array kOverseers = {
    auth::v1::ASSESSOR,       auth::v1::INTERNAL_VERIFIER,
    auth::v1::CENTRE_ADMIN,   auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN, auth::v1::SERVICE};

// A caller who may act on a registration.
struct Admission {
  auth::Role role = auth::v1::ROLE_UNSPECIFIED;
  Registration registration;
};

// The first of `roles` that the caller holds at the centre.
auth::Role RoleAt(const rpc::Call& call, Roles roles, std::string_view centre);

// Asks registration for the record, and finds the role in which the caller may
// act on it: LEARNER for whose record it is, the others at its centre.
//   NOT_FOUND: it does not exist, or the caller may not act. `type` and `name`
//     are what the caller named.
absl::StatusOr<Admission> Admit(Context& context, const rpc::Call& call,
                                Roles roles, const std::string& registration,
                                std::string_view type, std::string_view name);

}  // namespace attest::assessment::api

#endif  // ATTEST_SERVICES_ASSESSMENT_API_ACCESS_H_
