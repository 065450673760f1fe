// Adjustments in the database, each read whole.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_ADJUSTMENT_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_ADJUSTMENT_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/adjustment.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

// `centre` (id) is where the registration is.
absl::Status InsertAdjustment(journal::WriteTransaction& tx,
                              const Adjustment& adjustment,
                              std::string_view centre);
// Writes state, decision, and the notices that are new.
absl::Status UpdateAdjustment(journal::WriteTransaction& tx,
                              const Adjustment& adjustment);

absl::StatusOr<std::optional<Adjustment>> FindAdjustment(
    db::Transaction& tx, std::string_view registration, std::string_view id);

// Which of what registrations ask for to list: of one of registration and
// centre (ids); of one state (its number), unless it is 0; asked for until then
// at the latest.
struct RequestFilter {
  std::string registration = {};
  std::string centre = {};
  int state = 0;
  std::optional<absl::Time> until = {};
};

// At most `limit` adjustments behind `after`, oldest first.
absl::StatusOr<std::vector<Adjustment>> ListAdjustments(
    db::Transaction& tx, const RequestFilter& filter, const CreationKey& after,
    int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_ADJUSTMENT_STORE_H_
