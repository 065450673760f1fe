// Calendar dates: birth, key dates, appointments. A date is not an instant.
#ifndef ATTEST_LIBS_CLOCK_DATES_H_
#define ATTEST_LIBS_CLOCK_DATES_H_

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace attest {

// Reads `YYYY-MM-DD`; nothing for any other form or a day that does not exist
// (1990-02-31). Years 1900 to 2999.
std::optional<absl::CivilDay> ParseDate(std::string_view text);

// Writes `YYYY-MM-DD`.
std::string FormatDate(absl::CivilDay day);

// The date of an instant, in UTC.
absl::CivilDay DateOf(absl::Time time);

// Whole years from `from` to `to`, as birthdays count them: somebody born on
// 29 February has a birthday on 1 March in other years.
int YearsBetween(absl::CivilDay from, absl::CivilDay to);

// `2026-11-24T09:30:00.000001Z`, UTC, always six decimals. (absl::FormatTime is
// found beside absl::Time, hence the other name.)
std::string FormatInstant(absl::Time time);

}  // namespace attest

#endif  // ATTEST_LIBS_CLOCK_DATES_H_
