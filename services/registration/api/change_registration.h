// One write of a registration.
#ifndef ATTEST_SERVICES_REGISTRATION_API_CHANGE_REGISTRATION_H_
#define ATTEST_SERVICES_REGISTRATION_API_CHANGE_REGISTRATION_H_

#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "services/registration/api/tools.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::api {

// Changes a registration as the transaction sees it today, and stores its
// parts. Gives what is told of it; the revision and the row are the caller's.
using Edit = absl::FunctionRef<absl::StatusOr<std::vector<journal::Change>>(
    journal::WriteTransaction&, Registration&)>;

// Writes the registration with this id, changed by `edit`.
//   NOT_FOUND, `NOT_FOUND`. Else the errors of `edit`.
absl::StatusOr<v1::Registration> ChangeRegistration(
    const Tools& tools, const journal::Author& author, std::string_view id,
    Edit edit);

// A registration as the transaction sees it today.
//   NOT_FOUND, `NOT_FOUND`.
absl::StatusOr<Registration> FindIn(db::Transaction& tx, const Tools& tools,
                                    std::string_view id);

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_CHANGE_REGISTRATION_H_
