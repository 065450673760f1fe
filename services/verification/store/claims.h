// Claims, and all that verification has on record of a registration.
#ifndef ATTEST_SERVICES_VERIFICATION_STORE_CLAIMS_H_
#define ATTEST_SERVICES_VERIFICATION_STORE_CLAIMS_H_

#include <optional>
#include <string_view>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/verification/domain/claiming.h"

namespace attest::verification::store {

// Errors of every function: those of db::Transaction, besides what it names.

//   ALREADY_EXISTS (db::IsUniqueViolation): there is a live claim.
absl::Status InsertClaim(journal::WriteTransaction& sql, const Claim& claim);

// Turns an accepted claim into an awarded or a lapsed one: true, or false when
// it is not accepted, and then nothing changes.
absl::StatusOr<bool> MarkAwarded(journal::WriteTransaction& sql,
                                 std::string_view registration,
                                 std::string_view id);
absl::StatusOr<bool> MarkLapsed(journal::WriteTransaction& sql,
                                std::string_view registration,
                                std::string_view id);

// Nothing when there is none.
absl::StatusOr<std::optional<Claim>> FindClaim(db::Transaction& sql,
                                               std::string_view registration,
                                               std::string_view id);

// What there is of a registration at a centre, for the rule of the claim.
absl::StatusOr<OwnRecord> OwnRecordOf(db::Transaction& sql,
                                      std::string_view centre,
                                      std::string_view registration,
                                      std::string_view qualification);

}  // namespace attest::verification::store

#endif  // ATTEST_SERVICES_VERIFICATION_STORE_CLAIMS_H_
