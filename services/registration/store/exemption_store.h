// Exemptions in the database.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_EXEMPTION_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_EXEMPTION_STORE_H_

#include <optional>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/exemption.h"
#include "services/registration/store/adjustment_store.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

// `centre` (id) is where the registration is.
absl::Status InsertExemption(journal::WriteTransaction& tx,
                             const Exemption& exemption,
                             std::string_view centre);
// Writes state and decision.
absl::Status UpdateExemption(journal::WriteTransaction& tx,
                             const Exemption& exemption);

absl::StatusOr<std::optional<Exemption>> FindExemption(
    db::Transaction& tx, std::string_view registration, std::string_view id);

// Whether another exemption, undecided or approved, is from the same unit of
// the registration; or counts the same credit, in any registration that was not
// withdrawn.
absl::StatusOr<bool> CountsUnit(db::Transaction& tx,
                                const Exemption& exemption);
absl::StatusOr<bool> CountsCredit(db::Transaction& tx,
                                  const Exemption& exemption);

// At most `limit` exemptions behind `after`, oldest first.
absl::StatusOr<std::vector<Exemption>> ListExemptions(
    db::Transaction& tx, const RequestFilter& filter, const CreationKey& after,
    int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_EXEMPTION_STORE_H_
