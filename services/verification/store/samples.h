// Samples and disagreements. There is no way to take one out (D53).
#ifndef ATTEST_SERVICES_VERIFICATION_STORE_SAMPLES_H_
#define ATTEST_SERVICES_VERIFICATION_STORE_SAMPLES_H_

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification::store {

// Errors of every function: those of db::Transaction, besides what it names.

//   ALREADY_EXISTS (db::IsUniqueViolation): the sign-off is in the sample.
absl::Status InsertSample(journal::WriteTransaction& sql, const Sample& sample);

// Stores what the verifier found; disagreements are added, never replaced.
absl::Status UpdateSample(journal::WriteTransaction& sql, const Sample& sample);

// Nothing when there is none.
absl::StatusOr<std::optional<Sample>> FindSample(db::Transaction& sql,
                                                 std::string_view centre,
                                                 std::string_view id);
absl::StatusOr<std::optional<Sample>> FindSampleOf(db::Transaction& sql,
                                                   std::string_view centre,
                                                   const SignOffKey& key);

// All samples of a registration, oldest first.
absl::StatusOr<std::vector<Sample>> SamplesOf(db::Transaction& sql,
                                              std::string_view centre,
                                              std::string_view registration);

// Which samples of a centre to list.
struct SampleFilter {
  std::string centre;
  int state = 0;             // 0: all
  std::string registration;  // empty: all
  std::string after;         // key of the last sample of the page before
};
// At most `limit` samples, oldest first.
absl::StatusOr<std::vector<Sample>> ListSamples(db::Transaction& sql,
                                                const SampleFilter& filter,
                                                int limit);
// The key of a sample in that order.
std::string PageKey(const Sample& sample);

// Which units of a centre were ever sampled (revision 0), or have an open
// action.
struct SampledUnits {
  std::set<SignOffKey> sampled;
  std::set<SignOffKey> open_action;
};
absl::StatusOr<SampledUnits> SampledUnitsOf(db::Transaction& sql,
                                            std::string_view centre);

}  // namespace attest::verification::store

#endif  // ATTEST_SERVICES_VERIFICATION_STORE_SAMPLES_H_
