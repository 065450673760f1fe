// Awards.
#ifndef ATTEST_SERVICES_VERIFICATION_STORE_AWARDS_H_
#define ATTEST_SERVICES_VERIFICATION_STORE_AWARDS_H_

#include <optional>
#include <string_view>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/verification/domain/awarding.h"

namespace attest::verification::store {

// Errors of every function: those of db::Transaction, besides what it names.

//   ALREADY_EXISTS (db::IsUniqueViolation): the claim has an award, or the
//     certificate number is taken.
absl::Status InsertAward(journal::WriteTransaction& sql, const Award& award);

// Nothing when there is none.
absl::StatusOr<std::optional<Award>> FindAward(db::Transaction& sql,
                                               std::string_view id);
absl::StatusOr<std::optional<Award>> FindAwardOfClaim(
    db::Transaction& sql, std::string_view registration,
    std::string_view claim);
absl::StatusOr<std::optional<Award>> FindAwardByNumber(
    db::Transaction& sql, std::string_view certificate_number);

}  // namespace attest::verification::store

#endif  // ATTEST_SERVICES_VERIFICATION_STORE_AWARDS_H_
