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

// False when a learner has the same Unique Learner Number; nothing changed
// then. The temporary number is nobody's own (D24).
absl::StatusOr<bool> InsertLearner(journal::WriteTransaction& tx,
                                   const Learner& learner);

absl::StatusOr<std::optional<Learner>> FindLearner(db::Transaction& tx,
                                                   std::string_view id);

// Ids of the centres where the learner is or was registered.
absl::StatusOr<std::vector<std::string>> CentresOfLearner(db::Transaction& tx,
                                                          std::string_view id);

// Who has this Unique Learner Number; nothing for none, an empty number, and
// the temporary one.
absl::StatusOr<std::optional<std::string>> FindByUniqueLearnerNumber(
    db::Transaction& tx, std::string_view number);

// Learners with the same birth date and the same name or mail address, at most
// 20, those of `centre` first.
absl::StatusOr<std::vector<DuplicateCandidate>> FindDuplicates(
    db::Transaction& tx, const Learner& learner, std::string_view centre);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_LEARNER_STORE_H_
