// Dates of a qualification that others decide and publish elsewhere, as dated
// facts (E15, E16).
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_KEY_DATES_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_KEY_DATES_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/names/field_checks.h"
#include "libs/status/status.h"

namespace attest::catalogue {

// Numbered as in the contract.
enum class KeyDateKind { kOperationalEnd = 1, kCertificationEnd, kReview };

inline constexpr size_t kKeyDateKinds = 3;

// One of them. A value.
struct KeyDate {
  KeyDateKind kind = KeyDateKind::kOperationalEnd;
  // Nothing: not configured, which is not "no end".
  std::optional<absl::CivilDay> date = {};
  std::string source = {};
  // When the source was read.
  std::optional<absl::CivilDay> observed = {};
};

// One of each kind, in the order of the kinds.
using KeyDates = std::array<KeyDate, kKeyDateKinds>;

// None configured.
KeyDates NoKeyDates();
KeyDate& OfKind(KeyDates& dates, KeyDateKind kind);
// `operational_end`, `certification_end` or `review`.
std::string_view NameOf(KeyDateKind kind);

// A key date as a caller gives it.
struct KeyDateEntry {
  int kind = 0;
  std::string date;
  std::string source;
  std::string observed_date;
};

// Reads `entries`, the elements of `field`. Adds a finding for each that has no
// kind or a kind that is there twice, a date that is none, and a date without
// its source or without the day, not in the future, on which that was read.
std::vector<KeyDate> ReadKeyDates(std::string_view field,
                                  const std::vector<KeyDateEntry>& entries,
                                  absl::CivilDay today, FieldChecks& check);

// `dates` with `set` in place of those of the same kinds.
KeyDates WithDates(KeyDates dates, const std::vector<KeyDate>& set);

// Operational start, operational end and certification end must not run
// backwards; what is not configured says nothing (D10). `subject` is the
// qualification.
std::vector<RuleViolation> OrderViolations(
    std::optional<absl::CivilDay> operational_start, const KeyDates& dates,
    std::string_view subject);

// What a reader has to know of it: that it is not configured and where to look
// (req R113), or that only the syllabus says so; else nothing. `where` is where
// the syllabus sends its readers, or empty.
std::string NoteOf(const KeyDate& date, std::string_view where);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_KEY_DATES_H_
