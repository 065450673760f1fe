// Learners in the database, and which records are of one person.
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

// Writes everything but the id and when it was created; `now` is when former
// numbers became that. A Unique Learner Number that is new to the record is
// held by it; whose it was before has to be released first.
//   ALREADY_EXISTS, `UNIQUE`: another record holds the number.
absl::Status UpdateLearner(journal::WriteTransaction& tx,
                           const Learner& learner, absl::Time now);

// Makes `duplicate` (id) and what was merged into it part of `kept`, which has
// been written: registrations and conflicts of interest go over.
absl::Status MoveToLearner(journal::WriteTransaction& tx, const Learner& kept,
                           std::string_view duplicate);

// Whether another learner with this subject has a live registration for what
// this one studies.
absl::StatusOr<bool> SubjectIsTaken(db::Transaction& tx,
                                    const Learner& learner);

// Makes the registrations of the learner name their subject.
absl::Status PutSubject(journal::WriteTransaction& tx, const Learner& learner);

// Who has this Unique Learner Number, and whether they are of `centre`; nothing
// for a number that was released, an empty one, and the temporary one.
absl::StatusOr<std::optional<NumberHolder>> FindNumberHolder(
    db::Transaction& tx, std::string_view number, std::string_view centre);

// Lets another record have the number; the row that held it keeps it.
absl::Status ReleaseNumber(journal::WriteTransaction& tx,
                           std::string_view number);

// Learners with the same birth date and the same name or mail address, at most
// 20, those of `centre` first. Of merged records, the one that stays.
absl::StatusOr<std::vector<DuplicateCandidate>> FindDuplicates(
    db::Transaction& tx, const Learner& learner, std::string_view centre);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_LEARNER_STORE_H_
