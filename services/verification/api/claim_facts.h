// Gathers from their owners, at this moment, the facts that a claim rests on.
#ifndef ATTEST_SERVICES_VERIFICATION_API_CLAIM_FACTS_H_
#define ATTEST_SERVICES_VERIFICATION_API_CLAIM_FACTS_H_

#include "attest/catalogue/v1/syllabus.pb.h"
#include "libs/rpc/call.h"
#include "services/verification/api/access.h"
#include "services/verification/api/parts.h"
#include "services/verification/domain/claiming.h"

namespace attest::verification::api {

// What the owners tell. `facts.own` is still empty: whoever decides reads it
// in the transaction of the decision.
struct GatheredClaim {
  ClaimFacts facts;
  catalogue::v1::Qualification qualification;
};

// Takes the state of a registration, e.g. as it is a moment later.
void TakeState(const registration::v1::Registration& registration,
               ClaimFacts& facts);

// Nothing is taken from a copy: every fact is asked for.
//   Errors of the neighbours; silence is UNAVAILABLE.
absl::StatusOr<GatheredClaim> GatherClaim(const Parts& parts,
                                          const rpc::Call& call,
                                          const SeenRegistration& seen);

}  // namespace attest::verification::api

#endif  // ATTEST_SERVICES_VERIFICATION_API_CLAIM_FACTS_H_
