#include "services/registration/api/change_registration.h"

#include <optional>
#include <utility>

#include "services/registration/api/convert.h"
#include "services/registration/domain/errors.h"
#include "services/registration/domain/life.h"
#include "services/registration/store/registration_parts.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {

absl::StatusOr<Registration> FindIn(db::Transaction& tx, const Tools& tools,
                                    std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Registration> registration,
                          store::FindRegistration(tx, id));
  if (!registration) {
    return errors::NotFound("registration", RegistrationName(id));
  }
  Age(*registration, tools.Today());
  return *std::move(registration);
}

absl::StatusOr<v1::Registration> ChangeRegistration(
    const Tools& tools, const journal::Author& author, std::string_view id,
    Edit edit) {
  return Write<v1::Registration>(
      tools, author,
      [&](journal::WriteTransaction& tx)
          -> absl::StatusOr<Written<v1::Registration>> {
        ATTEST_ASSIGN_OR_RETURN(Registration registration,
                                FindIn(tx.reader(), tools, id));
        ATTEST_ASSIGN_OR_RETURN(std::vector<journal::Change> changes,
                                edit(tx, registration));
        ++registration.revision;
        ATTEST_RETURN_IF_ERROR(store::UpdateRegistration(tx, registration));
        ATTEST_RETURN_IF_ERROR(store::ReadHolds(tx.reader(), registration));
        return Written<v1::Registration>{ToProto(registration),
                                         std::move(changes)};
      });
}

}  // namespace attest::registration::api
