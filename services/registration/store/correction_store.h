// Corrections in the database.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_CORRECTION_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_CORRECTION_STORE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/correction.h"
#include "services/registration/store/paging.h"

namespace attest::registration::store {

absl::Status InsertCorrection(journal::WriteTransaction& tx,
                              const Correction& correction);

absl::StatusOr<std::optional<Correction>> FindCorrection(
    db::Transaction& tx, std::string_view learner, std::string_view id);

// Writes what became of it, by whom, when and why.
absl::Status UpdateCorrection(journal::WriteTransaction& tx,
                              const Correction& correction);

// Which corrections to list; what is empty does not restrict.
struct CorrectionFilter {
  std::string learner = {};               // id
  std::vector<std::string> centres = {};  // ids of those that asked
  std::optional<CorrectionState> state = {};
};

// At most `limit` corrections behind `after`, oldest first.
absl::StatusOr<std::vector<Correction>> ListCorrections(
    db::Transaction& tx, const CorrectionFilter& filter,
    const CreationKey& after, int limit);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_CORRECTION_STORE_H_
