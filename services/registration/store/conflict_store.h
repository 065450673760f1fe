// Conflicts of interest in the database.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_CONFLICT_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_CONFLICT_STORE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/conflict.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

// False when the same conflict goes on already; nothing changed then.
absl::StatusOr<bool> InsertConflict(journal::WriteTransaction& tx,
                                    const Conflict& conflict);

absl::StatusOr<std::optional<Conflict>> FindConflict(db::Transaction& tx,
                                                     std::string_view centre,
                                                     std::string_view id);

// The one between the same two that goes on.
absl::StatusOr<std::optional<Conflict>> FindOpenConflict(
    db::Transaction& tx, const Conflict& declared);

// Writes end, mitigation and decision.
absl::Status UpdateConflict(journal::WriteTransaction& tx,
                            const Conflict& conflict);

// Those at a centre that name a person, on either side.
absl::StatusOr<std::vector<Conflict>> ConflictsNaming(db::Transaction& tx,
                                                      std::string_view centre,
                                                      std::string_view person);

// At most `limit` conflicts of a centre behind `after`, oldest first; only
// those of `person` who judges, unless it is empty.
absl::StatusOr<std::vector<Conflict>> ListConflicts(db::Transaction& tx,
                                                    std::string_view centre,
                                                    std::string_view person,
                                                    const CreationKey& after,
                                                    int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_CONFLICT_STORE_H_
