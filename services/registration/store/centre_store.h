// Centres in the database, with their sites and approvals. Any function may
// fail with what db::Transaction says.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_CENTRE_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_CENTRE_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/centre.h"

namespace attest::registration::store {

// False when a centre with this id exists; nothing changed then.
absl::StatusOr<bool> InsertCentre(journal::WriteTransaction& tx,
                                  const Centre& centre);

absl::StatusOr<std::optional<Centre>> FindCentre(db::Transaction& tx,
                                                 std::string_view id);

// Writes everything of `centre` but its approvals.
absl::Status UpdateCentre(journal::WriteTransaction& tx, const Centre& centre);

// The sites at a centre of registrations that have not ended.
absl::StatusOr<std::vector<std::string>> SitesInUse(db::Transaction& tx,
                                                    std::string_view centre);

// Which centres somebody may see.
struct CentreFilter {
  bool all = false;
  std::vector<std::string> ids;  // these
  std::string quality_manager;   // and those of this person, unless empty
};

// At most `limit` centres behind `after_id`, in the order of their ids.
absl::StatusOr<std::vector<Centre>> ListCentres(db::Transaction& tx,
                                                const CentreFilter& filter,
                                                std::string_view after_id,
                                                int limit);

// Adds an approval, or takes the place of the one for the same qualification.
absl::Status PutApproval(journal::WriteTransaction& tx, std::string_view centre,
                         const Approval& approval);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_CENTRE_STORE_H_
