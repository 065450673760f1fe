// Delivery plans in the database, one a centre and qualification.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_DELIVERY_PLAN_STORE_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_DELIVERY_PLAN_STORE_H_

#include <optional>
#include <string_view>

#include "libs/db/db.h"
#include "libs/journal/journal.h"
#include "services/registration/domain/delivery_plan.h"

namespace attest::registration::store {

absl::StatusOr<std::optional<DeliveryPlan>> FindDeliveryPlan(
    db::Transaction& tx, std::string_view centre,
    std::string_view qualification);

// Writes the plan in the place of the one there was.
absl::Status PutDeliveryPlan(journal::WriteTransaction& tx,
                             const DeliveryPlan& plan);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_DELIVERY_PLAN_STORE_H_
