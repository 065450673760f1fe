// The parts of a registration that stand in tables of their own. The functions
// named Put write a part in the place of what there was.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_PARTS_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_PARTS_H_

#include <string_view>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/registration.h"

namespace attest::registration::store {

// Fills in every part, and the holds; of the learning plan only the goals, when
// there is one.
absl::Status ReadParts(db::Transaction& tx, Registration& registration);

// Reads anew which holds run on its centre, its learner and who is allocated.
absl::Status ReadHolds(db::Transaction& tx, Registration& registration);

absl::Status PutNotes(journal::WriteTransaction& tx,
                      const Registration& registration);
absl::Status PutInduction(journal::WriteTransaction& tx,
                          const Registration& registration);
// `registration.learning_plan` must be there.
absl::Status PutLearningPlan(journal::WriteTransaction& tx,
                             const Registration& registration);
absl::Status PutUnits(journal::WriteTransaction& tx,
                      const Registration& registration);
absl::Status PutAllocations(journal::WriteTransaction& tx,
                            const Registration& registration);

// True when that changed anything.
absl::StatusOr<bool> AddAchievedUnit(journal::WriteTransaction& tx,
                                     std::string_view registration,
                                     std::string_view unit);
absl::StatusOr<bool> RemoveAchievedUnit(journal::WriteTransaction& tx,
                                        std::string_view registration,
                                        std::string_view unit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_REGISTRATION_PARTS_H_
