// Rows of assessment plans. Errors are those of the database.
#ifndef ATTEST_SERVICES_ASSESSMENT_STORE_PLANS_H_
#define ATTEST_SERVICES_ASSESSMENT_STORE_PLANS_H_

#include <optional>
#include <string_view>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/assessment/domain/plan.h"

namespace attest::assessment::store {

absl::StatusOr<std::optional<Plan>> FindPlan(db::Transaction& sql,
                                             std::string_view centre,
                                             std::string_view id);

// Writes the plan and replaces its rows.
absl::Status PutPlan(journal::WriteTransaction& sql, const Plan& plan);

// Writes the plan without touching its rows.
absl::Status UpdatePlan(journal::WriteTransaction& sql, const Plan& plan);

}  // namespace attest::assessment::store

#endif  // ATTEST_SERVICES_ASSESSMENT_STORE_PLANS_H_
