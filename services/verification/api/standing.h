// Whether somebody may verify (D15).
#ifndef ATTEST_SERVICES_VERIFICATION_API_STANDING_H_
#define ATTEST_SERVICES_VERIFICATION_API_STANDING_H_

#include <string>
#include <string_view>

#include "libs/rpc/call.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification::api {

// Asks registration for the standing of `person` as internal verifier of
// `centre` (an id), today, at a level of units or of a qualification. Whether
// they are the learner is not asked.
absl::StatusOr<Verifier> AskVerifier(const Parts& parts, const rpc::Call& call,
                                     std::string_view centre,
                                     std::string_view person, int level);

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_STANDING_H_
