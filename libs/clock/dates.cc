#include "libs/clock/dates.h"

#include <utility>

#include "fmt/format.h"

namespace attest {
namespace {

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2999;

// The number that `text` spells; -1 when it holds anything but digits.
int Digits(std::string_view text) {
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const int year = Digits(text.substr(0, 4));
  const int month = Digits(text.substr(5, 2));
  const int day = Digits(text.substr(8, 2));
  if (year < kYearMin || year > kYearMax || month < 1 || day < 1) {
    return std::nullopt;
  }

  // CivilDay carries 31 February over into March.
  const absl::CivilDay date(year, month, day);
  if (date.month() != month || date.day() != day) return std::nullopt;
  return date;
}

std::string FormatDate(absl::CivilDay day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
}

absl::CivilDay DateOf(absl::Time time) {
  return absl::ToCivilDay(time, absl::UTCTimeZone());
}

int YearsBetween(absl::CivilDay from, absl::CivilDay to) {
  const bool before_birthday =
      std::pair(to.month(), to.day()) < std::pair(from.month(), from.day());
  return static_cast<int>(to.year() - from.year()) - (before_birthday ? 1 : 0);
}

std::string FormatInstant(absl::Time time) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", time, absl::UTCTimeZone());
}

}  // namespace attest
