#include "services/verification/api/standing.h"

#include "libs/clock/dates.h"
#include "services/verification/domain/names.h"

namespace attest::verification::api {

absl::StatusOr<Verifier> AskVerifier(const Parts& parts, const rpc::Call& call,
                                     std::string_view centre,
                                     std::string_view person, int level,
                                     const VerifiedWork& work) {
  ATTEST_ASSIGN_OR_RETURN(const clients::Clients* clients,
                          parts.neighbours.Get());
  registration::v1::GetStandingRequest request;
  request.set_parent(CentreName(centre));
  request.set_person(std::string(person));
  request.set_role(registration::v1::STAFF_INTERNAL_VERIFIER);
  request.set_unit_level(level);
  request.set_registration(work.registration);
  request.mutable_with_persons()->Assign(work.persons.begin(),
                                         work.persons.end());
  request.set_date(FormatDate(DateOf(parts.clock.Now())));
  ATTEST_ASSIGN_OR_RETURN(const auto answer,
                          clients->registration.GetStanding(call, request));
  Verifier verifier;
  verifier.subject = std::string(person);
  verifier.in_standing = answer.standing() == registration::v1::FULL;
  verifier.reasons = {answer.reasons().begin(), answer.reasons().end()};
  return verifier;
}

}  // namespace attest::verification::api
