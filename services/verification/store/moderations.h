// Moderations and the units they look at.
#ifndef ATTEST_SERVICES_VERIFICATION_STORE_MODERATIONS_H_
#define ATTEST_SERVICES_VERIFICATION_STORE_MODERATIONS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/verification/domain/moderating.h"

namespace attest::verification::store {

// Errors of every function: those of db::Transaction, besides what it names.

//   ALREADY_EXISTS (db::IsUniqueViolation): another one is open.
absl::Status InsertModeration(journal::WriteTransaction& sql,
                              const Moderation& moderation);

// Stores state, moderator and outcomes; units and revisions never change.
absl::Status UpdateModeration(journal::WriteTransaction& sql,
                              const Moderation& moderation);

// Nothing when there is none.
absl::StatusOr<std::optional<Moderation>> FindModeration(
    db::Transaction& sql, std::string_view registration, std::string_view id);

// All moderations of a registration, oldest first.
absl::StatusOr<std::vector<Moderation>> ModerationsOf(
    db::Transaction& sql, std::string_view registration);

}  // namespace attest::verification::store

#endif  // ATTEST_SERVICES_VERIFICATION_STORE_MODERATIONS_H_
