// Learners in the database: the only table with personal data.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_LEARNER_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_LEARNER_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/learner.h"

namespace attest::registration::store {

// False when a learner has the same Unique Learner Number, not released;
// nothing changed then. The temporary number is nobody's own (D24).
absl::StatusOr<bool> InsertLearner(journal::WriteTransaction& tx,
                                   const Learner& learner);

absl::StatusOr<std::optional<Learner>> FindLearner(db::Transaction& tx,
                                                   std::string_view id);

// Who has this Unique Learner Number, and whether they are of `centre`; nothing
// for a number that was released, an empty one, and the temporary one.
absl::StatusOr<std::optional<NumberHolder>> FindNumberHolder(
    db::Transaction& tx, std::string_view number, std::string_view centre);

// Lets another learner have the number of this one, whose row keeps it.
absl::Status ReleaseNumber(journal::WriteTransaction& tx,
                           std::string_view learner);

// Learners with the same birth date and the same name or mail address, at most
// 20, those of `centre` first.
absl::StatusOr<std::vector<DuplicateCandidate>> FindDuplicates(
    db::Transaction& tx, const Learner& learner, std::string_view centre);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_LEARNER_STORE_H_
