// What the lists of adjustments and exemptions have in common.
#ifndef ATTEST_SERVICES_REGISTRATION_API_REQUESTS_H_
#define ATTEST_SERVICES_REGISTRATION_API_REQUESTS_H_

#include <string>
#include <string_view>

#include "libs/rpc/call.h"
#include "services/registration/api/access.h"
#include "services/registration/store/adjustment_store.h"

namespace attest::registration::api {

// Those who see what a registration asks for; LEARNER sees what is their own.
inline constexpr Roles kRequestReaders = {
    auth::v1::LEARNER,        auth::v1::TUTOR,
    auth::v1::ASSESSOR,       auth::v1::INTERNAL_VERIFIER,
    auth::v1::CENTRE_ADMIN,   auth::v1::QUALITY_MANAGER,
    auth::v1::AWARDING_ADMIN, auth::v1::PARTNER,
    auth::v1::SERVICE};
// Those who ask.
inline constexpr Roles kRequesters = {auth::v1::LEARNER, auth::v1::CENTRE_ADMIN,
                                      auth::v1::PARTNER};

// The filter for the parent of a list, `registrations/{registration}` or
// `centres/{centre}`. A former centre sees what was asked for until it left.
//   INVALID_ARGUMENT, `INVALID_FIELDS`. NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<store::RequestFilter> ReadRequestParent(
    const Tools& tools, const rpc::Call& call, const std::string& parent);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_REQUESTS_H_
