// Sampling plans and the sign-offs they have decided on.
#ifndef ATTEST_SERVICES_VERIFICATION_STORE_PLANS_H_
#define ATTEST_SERVICES_VERIFICATION_STORE_PLANS_H_

#include <optional>
#include <set>
#include <string_view>

#include "absl/time/time.h"
#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/verification/domain/sampling.h"

namespace attest::verification::store {

// Errors of every function: those of db::Transaction, besides what it names.

//   ALREADY_EXISTS (db::IsUniqueViolation): there is an open plan.
absl::Status InsertPlan(journal::WriteTransaction& sql,
                        const SamplingPlan& plan);

// Nothing when there is none.
absl::StatusOr<std::optional<SamplingPlan>> FindPlan(db::Transaction& sql,
                                                     std::string_view centre,
                                                     std::string_view id);
absl::StatusOr<std::optional<SamplingPlan>> FindOpenPlan(
    db::Transaction& sql, std::string_view centre,
    std::string_view qualification);

// Notes that `plan` has decided on a sign-off: true, or false when it had
// before, and then nothing changes.
absl::StatusOr<bool> InsertConsidered(journal::WriteTransaction& sql,
                                      std::string_view centre,
                                      std::string_view plan,
                                      const SignOffKey& key, bool chosen,
                                      absl::Time now);

// What `plan` has decided on.
absl::StatusOr<std::set<SignOffKey>> ConsideredBy(db::Transaction& sql,
                                                  std::string_view centre,
                                                  std::string_view plan);
// What any plan of the centre has decided on of one registration.
absl::StatusOr<std::set<SignOffKey>> ConsideredOf(
    db::Transaction& sql, std::string_view centre,
    std::string_view registration);

}  // namespace attest::verification::store

#endif  // ATTEST_SERVICES_VERIFICATION_STORE_PLANS_H_
