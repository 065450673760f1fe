// How values stand in columns: dates as text, times as microseconds.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_VALUES_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_VALUES_H_

#include <cstdint>
#include <optional>

#include "absl/time/time.h"
#include "libs/db/db.h"
#include "services/registration/domain/period.h"

namespace attest::registration::store {

// NULL for none.
db::Value DateValue(const std::optional<absl::CivilDay>& day);
std::optional<absl::CivilDay> OptionalDateAt(const db::Row& row, int column);
// 1970-01-01 for what is no date, which no column holds.
absl::CivilDay DateAt(const db::Row& row, int column);
// From two columns that stand beside each other.
Period PeriodAt(const db::Row& row, int first_column);

int64_t Micros(absl::Time time);
// NULL for none.
db::Value TimeValue(const std::optional<absl::Time>& time);
absl::Time TimeAt(const db::Row& row, int column);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_VALUES_H_
