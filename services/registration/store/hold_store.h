// Holds in the database.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_HOLD_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_HOLD_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/hold.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

absl::Status InsertHold(journal::WriteTransaction& tx, const Hold& hold);

absl::StatusOr<std::optional<Hold>> FindHold(db::Transaction& tx,
                                             std::string_view id);

// Writes by whom, when and why it was lifted.
absl::Status UpdateHold(journal::WriteTransaction& tx, const Hold& hold);

// Whom a hold may be on; what is empty is nobody.
struct HoldTargets {
  std::string centre = {};  // id
  std::vector<std::string> persons = {};
  std::string learner = {};  // id
};

// Holds on any of `targets`, oldest first, lifted ones too.
absl::StatusOr<std::vector<Hold>> HoldsOn(db::Transaction& tx,
                                          const HoldTargets& targets);
// Those that run.
absl::StatusOr<std::vector<Hold>> RunningHolds(db::Transaction& tx,
                                               const HoldTargets& targets);

// Which holds to list; what is empty does not restrict.
struct HoldFilter {
  // On the centre (id), on people who are or were appointed there, and on
  // learners who are registered there.
  std::string centre = {};
  std::string person = {};
  std::string learner = {};  // id
  bool lifted = false;       // those too
};

// At most `limit` holds behind `after`, oldest first.
absl::StatusOr<std::vector<Hold>> ListHolds(db::Transaction& tx,
                                            const HoldFilter& filter,
                                            const CreationKey& after,
                                            int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_HOLD_STORE_H_
