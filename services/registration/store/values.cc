#include "services/registration/store/values.h"

#include "libs/clock/dates.h"

namespace attest::registration::store {

db::Value DateValue(const std::optional<absl::CivilDay>& day) {
  if (!day) return db::kNull;
  return FormatDate(*day);
}

std::optional<absl::CivilDay> OptionalDateAt(const db::Row& row, int column) {
  if (row.IsNull(column)) return std::nullopt;
  return ParseDate(row.Text(column));
}

absl::CivilDay DateAt(const db::Row& row, int column) {
  return OptionalDateAt(row, column).value_or(absl::CivilDay(1970, 1, 1));
}

Period PeriodAt(const db::Row& row, int first_column) {
  return {.first = DateAt(row, first_column),
          .last = OptionalDateAt(row, first_column + 1)};
}

int64_t Micros(absl::Time time) { return absl::ToUnixMicros(time); }

db::Value TimeValue(const std::optional<absl::Time>& time) {
  if (!time) return db::kNull;
  return Micros(*time);
}

absl::Time TimeAt(const db::Row& row, int column) {
  return absl::FromUnixMicros(row.Int(column));
}

}  // namespace attest::registration::store
