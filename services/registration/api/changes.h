// What is told to the journal of registrations: ids, states, numbers and dates.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CHANGES_H_
#define ATTEST_SERVICES_REGISTRATION_API_CHANGES_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/journal/journal.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::api {

// A change of a registration, with nothing before or after yet.
journal::Change ChangeOf(std::string action, const Registration& registration);

// As in the contract: `ACTIVE` and so on.
std::string StateName(RegistrationState state);

// That a membership begins or ends (D28).
journal::Change MembershipChange(std::string action,
                                 std::optional<Membership> before,
                                 const Registration& after);

// That a registration ended, and with it a membership, if it did. `facts` are
// added to what is told of the end.
std::vector<journal::Change> EndChanges(
    std::string action, const Registration& before, const Registration& after,
    const std::map<std::string, std::string>& facts);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CHANGES_H_
