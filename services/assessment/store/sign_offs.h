// Rows of sign-offs: every revision is kept. Errors are those of the database.
#ifndef ATTEST_SERVICES_ASSESSMENT_STORE_SIGN_OFFS_H_
#define ATTEST_SERVICES_ASSESSMENT_STORE_SIGN_OFFS_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/assessment/domain/sign_off.h"

namespace attest::assessment::store {

// Place of a sign-off in a list.
struct SignOffKey {
  std::string registration;
  std::string unit;
};

// Inserts the sign-off as the last of its unit, with the people involved.
absl::Status InsertSignOff(journal::WriteTransaction& sql,
                           const SignOff& sign_off);

// The last sign-off of a unit.
absl::StatusOr<std::optional<SignOff>> FindSignOff(
    db::Transaction& sql, std::string_view registration, std::string_view unit);

// Units of a registration that are signed off.
absl::StatusOr<std::set<std::string>> SignedOffUnits(
    db::Transaction& sql, std::string_view registration);

// The last sign-offs of the units of a centre, or of a registration, behind
// `after`, by registration and unit.
absl::StatusOr<std::vector<SignOff>> ListSignOffsOfCentre(
    db::Transaction& sql, std::string_view centre, const SignOffKey& after,
    int limit);
absl::StatusOr<std::vector<SignOff>> ListSignOffsOfRegistration(
    db::Transaction& sql, std::string_view registration,
    const SignOffKey& after, int limit);

// Returns the unit when `revision` is its last sign-off and stands; whether it
// did.
absl::StatusOr<bool> ReturnUnit(journal::WriteTransaction& sql,
                                std::string_view registration,
                                std::string_view unit, int64_t revision);

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_STORE_SIGN_OFFS_H_
