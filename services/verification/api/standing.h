// Whether somebody may verify (D15).
#ifndef ATTEST_SERVICES_VERIFICATION_API_STANDING_H_
#define ATTEST_SERVICES_VERIFICATION_API_STANDING_H_

#include <string>
#include <string_view>
#include <vector>

#include "libs/rpc/call.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/verifying.h"

namespace attest::verification::api {

// What is verified: conflicts of interest with the learner and with those who
// judged count, and holds on the learner (D19, D68).
struct VerifiedWork {
  std::string registration;          // name; empty: none in particular
  std::vector<std::string> persons;  // who judged
};

// Asks registration for the standing of `person` as internal verifier of
// `centre` (an id), today, at a level of units or of a qualification. Whether
// they are the learner is not asked.
absl::StatusOr<Verifier> AskVerifier(const Parts& parts, const rpc::Call& call,
                                     std::string_view centre,
                                     std::string_view person, int level,
                                     const VerifiedWork& work = {});

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_STANDING_H_
