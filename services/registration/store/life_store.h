// What happened to a registration while it lasted, in tables of its own.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_LIFE_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_LIFE_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::store {

// Fills in reviews, breaks, former centres and units with an exemption.
absl::Status ReadLife(db::Transaction& tx, Registration& registration);

// Writes expiry, start of the programme, end and upgrade of the membership.
absl::Status PutLifeColumns(journal::WriteTransaction& tx,
                            const Registration& registration);
// Writes all breaks.
absl::Status PutBreaks(journal::WriteTransaction& tx,
                       const Registration& registration);
// Adds the last of the reviews.
absl::Status AddReview(journal::WriteTransaction& tx,
                       const Registration& registration);

// Writes the centre where a registration is, and its site: also of what hangs
// on it. Adds the last of its former centres, where it was until `left`; its
// trail up to `trail_sequence`, and `record`, are what that centre sees of it.
struct Departure {
  absl::Time left;
  int64_t trail_sequence = 0;
  std::string record;
};
absl::Status PutMove(journal::WriteTransaction& tx,
                     const Registration& registration,
                     const Departure& departure);

// The last departure of a registration (id) from `centre` (id).
absl::StatusOr<std::optional<Departure>> FindDeparture(
    db::Transaction& tx, std::string_view registration,
    std::string_view centre);

// The last entry of an audit chain; 0 for none.
absl::StatusOr<int64_t> TrailSequence(db::Transaction& tx,
                                      std::string_view chain);

// Another registration that runs for the same learner and qualification, or of
// the same subject: it stands against this one (D31).
absl::StatusOr<std::optional<std::string>> FindRival(
    db::Transaction& tx, const Registration& registration);

// Ids of at most `limit` registrations that run although their last day came
// before `today`.
absl::StatusOr<std::vector<std::string>> Overdue(db::Transaction& tx,
                                                 absl::CivilDay today,
                                                 int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_LIFE_STORE_H_
